package dev.grandmaster.app.history;

import java.util.Random;

import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;

/** Seconds as a locked clock gives them, from a seed. */
public final class Records {
    /** 2026-11-22T00:00:00Z. */
    public static final long DAY = 1_795_305_600L + 37;

    private final Random random;
    private double frequencyPpb = -1234.5;
    private double temperatureC = 41;
    private double offsetNs;

    public Records(long seed) {
        random = new Random(seed);
    }

    public HistorySecond next(long taiSeconds) {
        frequencyPpb += 0.05 * random.nextGaussian();
        temperatureC += 0.01 * random.nextGaussian();
        offsetNs = 0.95 * offsetNs + random.nextGaussian();
        return new HistorySecond(taiSeconds, true, ClockState.LOCKED, 6, 37, true, 12 + random.nextInt(2), Trust.TRUST,
                new Figures(offsetNs, 60 + Math.abs(offsetNs), frequencyPpb, temperatureC));
    }
}
