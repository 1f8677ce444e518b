package dev.grandmaster.sim.board;

import java.util.List;

import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.sim.clock.SimulatedClock;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;

/** The thermometer beside the simulated oscillator: one conversion for each true second, whoever asks and however often. */
final class BoardThermometer implements Sensors {

    private static final long NS = 1_000_000_000L;

    private final TrueTime time;
    private final World world;
    private final SimulatedClock clock;
    private long second = Long.MIN_VALUE;
    private List<Temperature> last = List.of();

    /** @param clock lets the world go on */
    BoardThermometer(TrueTime time, World world, SimulatedClock clock) {
        this.time = time;
        this.world = world;
        this.clock = clock;
    }

    @Override
    public synchronized List<Temperature> temperatures() {
        TrueInstant now = time.now();
        long nowSecond = Math.floorDiv(now.taiNs(), NS);
        if (nowSecond != second) {
            second = nowSecond;
            clock.read();
            last = List.of(new Temperature("simulated thermometer", world.sensorC(), now.monoNs()));
        }
        return last;
    }
}
