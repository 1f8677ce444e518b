package dev.grandmaster.app.leap;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import dev.grandmaster.time.LeapSecondTable;

/**
 * A leap second list in the NIST/IERS format ({@code leap-seconds.list}).
 *
 * <p>All times in the file are seconds since 1900-01-01 UTC (NTP era 0). The line {@code #$} has the time of the last update, {@code #@}
 * that of the expiry, {@code #h} a SHA-1 over the digits of these two and of each data line, in that order. A list without a hash, or
 * with a wrong one, is refused: half a list would be believed otherwise.
 *
 * @param table             the leap seconds and their expiry
 * @param updatedUtcSeconds UTC second, since 1970, of the last update
 */
public record LeapSecondsList(LeapSecondTable table, long updatedUtcSeconds) {

    private static final long NTP_TO_UNIX = 2_208_988_800L;
    private static final int LARGEST = 64 * 1024;
    private static final long NS = 1_000_000_000L;
    private static final Pattern UPDATED = Pattern.compile("#\\$\\s*(\\d{1,12})\\b.*");
    private static final Pattern EXPIRES = Pattern.compile("#@\\s*(\\d{1,12})\\b.*");
    private static final Pattern HASH = Pattern.compile("#h((?:\\s+[0-9a-fA-F]{1,8}){5})\\s*");
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern ENTRY = Pattern.compile("(\\d{1,12})\\s+(\\d{1,3})\\s*(?:#.*)?");

    /** What reading a list comes to. */
    public sealed interface Reading {
    }

    /** A list that can be used, expired or not. */
    public record Good(LeapSecondsList list) implements Reading {
    }

    /** Why a list cannot be used, in one line. */
    public record Refused(String source, String why) implements Reading {
    }

    /**
     * Reads a list.
     *
     * @param text   the whole file
     * @param source its name, for people
     */
    public static Reading parse(String text, String source) {
        if (text.length() > LARGEST) {
            return new Refused(source, "larger than " + LARGEST + " characters");
        }
        StringBuilder digits = new StringBuilder();
        String updated = "";
        String expires = "";
        String hash = "";
        List<LeapSecondTable.Entry> entries = new ArrayList<>();
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("#$")) {
                updated = firstGroup(UPDATED, line);
            } else if (line.startsWith("#@")) {
                expires = firstGroup(EXPIRES, line);
            } else if (line.startsWith("#h")) {
                hash = hash(firstGroup(HASH, line));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                Matcher entry = ENTRY.matcher(line);
                if (!entry.matches()) {
                    return new Refused(source,
                            "a line that is no entry: " + line.substring(0, Math.min(60, line.length())));
                }
                digits.append(entry.group(1)).append(entry.group(2));
                entries.add(new LeapSecondTable.Entry(Long.parseLong(entry.group(1)) - NTP_TO_UNIX,
                        Integer.parseInt(entry.group(2))));
            }
        }
        if (updated.isEmpty() || expires.isEmpty() || hash.isEmpty() || entries.isEmpty()) {
            return new Refused(source, "the update (#$), the expiry (#@), the hash (#h) or the entries are missing");
        }
        if (!hash.equals(sha1(updated + expires + digits))) {
            return new Refused(source, "the hash does not fit the content");
        }
        try {
            long expiry = Long.parseLong(expires) - NTP_TO_UNIX;
            int distance = entries.getLast().taiMinusUtcSeconds();
            return new Good(new LeapSecondsList(new LeapSecondTable(source, entries, (expiry + distance) * NS),
                    Long.parseLong(updated) - NTP_TO_UNIX));
        } catch (IllegalArgumentException e) {
            return new Refused(source, String.valueOf(e.getMessage()));
        }
    }

    /** The first group of a match, or nothing. */
    private static String firstGroup(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.matches() ? matcher.group(1) : "";
    }

    /** Five groups, each without its leading zeros in some lists, as 40 digits. */
    private static String hash(String groups) {
        return SPACES.splitAsStream(groups.strip()).filter(group -> !group.isEmpty())
                .map(group -> "0".repeat(8 - group.length()) + group.toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    private static String sha1(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }
}
