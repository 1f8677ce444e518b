package dev.grandmaster.app.scenario;

import java.util.List;
import java.util.function.Consumer;

import dev.grandmaster.app.Grandmaster;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.app.simulated.SimulatedReceiver;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.board.Outside;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.board.SimulationSpec;
import dev.grandmaster.sim.net.VirtualNetwork;
import dev.grandmaster.sim.net.VirtualPort;
import dev.grandmaster.sim.net.WireSpec;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.VirtualClock;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.time.LeapSecondTable;

/** One scenario under virtual time: the whole service on a network of its own, second by second. */
public final class ScenarioRun {

    private static final long SECOND_NS = 1_000_000_000L;

    private final VirtualClock clock;
    private final VirtualNetwork network;
    private final SimulatedBoard board;
    private final Grandmaster grandmaster;
    private final VirtualRun run;
    private final Tally tally;
    private long elapsedS;

    /**
     * What is played.
     *
     * @param physics     of the board
     * @param receiver    on it
     * @param faults      at true times
     * @param leapSeconds the true ones
     * @param startTaiNs  true TAI at the start, ns
     */
    public record Stage(SimulationSpec physics, ReceiverSpec receiver, List<Fault> faults, LeapSecondTable leapSeconds,
            long startTaiNs) {
    }

    /** Says what a grandmaster begins with, ports opened on the board. */
    @FunctionalInterface
    public interface Beginner {
        Grandmaster.Beginning on(SimulatedBoard board) throws BoardException;
    }

    /**
     * Sets the stage.
     *
     * @throws BoardException where a port cannot be opened
     */
    public ScenarioRun(Stage stage, Beginner beginner) throws BoardException {
        clock = new VirtualClock(stage.startTaiNs());
        network = new VirtualNetwork(WireSpec.SHORT_CABLE, clock, new RandomStreams(stage.physics().seed()));
        board = new SimulatedBoard(stage.physics(), clock, stage.faults(), stage.leapSeconds(),
                new Surroundings(stage.receiver(), network, clock));
        grandmaster = new Grandmaster(board, beginner.on(board));
        run = new VirtualRun(board, clock, grandmaster.agents());
        tally = new Tally(clock.nowNs());
    }

    /** Plays so many seconds and hands over each. */
    public void play(long seconds, Consumer<Second> sink) {
        for (long i = 0; i < seconds; i++) {
            run.until(clock.nowNs() + SECOND_NS);
            elapsedS++;
            GrandmasterState state = grandmaster.state().get();
            Second second = new Second(elapsedS, board.clock().trueErrorNs(), state, state.announcedAt(clock.nowNs()),
                    state.taiAt(clock.nowNs()));
            tally.add(second);
            grandmaster.watcher().drain(tally::add);
            sink.accept(second);
        }
    }

    /** What it came to so far. */
    public Summary summary(long seed, double timesRealTime) {
        return tally.summary((double) elapsedS, seed, timesRealTime);
    }

    public SimulatedBoard board() {
        return board;
    }

    public Grandmaster grandmaster() {
        return grandmaster;
    }

    /** A listener on the same wire, whose clock is the truth. */
    public VirtualPort listen(PortSpec spec) {
        return network.attach(spec, taiNs -> taiNs);
    }

    /** What is around a board in virtual time. */
    private record Surroundings(ReceiverSpec receiver, VirtualNetwork network, VirtualClock clock) implements Outside {

        @Override
        public GnssLink receiver(TrueTime time, World world, PulseTrain pulses) {
            return new SimulatedReceiver(receiver, time, world, pulses);
        }

        @Override
        public PtpTransport transport(PortSpec spec, SimulatedBoard owner) {
            return network.attach(spec, owner.clock()::readingAt);
        }

        @Override
        public Waiter waiter(List<? extends Pollable> sources) {
            return clock.waiter();
        }
    }
}
