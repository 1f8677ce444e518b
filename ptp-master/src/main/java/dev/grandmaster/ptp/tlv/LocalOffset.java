package dev.grandmaster.ptp.tlv;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/**
 * Local time of one zone against PTP time (TAI), and when that changes next: a change of the zone by the IANA tz database that the
 * JDK brings, or a leap second, whichever comes first. Computed anew only when either has come or another offset is announced.
 */
final class LocalOffset {
    private static final long NS = 1_000_000_000L;

    private final ZoneRules rules;
    private final String displayName;
    private boolean known;
    private int utcOffset;
    private long leapTaiNs;
    private long computedTaiSeconds;
    private int currentOffset;
    private int jumpSeconds;
    private long nextJumpTaiSeconds;
    private boolean daylightSaving;
    private boolean daylightSavingNext;
    private boolean leapNext;

    LocalOffset(ZoneId zone, int longestName) {
        rules = zone.getRules();
        displayName = name(zone.getId(), longestName);
    }

    /** The end of a zone's name, {@code Vienna} of {@code Europe/Vienna}, where the whole is too long. */
    private static String name(String id, int longest) {
        String last = id.length() <= longest ? id : id.substring(id.lastIndexOf('/') + 1);
        return last.length() <= longest ? last : last.substring(0, longest);
    }

    /** Takes the offsets at an instant; TAI - UTC must be valid then. Allocates where something changes, else not. */
    void update(long taiNs, UtcStatus utc) {
        long taiSeconds = taiNs / NS;
        int offset = utc.offsetAt(taiNs);
        long leap = utc.leapTaiNs() > taiNs ? utc.leapTaiNs() : LeapSecondTable.NEVER;
        boolean settled = known && offset == utcOffset && leap == leapTaiNs && taiSeconds >= computedTaiSeconds
                && (nextJumpTaiSeconds == 0 || taiSeconds < nextJumpTaiSeconds);
        if (settled) {
            return;
        }
        known = true;
        utcOffset = offset;
        leapTaiNs = leap;
        computedTaiSeconds = taiSeconds;
        compute(taiSeconds, leap == LeapSecondTable.NEVER ? Long.MAX_VALUE : leap / NS, utc.leapChangeSeconds());
    }

    private void compute(long taiSeconds, long leapTaiSeconds, int leapChange) {
        Instant now = Instant.ofEpochSecond(taiSeconds - utcOffset);
        int zoneOffset = rules.getOffset(now).getTotalSeconds();
        currentOffset = zoneOffset - utcOffset;
        daylightSaving = rules.isDaylightSavings(now);
        ZoneOffsetTransition next = rules.nextTransition(now);
        long zoneJump = next == null ? Long.MAX_VALUE : next.toEpochSecond() + utcOffset;
        leapNext = leapTaiSeconds < zoneJump;
        if (leapNext) {
            jumpSeconds = -leapChange;
            nextJumpTaiSeconds = leapTaiSeconds;
            daylightSavingNext = daylightSaving;
        } else if (next != null) {
            jumpSeconds = next.getOffsetAfter().getTotalSeconds() - zoneOffset;
            nextJumpTaiSeconds = zoneJump;
            daylightSavingNext = rules.isDaylightSavings(next.getInstant());
        } else {
            jumpSeconds = 0;
            nextJumpTaiSeconds = 0;
            daylightSavingNext = daylightSaving;
        }
    }

    String displayName() {
        return displayName;
    }

    /** Local time minus TAI, s. */
    int currentOffset() {
        return currentOffset;
    }

    /** How much the offset grows at the next jump, s; 0 for none. */
    int jumpSeconds() {
        return jumpSeconds;
    }

    /** The TAI second with which the next jump comes; 0 for none. */
    long nextJumpTaiSeconds() {
        return nextJumpTaiSeconds;
    }

    boolean daylightSaving() {
        return daylightSaving;
    }

    boolean daylightSavingNext() {
        return daylightSavingNext;
    }

    /** The next jump is a leap second. */
    boolean leapNext() {
        return leapNext;
    }
}
