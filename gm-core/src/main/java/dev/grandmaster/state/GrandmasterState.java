package dev.grandmaster.state;

import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.time.UtcStatus;

/**
 * The clock as the rest of the house sees it: one immutable snapshot, written by the discipline agent alone, latest value wins.
 *
 * <p><b>Silence before truth:</b> while {@code served} is false ports stay in LISTENING and grant nothing. Once true it stays true.
 *
 * <p><b>Dead-man rule:</b> from {@code validUntilMonoNs} on, {@code fallback} is what may be announced.
 *
 * @param clockState       the state of the discipline
 * @param served           the second is named and the last step is done
 * @param offsetNs         estimated error of the clock against the reference, ns, positive: we are ahead; NaN where there is no estimate
 * @param boundNs          the error is believed to be within plus or minus this, ns; infinite where nothing is known
 * @param frequencyPpb     the correction applied to the clock, ppb
 * @param announced        what is announced until {@code validUntilMonoNs}
 * @param fallback         what is announced afterwards
 * @param validUntilMonoNs monotonic ns
 * @param taiNs            reading of the clock when the snapshot was taken, TAI ns
 * @param monoNs           monotonic ns at that reading
 * @param secondsUntil     for how many seconds the bound would stay within the holdover specification without a reference from now on; NaN
 *                         where that is not known
 */
public record GrandmasterState(ClockState clockState, boolean served, double offsetNs, double boundNs,
        double frequencyPpb,
        Announced announced, Announced fallback, long validUntilMonoNs, long taiNs, long monoNs, double secondsUntil) {

    /** Without knowing how long holdover would last. */
    public GrandmasterState(ClockState clockState, boolean served, double offsetNs, double boundNs, double frequencyPpb,
            Announced announced, Announced fallback, long validUntilMonoNs, long taiNs, long monoNs) {
        this(clockState, served, offsetNs, boundNs, frequencyPpb, announced, fallback, validUntilMonoNs, taiNs, monoNs,
                Double.NaN);
    }

    /**
     * What goes into Announce messages and the data sets behind them.
     *
     * @param quality            grandmasterClockQuality
     * @param utc                currentUtcOffset, its validity and the leap flags
     * @param timeTraceable      timePropertiesDS.timeTraceable
     * @param frequencyTraceable timePropertiesDS.frequencyTraceable
     * @param timeSource         timePropertiesDS.timeSource
     */
    public record Announced(ClockQuality quality, UtcStatus utc, boolean timeTraceable, boolean frequencyTraceable,
            TimeSource timeSource) {
    }

    /** What may be announced at a monotonic instant. */
    public Announced announcedAt(long nowMonoNs) {
        return nowMonoNs - validUntilMonoNs < 0 ? announced : fallback;
    }

    /** TAI ns at a monotonic instant near the snapshot, good enough to choose a leap flag by. */
    public long taiAt(long nowMonoNs) {
        return taiNs + (nowMonoNs - monoNs);
    }

    /** Before anything is known. */
    public static GrandmasterState initial(long nowMonoNs) {
        Announced nothing = new Announced(ClockQuality.FREE_RUNNING, UtcStatus.unknown(37), false, false,
                TimeSource.INTERNAL_OSCILLATOR);
        return new GrandmasterState(ClockState.WARM_UP, false, Double.NaN, Double.POSITIVE_INFINITY, 0, nothing,
                nothing, nowMonoNs, 0,
                nowMonoNs);
    }
}
