package dev.grandmaster.app.history;

import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import dev.grandmaster.app.status.Calendar;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.ReferenceStatus;

/** Makes the record of each second: the snapshots as they are at the first look within it. */
public final class Sampler {

    private static final long NS = 1_000_000_000L;

    private final Calendar calendar;
    private final DoubleSupplier temperatureC;
    private final Consumer<HistorySecond> sink;
    private boolean begun;
    private long lastTaiSeconds;

    public Sampler(Calendar calendar, DoubleSupplier temperatureC, Consumer<HistorySecond> sink) {
        this.calendar = calendar;
        this.temperatureC = temperatureC;
        this.sink = sink;
    }

    /** Several times a second. */
    public void look(GrandmasterState clock, ReferenceStatus reference, GnssStatus gnss, long nowMonoNs) {
        long taiNs = calendar.taiNs(nowMonoNs);
        long taiSeconds = Math.floorDiv(taiNs, NS);
        if (begun && taiSeconds == lastTaiSeconds) {
            return;
        }
        begun = true;
        lastTaiSeconds = taiSeconds;
        GrandmasterState.Announced announced = clock.announcedAt(nowMonoNs);
        sink.accept(new HistorySecond(taiSeconds, clock.served(), clock.clockState(),
                announced.quality().clockClass(), announced.utc().offsetAt(taiNs), announced.utc().validAt(taiNs),
                gnss.satellitesUsed(), reference.verdict().and(gnss.verdict()).trust(),
                new HistorySecond.Figures(clock.offsetNs(), clock.boundNs(), clock.frequencyPpb(),
                        temperatureC.getAsDouble())));
    }
}
