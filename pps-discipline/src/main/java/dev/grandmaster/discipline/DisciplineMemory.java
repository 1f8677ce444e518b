package dev.grandmaster.discipline;

import dev.grandmaster.holdover.model.OscillatorMemory;
import org.jspecify.annotations.Nullable;

/**
 * What is worth keeping over a restart. Immutable; {@code gm-app} stores and restores it.
 *
 * @param correctionPpb the correction that keeps the clock's frequency right, ppb
 * @param sigmaPpb      its standard deviation, ppb
 * @param taiNs         when that was, TAI ns
 * @param oscillator    what was learnt of the oscillator, or null
 */
public record DisciplineMemory(double correctionPpb, double sigmaPpb, long taiNs,
        @Nullable OscillatorMemory oscillator) {

    public DisciplineMemory {
        if (!Double.isFinite(correctionPpb) || !(sigmaPpb >= 0)) {
            throw new IllegalArgumentException("a memory has a correction and its sigma");
        }
    }
}
