package dev.grandmaster.app.simulated;

import java.time.Instant;
import java.util.List;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.net.LinuxPtpTransport;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.net.StampTranslator;
import dev.grandmaster.sim.board.Outside;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;

/**
 * What surrounds a simulated board in real time: a simulated receiver, and the host's real sockets, whose software stamps become readings
 * of the simulated clock by the product's own translator.
 */
public final class HostSurroundings implements Outside {

    /** The number of no card's clock: the host's cards cannot stamp with a simulated one. */
    private static final int NO_CARD = -1;

    private final ReceiverSpec receiver;
    private final MonotonicClock monotonic;

    public HostSurroundings(ReceiverSpec receiver, MonotonicClock monotonic) {
        this.receiver = receiver;
        this.monotonic = monotonic;
    }

    /** CLOCK_REALTIME of the host, ns since 1970 UTC. */
    public static long realtimeNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public GnssLink receiver(TrueTime time, World world, PulseTrain pulses) {
        return new SimulatedReceiver(receiver, time, world, pulses);
    }

    @Override
    public PtpTransport transport(PortSpec spec, SimulatedBoard board) throws BoardException {
        return new StampTranslator(
                LinuxPtpTransport.open(spec, NO_CARD, monotonic, SocketOptions.DEFAULT.marked(spec.marking())),
                board.hostToClock());
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        return new PpollWaiter(sources, monotonic);
    }
}
