package dev.grandmaster.sim.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.sim.oscillator.Oscillator;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TemperatureSpec;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.api.Test;

class SharedClockTest {

    private static final long S = 1_000_000_000L;
    private static final long START = 1_800_000_000L * S;
    private static final int READERS = 3;
    private static final int READINGS = 30_000;

    /** Time that passes by being read, 1 ms each time, whoever reads it. */
    private static final class ReadingClock implements TrueTime {

        private final AtomicLong taiNs = new AtomicLong(START);

        @Override
        public TrueInstant now() {
            long now = taiNs.addAndGet(1_000_000);
            return new TrueInstant(now, now, 0);
        }
    }

    @Test
    void readersSeeOneClockWhileItIsSteered() {
        RandomStreams streams = new RandomStreams(1);
        World world = new World(TemperatureSpec.CONSTANT, new FaultSchedule(List.of()),
                new LeapSecondTable("test", List.of(new LeapSecondTable.Entry(0, 37)), LeapSecondTable.NEVER), 0,
                streams);
        SimulatedClock clock = new SimulatedClock(new ClockSpec(0, 1e6), new ReadingClock(), world,
                new Oscillator(OscillatorKind.OCXO.spec().withOffsetPpb(0), world.ambientC(), streams));
        List<CompletableFuture<Long>> readers = IntStream.range(0, READERS)
                .mapToObj(reader -> CompletableFuture.supplyAsync(() -> worstErrorNs(clock))).toList();
        for (int i = 0; i < READINGS; i++) {
            clock.adjustFrequency(i % 2 == 0 ? 100 : -100);
        }
        for (CompletableFuture<Long> reader : readers) {
            // 100 ppb, had they always been of one sign, over the 120 s that pass.
            assertTrue(reader.join() <= 12_000, "worst error " + reader.join() + " ns");
        }
        assertEquals(0, clock.era());
    }

    private static long worstErrorNs(SimulatedClock clock) {
        long worstNs = 0;
        for (int i = 0; i < READINGS; i++) {
            CrossTimestamp stamp = clock.read();
            worstNs = Math.max(worstNs, Math.abs(stamp.clockNs() - stamp.monoNs()));
        }
        return worstNs;
    }
}
