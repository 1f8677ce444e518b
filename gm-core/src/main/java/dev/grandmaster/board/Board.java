package dev.grandmaster.board;

import java.util.List;

import org.jspecify.annotations.Nullable;

/** All hardware of one grandmaster, real or simulated. Opened and closed by the composition root. */
public interface Board extends AutoCloseable {

    BoardInfo info();

    MonotonicClock monotonic();

    /** The clock that is disciplined and that stamps the PTP messages. */
    SteerableClock clock();

    /** What tunes the oscillator behind {@link #clock()} by a voltage; null where nothing does, and the clock is steered digitally alone. */
    default @Nullable TuningVoltage tuning() {
        return null;
    }

    /** The receiver's pulse, stamped on the scale of {@link #clock()}. */
    PpsInput pps();

    /**
     * A pulse per second of another clock, stamped on the scale of {@link #clock()}: our error is read off it and nothing is steered by it.
     * Null where none is connected. Owner: the supervisor.
     */
    default @Nullable PpsInput measurement() {
        return null;
    }

    /** The receiver's bytes. */
    GnssLink gnss();

    /** Thermometers. */
    default Sensors sensors() {
        return Sensors.NONE;
    }

    /**
     * Opens the sockets of a PTP port, stamped on the scale of {@link #clock()}, by it or by a {@linkplain #followers() follower}. An interface that does not exist yet is no error.
     *
     * @throws BoardException where the port can never open: no privilege, ports taken, stamps that the card cannot give
     */
    PtpTransport transport(PortSpec spec) throws BoardException;

    /** Clocks that are to be kept on {@link #clock()}: to be asked once the transports are open, because they bring their cards' clocks. */
    default List<Follower> followers() {
        return List.of();
    }

    /** Pulses, lamps, relays and supplies that the board has; the supervisor alone sets them. */
    default List<Output> outputs() {
        return List.of();
    }

    /** What is amiss with the hardware now, one for each part; empty while all is well. Safe from any thread. */
    default List<Trouble> troubles() {
        return List.of();
    }

    /**
     * A waiter over some of this board's sources, for one thread.
     *
     * @throws BoardException where the system has no descriptor left for it
     */
    Waiter waiter(List<? extends Pollable> sources) throws BoardException;

    @Override
    void close();
}
