package dev.grandmaster.app.evidence;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

import dev.grandmaster.app.history.Chain;
import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.app.history.RecordLine;

/**
 * The record as CSV. Each chapter, a UTC day, is a few lines that begin with {@code #} around a line for each second; the last column of a
 * second is the beginning of the chain's link.
 *
 * <pre>
 * # grandmaster evidence 1
 * # unit CLOCKIDENTITY key BASE64
 * # chapter 7 day 2026-11-22 previous HEX
 * taiSeconds,utc,...,link
 * 1795305637,2026-11-22T00:00:00Z,...,ab12cd34
 * # head HEX seconds 86400 signature BASE64       (of a chapter that is still open: # open)
 * </pre>
 */
public final class EvidenceFile {

    static final String TITLE = "# grandmaster evidence 1";
    static final String COLUMNS = RecordLine.COLUMNS + ",link";

    private EvidenceFile() {
    }

    /** The chapters of a period, the oldest first; days as {@code 2026-11-01}. */
    public static List<Chapter> chapters(HistoryFile history, String fromDay, String toDay) {
        return history.chapters().stream()
                .filter(chapter -> chapter.day().compareTo(fromDay) >= 0 && chapter.day().compareTo(toDay) <= 0)
                .toList();
    }

    /**
     * Writes the chapters whose days are within a period, whole.
     *
     * @param fromDay such as {@code 2026-11-01}
     * @param toDay   the last day
     * @return the chapters written
     */
    public static List<Chapter> write(HistoryFile history, String clockIdentity, String publicKey, String fromDay,
            String toDay, Appendable out) throws IOException {
        List<Chapter> chapters = chapters(history, fromDay, toDay);
        out.append(TITLE).append('\n').append("# unit ").append(clockIdentity).append(" key ").append(publicKey)
                .append('\n');
        for (Chapter chapter : chapters) {
            out.append("# chapter ").append(Long.toString(chapter.number())).append(" day ").append(chapter.day())
                    .append(" previous ").append(chapter.previous()).append('\n').append(COLUMNS).append('\n');
            Chain chain = new Chain(chapter.previous());
            try {
                history.secondsOf(chapter.number(), second -> {
                    String line = RecordLine.of(second);
                    chain.add(line);
                    try {
                        out.append(line).append(',').append(chain.shortHead()).append('\n');
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
            } catch (UncheckedIOException e) {
                throw new IOException(e);
            }
            out.append(chapter.head().isEmpty()
                    ? "# open\n"
                    : "# head " + chapter.head() + " seconds " + chapter.seconds() + " signature "
                            + chapter.signature() + '\n');
        }
        return chapters;
    }
}
