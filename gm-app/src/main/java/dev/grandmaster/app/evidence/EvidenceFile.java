package dev.grandmaster.app.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.util.List;

import dev.grandmaster.app.history.Chain;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.app.history.RecordLine;

/**
 * The record as CSV. Each chapter, a UTC day, is a few lines that begin with {@code #} around a line for each second and then one for each
 * note: alarm, change, start. The last column of both is the beginning of the chain's link. The last line says what period the file is of.
 *
 * <pre>
 * # grandmaster evidence 1
 * # unit CLOCKIDENTITY key BASE64
 * # chapter 7 day 2026-11-22 previous HEX
 * taiSeconds,utc,...,link
 * 1795305637,2026-11-22T00:00:00Z,...,ab12cd34
 * taiNs,kind,entry,link
 * 1795305641123456789,alarm,"{""code"":...}",cd34ab12
 * # head HEX seconds 86400 notes 1 signature BASE64       (of a chapter that is still open: # open)
 * # period 2026-11-01 to 2026-11-30 chapters 7 to 7 previous HEX head HEX signature BASE64
 * </pre>
 */
public final class EvidenceFile {

    static final String TITLE = "# grandmaster evidence 1";
    static final String COLUMNS = RecordLine.COLUMNS + ",link";
    static final String NOTE_COLUMNS = RecordLine.NOTE_COLUMNS + ",link";

    private final HistoryFile history;
    private final Appendable out;

    private EvidenceFile(HistoryFile history, Appendable out) {
        this.history = history;
        this.out = out;
    }

    /**
     * The chapters of a period, the oldest first; with those of other days between them, where the clock was set.
     *
     * @param fromDay such as {@code 2026-11-01}
     */
    public static List<Chapter> chapters(HistoryFile history, String fromDay, String toDay) {
        List<Chapter> all = history.chapters();
        List<Chapter> within = all.stream()
                .filter(chapter -> chapter.day().compareTo(fromDay) >= 0 && chapter.day().compareTo(toDay) <= 0)
                .toList();
        return within.isEmpty()
                ? List.of()
                : all.subList(all.indexOf(within.getFirst()), all.indexOf(within.getLast()) + 1);
    }

    /**
     * Writes the chapters of a period, whole.
     *
     * @param key     signs what period the file is of
     * @param fromDay such as {@code 2026-11-01}
     * @param toDay   the last day
     * @return the chapters written
     * @throws IOException where the file cannot be written or signed
     */
    public static List<Chapter> write(HistoryFile history, String clockIdentity, DeviceKey key, String fromDay,
            String toDay, Appendable out) throws IOException {
        List<Chapter> chapters = chapters(history, fromDay, toDay);
        out.append(TITLE).append('\n').append("# unit ").append(clockIdentity).append(" key ").append(key.publicKey())
                .append('\n');
        EvidenceFile file = new EvidenceFile(history, out);
        String head = Chain.BEGINNING;
        try {
            for (Chapter chapter : chapters) {
                head = file.chapter(chapter);
            }
            Period period = chapters.isEmpty()
                    ? new Period(fromDay, toDay, 0, 0, head, head)
                    : new Period(fromDay, toDay, chapters.getFirst().number(), chapters.getLast().number(),
                            chapters.getFirst().previous(), head);
            out.append(period.line(key.sign(period.text(clockIdentity)))).append('\n');
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (GeneralSecurityException e) {
            throw new IOException("the period cannot be signed: " + e.getMessage(), e);
        }
        return chapters;
    }

    /** Gives the head of the chain at its end. */
    private String chapter(Chapter chapter) throws IOException {
        out.append("# chapter ").append(Long.toString(chapter.number())).append(" day ").append(chapter.day())
                .append(" previous ").append(chapter.previous()).append('\n').append(COLUMNS).append('\n');
        Chain chain = new Chain(chapter.previous());
        history.secondsOf(chapter.number(), second -> line(chain, RecordLine.of(second)));
        out.append(NOTE_COLUMNS).append('\n');
        history.notesOf(chapter.number()).forEach(note -> line(chain, RecordLine.of(note)));
        out.append(chapter.head().isEmpty()
                ? "# open\n"
                : "# head " + chapter.head() + " seconds " + chapter.seconds() + " notes " + chapter.notes()
                        + " signature " + chapter.signature() + '\n');
        return chain.head();
    }

    private void line(Chain chain, String line) {
        chain.add(line);
        try {
            out.append(line).append(',').append(chain.shortHead()).append('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
