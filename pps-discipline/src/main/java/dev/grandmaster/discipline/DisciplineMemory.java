package dev.grandmaster.discipline;

import dev.grandmaster.holdover.model.OscillatorMemory;
import org.jspecify.annotations.Nullable;

/**
 * What is worth keeping over a restart. Immutable; {@code gm-app} stores and restores it.
 *
 * @param correctionPpb the correction that keeps the clock's frequency right, ppb
 * @param sigmaPpb      its standard deviation, ppb
 * @param taiNs         when that was, TAI ns
 * @param lockedTaiNs   the newest second at which the clock was locked and had been for long enough to hold over, and no other source of
 *                      time denied it, TAI ns; 0 for never. No true date is earlier
 * @param oscillator    what was learnt of the oscillator, or null
 */
public record DisciplineMemory(double correctionPpb, double sigmaPpb, long taiNs, long lockedTaiNs,
        @Nullable OscillatorMemory oscillator) {

    public DisciplineMemory {
        if (!Double.isFinite(correctionPpb) || !(sigmaPpb >= 0)) {
            throw new IllegalArgumentException("a memory has a correction and its sigma");
        }
    }
}
