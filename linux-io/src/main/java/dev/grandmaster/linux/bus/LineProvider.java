package dev.grandmaster.linux.bus;

import java.nio.file.Path;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputBase;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalOutputProviderBase;
import com.pi4j.io.gpio.digital.DigitalState;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;

/**
 * Pi4J's digital outputs on the kernel's GPIO character device. Pi4J numbers lines of one chip alone, so the id of an output says where it is:
 * what {@link GpioLine#toString} gives.
 */
final class LineProvider extends DigitalOutputProviderBase {

    static final String ID = "grandmaster-gpio";

    LineProvider() {
        super(ID, "GPIO character device");
    }

    @Override
    public DigitalOutput create(DigitalOutputConfig config) {
        int slash = config.id().indexOf('/');
        GpioLine line = new GpioLine(Path.of("/dev", config.id().substring(0, slash)),
                Integer.parseInt(config.id().substring(slash + 1)));
        boolean on = DigitalState.HIGH.equals(config.initialState());
        int fd = line.requestOutput(DigitalState.LOW.equals(config.onState()), on);
        if (fd < 0) {
            throw new IOException("GPIO line " + line + ": " + Errno.text(fd));
        }
        return new Line(this, config, fd, on);
    }

    /** One line that is held until it is shut down. HIGH is on, whatever level that is. */
    private static final class Line extends DigitalOutputBase {
        private final int fd;
        private boolean open = true;

        Line(LineProvider provider, DigitalOutputConfig config, int fd, boolean on) {
            super(provider, config);
            this.fd = fd;
            this.state = on ? DigitalState.HIGH : DigitalState.LOW;
        }

        @Override
        public DigitalOutput state(DigitalState wanted) throws IOException {
            int rc = open ? GpioLine.set(fd, wanted.isHigh()) : -Errno.EBADF;
            if (rc < 0) {
                throw new IOException("GPIO line " + config().id() + ": " + Errno.text(rc));
            }
            return super.state(wanted);
        }

        @Override
        public DigitalOutput shutdownInternal(Context context) {
            if (open) {
                open = false;
                Files.close(fd);
            }
            return this;
        }
    }
}
