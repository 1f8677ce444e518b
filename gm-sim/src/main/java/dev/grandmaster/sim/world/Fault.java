package dev.grandmaster.sim.world;

/**
 * One thing that goes wrong for a while.
 *
 * @param fromTaiNs true time at which it starts
 * @param forNs how long it lasts, at least 0; {@link #FOREVER} never ends
 * @param value size, in the unit of the kind; 0 where the kind has none
 */
public record Fault(FaultKind kind, long fromTaiNs, long forNs, double value) {

    public static final long FOREVER = Long.MAX_VALUE;

    /** @throws IllegalArgumentException on a negative duration or a value that is no number */
    public Fault {
        if (forNs < 0) {
            throw new IllegalArgumentException(
                    "fault " + kind.wireName() + ": duration must not be negative: " + forNs + " ns");
        }
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("fault " + kind.wireName() + ": value must be finite: " + value);
        }
    }

    /** Whether it lasts at that instant. */
    public boolean activeAt(long taiNs) {
        return taiNs >= fromTaiNs && (forNs == FOREVER || taiNs - fromTaiNs < forNs);
    }
}
