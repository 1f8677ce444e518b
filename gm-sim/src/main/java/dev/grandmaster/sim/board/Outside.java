package dev.grandmaster.sim.board;

import java.util.List;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;

/** What the simulated board needs and gm-sim does not have: protocols, sockets and a way to wait. */
public interface Outside {

    /**
     * The receiver.
     *
     * @param pulses its pulses, each of which it may look at a second ahead
     */
    GnssLink receiver(TrueTime time, World world, PulseTrain pulses);

    /**
     * A PTP port whose stamps are readings of the board's clock: real sockets stamped through
     * {@link SimulatedBoard#hostToClock()}, or a port of a virtual network.
     */
    PtpTransport transport(PortSpec spec, SimulatedBoard board) throws BoardException;

    /**
     * A waiter. Simulated sources have no descriptor; the board cuts each deadline to what they foresee, so this one
     * needs to care for the others only.
     */
    Waiter waiter(List<? extends Pollable> sources) throws BoardException;
}
