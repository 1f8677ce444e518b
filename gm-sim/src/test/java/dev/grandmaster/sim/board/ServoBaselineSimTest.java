package dev.grandmaster.sim.board;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.Edge;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.clock.ClockSpec;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.pps.PulseSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The whole physics under a servo whose figures are known: a proportional-integral servo with gains 0.7 and 0.3 at 1 Hz
 * behind a timing receiver follows the noise of the pulse and stands 8.33 ns rms from the reference, 5.81 ns if the
 * receiver's rounding is corrected.
 */
class ServoBaselineSimTest {

    private static final long S = 1_000_000_000L;
    private static final long START = 1_800_000_000L * S;
    private static final int SEEDS = 10;
    private static final int SETTLING_S = 100;
    private static final int SETTLED_S = 4 * 3600;
    private static final LeapSecondTable LEAP_SECONDS = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(0, 37)), LeapSecondTable.NEVER);

    @ParameterizedTest
    @CsvSource({"OCXO, false, 8.33", "OCXO, true, 5.81", "TCXO, false, 8.33"})
    void proportionalIntegralServoFollowsTheNoise(OscillatorKind kind, boolean corrected, double expectedNs) {
        double sum = 0;
        for (int seed = 1; seed <= SEEDS; seed++) {
            sum += meanSquareNs2(seed, kind, corrected);
        }
        assertEquals(expectedNs, Math.sqrt(sum / SEEDS), 0.15, "seeds 1 to " + SEEDS);
    }

    private static double meanSquareNs2(long seed, OscillatorKind kind, boolean corrected) {
        VirtualClock time = new VirtualClock(START);
        PulsesOnly outside = new PulsesOnly(time);
        // Without wander the reference is the truth.
        PulseSpec pulse = new PulseSpec(5, 20, 0, 0, 0, 8);
        SimulationSpec spec = SimulationSpec.of(seed, kind).withPulse(pulse).withClock(new ClockSpec(1000, 1e6));
        SimulatedBoard board = new SimulatedBoard(spec, time, List.of(), LEAP_SECONDS, outside);
        double integralPpb = 0;
        double sum = 0;
        for (int i = 0; i < SETTLING_S + SETTLED_S; i++) {
            time.advanceTo(board.nextEventMonoNs());
            Edge edge = board.pps().poll();
            if (edge == null) {
                throw new AssertionError("no edge in second " + i);
            }
            double errorNs = board.clock().trueErrorNs();
            sum += i < SETTLING_S ? 0 : errorNs * errorNs;
            long taiS = Math.floorDiv(edge.clockNs() + S / 2, S);
            double offsetNs = (double) (edge.clockNs() - taiS * S);
            if (corrected) {
                offsetNs += outside.pulses().pulse(taiS).qErrPs() / 1000.0;
            }
            integralPpb -= 0.3 * offsetNs;
            board.clock().adjustFrequency(integralPpb - 0.7 * offsetNs);
        }
        return sum / SETTLED_S;
    }

    /** A board of which only the pulse is used. */
    private static final class PulsesOnly implements Outside {

        private final VirtualClock time;
        private final List<PulseTrain> trains = new ArrayList<>();

        PulsesOnly(VirtualClock time) {
            this.time = time;
        }

        PulseTrain pulses() {
            return trains.getFirst();
        }

        @Override
        public GnssLink receiver(TrueTime trueTime, World world, PulseTrain pulses) {
            trains.add(pulses);
            return new SilentLink();
        }

        @Override
        public PtpTransport transport(PortSpec spec, SimulatedBoard board) {
            throw new AssertionError("no port is asked for");
        }

        @Override
        public Waiter waiter(List<? extends Pollable> sources) {
            return time.waiter();
        }
    }
}
