package dev.grandmaster.linux.bus;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Output;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/** A lamp, a relay or a supply on a GPIO line. Owner: one thread. A chip that was away is asked again. */
public final class LineOutput implements Output, AutoCloseable {

    private final Buses buses;
    private final String wanted;
    private final boolean activeLow;
    private final Shows shows;
    private @Nullable DigitalOutput line;

    private LineOutput(Buses buses, String wanted, boolean activeLow, Shows shows) {
        this.buses = buses;
        this.wanted = wanted;
        this.activeLow = activeLow;
        this.shows = shows;
    }

    /**
     * Takes a line; it is off at first.
     *
     * @param name      see {@link GpioLine}
     * @param activeLow true where a low level means on
     * @throws BoardException when it is absent, in use or not permitted
     */
    public static LineOutput open(Buses buses, String name, boolean activeLow, Shows shows) throws BoardException {
        LineOutput output = new LineOutput(buses, name, activeLow, shows);
        try {
            output.line = buses.output(GpioLine.find(name), activeLow);
            return output;
        } catch (IOException refused) {
            throw Buses.refused(refused);
        }
    }

    @Override
    public String name() {
        return "GPIO line " + wanted;
    }

    @Override
    public Shows shows() {
        return shows;
    }

    @Override
    public int set(boolean on) {
        try {
            DigitalOutput held = line == null ? buses.output(GpioLine.find(wanted), activeLow) : line;
            line = held;
            held.state(on ? DigitalState.HIGH : DigitalState.LOW);
            return 0;
        } catch (IOException | BoardException failed) {
            release();
            return -Errno.EIO;
        }
    }

    private void release() {
        DigitalOutput held = line;
        if (held != null) {
            line = null;
            buses.release(held);
        }
    }

    /** Off, unless it is a supply that somebody else may need, and let go. */
    @Override
    public void close() {
        if (shows != Shows.ALWAYS) {
            set(false);
        }
        release();
    }
}
