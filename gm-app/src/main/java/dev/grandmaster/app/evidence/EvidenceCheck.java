package dev.grandmaster.app.evidence;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.app.history.Chain;
import dev.grandmaster.app.history.HistoryFile.Chapter;
import org.jspecify.annotations.Nullable;

/**
 * Checks a file of evidence by itself: chain, heads, signatures, that no second, no note and no chapter is missing or too many, and that
 * the file has the whole period that it was made for.
 */
public final class EvidenceCheck {

    private static final int MOST_FINDINGS = 50;
    private static final Pattern UNIT = Pattern.compile("# unit (\\S+) key (\\S+)");
    private static final Pattern CHAPTER = Pattern.compile("# chapter (\\d{1,18}) day (\\S+) previous ([0-9a-f]{64})");
    private static final Pattern HEAD = Pattern
            .compile("# head ([0-9a-f]{64}) seconds (\\d{1,18}) notes (\\d{1,18}) signature (\\S*)");
    private static final Pattern SECOND = Pattern.compile("(-?\\d{1,18}),[^\"]*");
    private static final Pattern NOTE = Pattern.compile("-?\\d{1,19},[a-z]+,\".*\",[0-9a-f]*");

    /**
     * What came out.
     *
     * @param faults     what is wrong, each with its line; empty where all is well
     * @param remarks    what is worth knowing: gaps in which nothing was recorded, a day that is still open
     * @param unit       clockIdentity
     * @param publicKey  by which the heads are signed
     * @param period     the days that the file says it is of
     * @param chapters   signed ones
     * @param seconds    in them
     * @param notes      in them: alarms, changes, starts
     */
    public record Outcome(List<String> faults, List<String> remarks, String unit, String publicKey, String period,
            int chapters, long seconds, long notes) {
    }

    private final List<String> faults = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final @Nullable String trustedKey;
    private String unit = "";
    private String publicKey = "";
    private @Nullable Period period;
    private @Nullable Chapter first;
    private @Nullable Chapter last;
    private @Nullable Chapter current;
    private @Nullable Chain chain;
    /** Empty after a chapter that has no signed head. */
    private String lastHead = "";
    /** Of the chain as it was followed. */
    private String reached = Chain.BEGINNING;
    private long lastSecond;
    private boolean broken;
    private long seconds;
    private long notes;
    private int signed;
    private long signedSeconds;
    private long signedNotes;
    private long line;

    /** @param trustedKey the unit's public key as the auditor has it; null to take the one in the file */
    public EvidenceCheck(@Nullable String trustedKey) {
        this.trustedKey = trustedKey;
    }

    /** Reads a file to its end. */
    public Outcome check(BufferedReader file) throws IOException {
        String text = file.readLine();
        line = 1;
        if (text == null || !text.equals(EvidenceFile.TITLE)) {
            fault("this is no file of evidence");
            return outcome();
        }
        for (text = file.readLine(); text != null; text = file.readLine()) {
            line++;
            take(text);
        }
        if (current != null) {
            fault("the file ends within chapter " + current.number());
        }
        if (period == null) {
            fault("the file does not say what period it is of: its end is missing");
        }
        if (signed == 0) {
            remark("no chapter is closed and signed yet");
        }
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(List.copyOf(faults), List.copyOf(remarks), unit, publicKey,
                period == null ? "no period" : period.fromDay() + " to " + period.toDay(), signed, signedSeconds,
                signedNotes);
    }

    private void take(String text) {
        if (period != null) {
            fault("this line is behind the end");
            return;
        }
        Matcher unitLine = UNIT.matcher(text);
        Matcher chapterLine = CHAPTER.matcher(text);
        Matcher headLine = HEAD.matcher(text);
        if (unitLine.matches() && publicKey.isEmpty()) {
            unit = unitLine.group(1);
            publicKey = unitLine.group(2);
            if (trustedKey != null && !trustedKey.equals(publicKey)) {
                fault("the key is not that of the unit that is trusted");
            }
        } else if (chapterLine.matches()) {
            begin(Long.parseLong(chapterLine.group(1)), chapterLine.group(2), chapterLine.group(3));
        } else if (headLine.matches()) {
            end(headLine.group(1), Long.parseLong(headLine.group(2)), Long.parseLong(headLine.group(3)),
                    headLine.group(4));
        } else if (text.equals("# open")) {
            open();
        } else if (text.startsWith("# period ")) {
            Period.read(text).ifPresentOrElse(this::endOfFile, () -> fault("this period cannot be read"));
        } else if (!text.equals(EvidenceFile.COLUMNS) && !text.equals(EvidenceFile.NOTE_COLUMNS)) {
            entry(text);
        }
    }

