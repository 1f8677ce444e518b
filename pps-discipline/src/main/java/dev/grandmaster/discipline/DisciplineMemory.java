package dev.grandmaster.discipline;

/**
 * What is worth keeping over a restart. Immutable; {@code gm-app} stores and restores it.
 *
 * @param correctionPpb the correction that keeps the clock's frequency right, ppb
 * @param sigmaPpb      its standard deviation, ppb
 * @param taiNs         when that was, TAI ns
 */
public record DisciplineMemory(double correctionPpb, double sigmaPpb, long taiNs) {

    public DisciplineMemory {
        if (!Double.isFinite(correctionPpb) || !(sigmaPpb >= 0)) {
            throw new IllegalArgumentException("a memory has a correction and its sigma");
        }
    }
}
