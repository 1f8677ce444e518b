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

/** Checks a file of evidence by itself: chain, heads, signatures, and that no second and no chapter is missing or too many. */
public final class EvidenceCheck {

    private static final int MOST_FINDINGS = 50;
    private static final Pattern UNIT = Pattern.compile("# unit (\\S+) key (\\S+)");
    private static final Pattern CHAPTER = Pattern.compile("# chapter (\\d{1,18}) day (\\S+) previous ([0-9a-f]{64})");
    private static final Pattern HEAD = Pattern.compile("# head ([0-9a-f]{64}) seconds (\\d{1,18}) signature (\\S*)");
    private static final Pattern SECOND = Pattern.compile("(-?\\d{1,18}),.*");

    /**
     * What came out.
     *
     * @param faults     what is wrong, each with its line; empty where all is well
     * @param remarks    what is worth knowing: gaps in which nothing was recorded, a day that is still open
     * @param unit       clockIdentity
     * @param publicKey  by which the heads are signed
     * @param days       from the first to the last of the file: whole days that were cut off at either end are not missed by it
     * @param chapters   signed ones
     * @param seconds    in them
     */
    public record Outcome(List<String> faults, List<String> remarks, String unit, String publicKey, String days,
            int chapters, long seconds) {
    }

    private final List<String> faults = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final @Nullable String trustedKey;
    private String unit = "";
    private String publicKey = "";
    private String firstDay = "";
    private String lastDay = "";
    private @Nullable Chapter current;
    private @Nullable Chain chain;
    private String lastHead = "";
    private long lastChapter = -1;
    private long lastSecond;
    private boolean broken;
    private long seconds;
    private int signed;
    private long signedSeconds;
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
        if (signed == 0) {
            remark("no chapter is closed and signed yet");
        }
        return outcome();
    }

    private Outcome outcome() {
        return new Outcome(List.copyOf(faults), List.copyOf(remarks), unit, publicKey,
                firstDay.isEmpty() ? "no day" : firstDay + " to " + lastDay, signed, signedSeconds);
    }

    private void take(String text) {
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
            end(headLine.group(1), Long.parseLong(headLine.group(2)), headLine.group(3));
        } else if (text.equals("# open")) {
            open();
        } else if (!text.equals(EvidenceFile.COLUMNS)) {
            second(text);
        }
    }

    private void begin(long number, String day, String previous) {
        if (current != null) {
            fault("chapter " + current.number() + " has no end");
        }
        if (lastChapter >= 0 && number != lastChapter + 1) {
            fault("chapter " + number + " follows chapter " + lastChapter);
        } else if (!lastHead.isEmpty() && !lastHead.equals(previous)) {
            fault("chapter " + number + " does not go on from the head of chapter " + lastChapter);
        }
        firstDay = firstDay.isEmpty() ? day : firstDay;
        lastDay = day;
        current = new Chapter(number, day, previous, "", "", 0);
        chain = new Chain(previous);
        lastChapter = number;
        lastHead = "";
        broken = false;
        seconds = 0;
        lastSecond = Long.MIN_VALUE;
    }

    private void second(String text) {
        Chain going = chain;
        int comma = text.lastIndexOf(',');
        Matcher parts = SECOND.matcher(text);
        if (going == null || comma < 0 || !parts.matches()) {
            fault("this line belongs to nothing");
            return;
        }
        going.add(text.substring(0, comma));
        seconds++;
        if (!broken && !going.shortHead().equals(text.substring(comma + 1))) {
            broken = true;
            fault("the chain breaks here: this second was changed, or one before it is missing or was put in");
        }
        long now = Long.parseLong(parts.group(1));
        if (lastSecond != Long.MIN_VALUE && now != lastSecond + 1) {
            remark(now > lastSecond
                    ? now - lastSecond - 1 + " s were not recorded before this line"
                    : "the clock was set back by " + (lastSecond - now) + " s before this line");
        }
        lastSecond = now;
    }

    private void end(String head, long counted, String signature) {
        Chapter chapter = current;
        Chain ended = chain;
        if (chapter == null || ended == null) {
            fault("a head without a chapter");
            return;
        }
        if (counted != seconds) {
            fault("chapter " + chapter.number() + " has " + seconds + " seconds, not " + counted);
        }
        if (!ended.head().equals(head)) {
            fault("the head of chapter " + chapter.number() + " is not that of its seconds");
        }
        Chapter said = new Chapter(chapter.number(), chapter.day(), chapter.previous(), head, signature, counted);
        if (!DeviceKey.isSigned(DayHead.text(said, unit), signature, trustedKey == null ? publicKey : trustedKey)) {
            fault("chapter " + chapter.number() + " is not signed by the unit's key");
        }
        signed++;
        signedSeconds += counted;
        lastHead = head;
        current = null;
        chain = null;
    }

    private void open() {
        Chapter chapter = current;
        if (chapter == null) {
            fault("an end without a chapter");
        } else {
            remark("chapter " + chapter.number() + " of " + chapter.day() + " is open: its " + seconds
                    + " seconds are not signed yet");
        }
        current = null;
        chain = null;
    }

    private void fault(String what) {
        note(faults, what);
    }

    private void remark(String what) {
        note(remarks, what);
    }

    private void note(List<String> list, String what) {
        if (list.size() < MOST_FINDINGS) {
            list.add("line " + line + ": " + what);
        } else if (list.size() == MOST_FINDINGS) {
            list.add("and more");
        }
    }
}