    private void begin(long number, String day, String previous) {
        if (current != null) {
            fault("chapter " + current.number() + " has no end");
        }
        if (last != null && number != last.number() + 1) {
            fault("chapter " + number + " follows chapter " + last.number());
        } else if (!lastHead.isEmpty() && !lastHead.equals(previous)) {
            fault("chapter " + number + " does not go on from the head of chapter " + (number - 1));
        }
        Chapter begun = new Chapter(number, day, previous, "", "", 0, 0);
        first = first == null ? begun : first;
        last = begun;
        current = begun;
        chain = new Chain(previous);
        lastHead = "";
        broken = false;
        seconds = 0;
        notes = 0;
        lastSecond = Long.MIN_VALUE;
    }

    /** A second or a note. */
    private void entry(String text) {
        Chain going = chain;
        int comma = text.lastIndexOf(',');
        Matcher second = SECOND.matcher(text);
        boolean note = NOTE.matcher(text).matches();
        if (going == null || comma < 0 || (!note && !second.matches())) {
            fault("this line belongs to nothing");
            return;
        }
        going.add(text.substring(0, comma));
        if (!broken && !going.shortHead().equals(text.substring(comma + 1))) {
            broken = true;
            fault("the chain breaks here: this " + (note ? "note" : "second")
                    + " was changed, or one before it is missing or was put in");
        }
        if (note) {
            notes++;
        } else {
            seconds++;
            gap(Long.parseLong(second.group(1)));
        }
    }

    private void gap(long now) {
        if (lastSecond != Long.MIN_VALUE && now != lastSecond + 1) {
            remark(now > lastSecond
                    ? now - lastSecond - 1 + " s were not recorded before this line"
                    : "the clock was set back by " + (lastSecond - now) + " s before this line");
        }
        lastSecond = now;
    }

    private void end(String head, long countedSeconds, long countedNotes, String signature) {
        Chapter chapter = current;
        Chain ended = chain;
        if (chapter == null || ended == null) {
            fault("a head without a chapter");
            return;
        }
        if (countedSeconds != seconds || countedNotes != notes) {
            fault("chapter " + chapter.number() + " has " + seconds + " seconds and " + notes + " notes, not "
                    + countedSeconds + " and " + countedNotes);
        }
        if (!ended.head().equals(head)) {
            fault("the head of chapter " + chapter.number() + " is not that of its seconds and notes");
        }
        Chapter said = new Chapter(chapter.number(), chapter.day(), chapter.previous(), head, signature,
                countedSeconds, countedNotes);
        if (!isSigned(DayHead.text(said, unit), signature)) {
            fault("chapter " + chapter.number() + " is not signed by the unit's key");
        }
        signed++;
        signedSeconds += countedSeconds;
        signedNotes += countedNotes;
        leave(ended);
        lastHead = head;
    }

    private void open() {
        Chapter chapter = current;
        Chain ended = chain;
        if (chapter == null || ended == null) {
            fault("an end without a chapter");
            return;
        }
        remark("chapter " + chapter.number() + " of " + chapter.day() + " is open: for its " + seconds
                + " seconds and " + notes + " notes stands the signature of this file alone");
        leave(ended);
    }

    private void leave(Chain ended) {
        reached = ended.head();
        current = null;
        chain = null;
    }

    private void endOfFile(Period.Signed said) {
        Period whole = said.period();
        period = whole;
        if (!isSigned(whole.text(unit), said.signature())) {
            fault("the period is not signed by the unit's key");
        }
        long from = first == null ? 0 : first.number();
        long to = last == null ? 0 : last.number();
        if (from != whole.firstChapter() || to != whole.lastChapter()) {
            fault("the file has chapters " + from + " to " + to + ", and was made with " + whole.firstChapter() + " to "
                    + whole.lastChapter());
        }
        if (first != null && !first.previous().equals(whole.previous())) {
            fault("the chain of the file begins elsewhere than when it was made");
        }
        if (!reached.equals(whole.head())) {
            fault("the chain of the file ends elsewhere than when it was made");
        }
    }

    private boolean isSigned(String text, String signature) {
        return DeviceKey.isSigned(text, signature, trustedKey == null ? publicKey : trustedKey);
    }

    private void fault(String what) {
        tell(faults, what);
    }

    private void remark(String what) {
        tell(remarks, what);
    }

    private void tell(List<String> list, String what) {
        if (list.size() < MOST_FINDINGS) {
            list.add("line " + line + ": " + what);
        } else if (list.size() == MOST_FINDINGS) {
            list.add("and more");
        }
    }
}
