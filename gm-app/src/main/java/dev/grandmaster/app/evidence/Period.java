package dev.grandmaster.app.evidence;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a file of evidence is of, signed as its last line, so that neither its beginning nor its end can be cut off unseen.
 *
 * @param fromDay      first UTC day that was asked for, such as {@code 2026-11-01}
 * @param toDay        last UTC day
 * @param firstChapter 0 where there is none
 * @param lastChapter  0 where there is none
 * @param previous     head before the first chapter, hexadecimal
 * @param head         of the chain at the end of the file, hexadecimal
 */
record Period(String fromDay, String toDay, long firstChapter, long lastChapter, String previous, String head) {

    private static final Pattern LINE = Pattern.compile("# period (\\S+) to (\\S+) chapters (\\d{1,18}) to (\\d{1,18})"
            + " previous ([0-9a-f]{64}) head ([0-9a-f]{64}) signature (\\S*)");

    /** A line that was read. */
    record Signed(Period period, String signature) {
    }

    /** What is signed. */
    String text(String clockIdentity) {
        return "grandmaster evidence 1 " + clockIdentity + ' ' + words();
    }

    String line(String signature) {
        return "# " + words() + " signature " + signature;
    }

    private String words() {
        return "period " + fromDay + " to " + toDay + " chapters " + firstChapter + " to " + lastChapter + " previous "
                + previous + " head " + head;
    }

    /** Nothing where the line is none. */
    static Optional<Signed> read(String line) {
        Matcher parts = LINE.matcher(line);
        return parts.matches()
                ? Optional.of(new Signed(new Period(parts.group(1), parts.group(2), Long.parseLong(parts.group(3)),
                        Long.parseLong(parts.group(4)), parts.group(5), parts.group(6)), parts.group(7)))
                : Optional.empty();
    }
}
