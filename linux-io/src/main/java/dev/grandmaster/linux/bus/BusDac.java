package dev.grandmaster.linux.bus;

import com.pi4j.io.IO;
import com.pi4j.io.exception.IOException;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A converter on a bus that makes an oscillator's tuning voltage: opened when it is first set, and anew after a failure. Owner: one thread.
 *
 * @param <D> the device on its bus
 */
abstract class BusDac<D extends IO<?, ?, ?>> implements TuningVoltage, AutoCloseable {

    private final Buses buses;
    private final int steps;
    private @Nullable D device;

    /** @param type says how many codes there are */
    BusDac(Buses buses, Type type) {
        this.buses = buses;
        this.steps = type.steps();
    }

    /** Opens the device. */
    abstract D open(Buses on) throws IOException;

    /** Sends a code that is in range. */
    abstract void send(D to, int code);

    @Override
    public final int steps() {
        return steps;
    }

    @Override
    public final int set(int code) {
        if (code < 0 || code >= steps) {
            return -Errno.ERANGE;
        }
        try {
            D open = device == null ? open(buses) : device;
            device = open;
            send(open, code);
            return 0;
        } catch (IOException failed) {
            close();
            return -Errno.EIO;
        }
    }

    /** The voltage stays as it is: an oscillator that jumps helps nobody. */
    @Override
    public final void close() {
        D open = device;
        if (open != null) {
            device = null;
            buses.release(open);
        }
    }
}
