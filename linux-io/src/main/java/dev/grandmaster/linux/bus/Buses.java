package dev.grandmaster.linux.bus;

import com.pi4j.context.Context;
import com.pi4j.context.ContextBuilder;
import com.pi4j.io.IO;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.gpio.digital.DigitalOutput;
import com.pi4j.io.gpio.digital.DigitalOutputConfig;
import com.pi4j.io.gpio.digital.DigitalState;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.io.spi.SpiProvider;
import dev.grandmaster.board.BoardException;
import org.jspecify.annotations.Nullable;

/** Pi4J with the providers of this room. Made when the first device wants it; safe from any thread. */
public final class Buses implements AutoCloseable {

    private final SpiProvider spiDevices;
    private @Nullable Context context;

    public Buses() {
        this(new SpiDevices());
    }

    /** With other SPI devices than the kernel's, for tests. */
    Buses(SpiProvider spiDevices) {
        this.spiDevices = spiDevices;
    }

    private synchronized Context context() {
        Context known = context;
        if (known == null) {
            known = ContextBuilder.newInstance().noAutoDetect().disableShutdownHook()
                    .add(new LineProvider(), new I2cDevices(), spiDevices)
                    .build();
            context = known;
        }
        return known;
    }

    /** Takes a line as an output that is off at first. */
    DigitalOutput output(GpioLine line, boolean activeLow) throws IOException {
        Context pi4j = context();
        return pi4j.create(DigitalOutputConfig.newBuilder(pi4j).id(line.toString()).bcm(line.offset())
                .onState(activeLow ? DigitalState.LOW : DigitalState.HIGH).initial(DigitalState.LOW)
                .provider(LineProvider.ID).build());
    }

    /** Opens a device on an I2C bus. */
    I2C i2c(int bus, int address) throws IOException {
        Context pi4j = context();
        return pi4j.create(I2C.newConfigBuilder(pi4j).id("i2c-" + bus + "-" + address).bus(bus).device(address)
                .provider(I2cDevices.ID).build());
    }

    /** Opens a device on an SPI bus. */
    Spi spi(int bus, int chipSelect, SpiMode mode, int bitsPerSecond) throws IOException {
        Context pi4j = context();
        return pi4j.create(Spi.newConfigBuilder(pi4j).id("spi-" + bus + "-" + chipSelect).bus(bus)
                .channel(chipSelect).mode(mode).baud(bitsPerSecond)
                .provider(SpiDevices.ID).build());
    }

    /**
     * Lets go of a device. None is in Pi4J's registry, which knows one line of each number and one device of each address only, whatever the
     * chip or the bus.
     */
    void release(IO<?, ?, ?> device) {
        device.shutdownInternal(context());
    }

    /** What Pi4J says, for the operator. */
    static BoardException refused(IOException told) {
        return new BoardException(BoardException.Kind.UNSUITABLE, String.valueOf(told.getMessage()));
    }

    @Override
    public synchronized void close() {
        Context known = context;
        if (known != null) {
            known.shutdown();
            context = null;
        }
    }
}
