package dev.grandmaster.time;

/**
 * What is known of the distance TAI - UTC now and at the next leap second. It is evaluated at the instant of each message, so that the
 * distance changes on the right TAI second whenever the snapshot was taken.
 *
 * @param offsetSeconds     TAI - UTC, s, before {@code leapTaiNs}; the best guess where it is not valid
 * @param valid             true where the rule of the leap second oracle holds
 * @param validUntilTaiNs   TAI, ns: from here on {@code valid} has ended by itself
 * @param leapTaiNs         TAI, ns, of the first instant after the announced leap second; {@link LeapSecondTable#NEVER} for none
 * @param leapChangeSeconds +1 for an inserted second, -1 for a deleted one, 0 for none
 */
public record UtcStatus(int offsetSeconds, boolean valid, long validUntilTaiNs, long leapTaiNs, int leapChangeSeconds) {

    private static final long HALF_DAY_NS = 12L * 3600 * 1_000_000_000L;

    public UtcStatus {
        if ((leapTaiNs == LeapSecondTable.NEVER) != (leapChangeSeconds == 0) || Math.abs(leapChangeSeconds) > 1) {
            throw new IllegalArgumentException("a leap second has both an instant and a change of one second");
        }
    }

    /** Nothing known: a guess that is announced as not valid. */
    public static UtcStatus unknown(int guessSeconds) {
        return new UtcStatus(guessSeconds, false, LeapSecondTable.NEVER, LeapSecondTable.NEVER, 0);
    }

    /** TAI - UTC, s, at an instant. Within an inserted second it is still the old distance. */
    public int offsetAt(long taiNs) {
        return taiNs >= leapTaiNs ? offsetSeconds + leapChangeSeconds : offsetSeconds;
    }

    /** True where the offset at an instant is known to be right. */
    public boolean validAt(long taiNs) {
        return valid && taiNs < validUntilTaiNs;
    }

    /** True within the 12 hours before an inserted second is over (timePropertiesDS.leap61). */
    public boolean leap61At(long taiNs) {
        return leapChangeSeconds > 0 && ahead(taiNs);
    }

    /** True within the 12 hours before a deleted second (timePropertiesDS.leap59). */
    public boolean leap59At(long taiNs) {
        return leapChangeSeconds < 0 && ahead(taiNs);
    }

    private boolean ahead(long taiNs) {
        return taiNs < leapTaiNs && leapTaiNs - taiNs <= HALF_DAY_NS && validAt(taiNs);
    }
}
