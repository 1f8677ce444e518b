package dev.grandmaster.linux.bus;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/**
 * A converter on an I2C bus that makes an oscillator's tuning voltage. All of these take three bytes: what is to be done, and the code, the higher
 * byte first. The command bytes agree with public drivers: Linux' drivers/iio/dac/ad5686.h, RobTillaart's DAC8571 and Adafruit's MCP4725
 * libraries, Analog Devices' Linduino (LTC2655.h). Owner: one thread.
 */
public final class I2cDac implements TuningVoltage, AutoCloseable {

    /** Which converter it is. */
    public enum Kind implements Type {
        /** Analog Devices, 16 bits: write and update (command 3). */
        AD5693R(16, 0x30),
        /** Texas Instruments, 16 bits: load and update. */
        DAC8571(16, 0x10),
        /** Analog Devices LTC2655 and the like, 16 bits: write and update (command 3), output A. */
        LTC2655(16, 0x30),
        /** Microchip, 12 bits, left-justified in what is sent: write the register, not the memory. */
        MCP4725(12, 0x40);

        private final int bits;
        private final byte command;

        Kind(int bits, int command) {
            this.bits = bits;
            this.command = (byte) command;
        }

        /** The message that sets a code, 0 to 2^bits - 1. */
        byte[] message(int code) {
            int shifted = code << (16 - bits);
            return new byte[]{command, (byte) (shifted >> 8), (byte) shifted};
        }

        @Override
        public int steps() {
            return 1 << bits;
        }
    }

    private final Buses buses;
    private final Kind kind;
    private final int bus;
    private final int address;
    private @Nullable I2C device;

    public I2cDac(Buses buses, Kind kind, int bus, int address) {
        this.buses = buses;
        this.kind = kind;
        this.bus = bus;
        this.address = address;
    }

    @Override
    public String name() {
        return kind + " at 0x" + Integer.toHexString(address) + " on /dev/i2c-" + bus;
    }

    @Override
    public int steps() {
        return kind.steps();
    }

    @Override
    public int set(int code) {
        if (code < 0 || code >= kind.steps()) {
            return -Errno.ERANGE;
        }
        try {
            I2C open = device == null ? buses.i2c(bus, address) : device;
            device = open;
            open.write(kind.message(code), 0, 3);
            return 0;
        } catch (IOException failed) {
            close();
            return -Errno.EIO;
        }
    }

    /** The voltage stays as it is: an oscillator that jumps helps nobody. */
    @Override
    public void close() {
        I2C open = device;
        if (open != null) {
            device = null;
            buses.release(open);
        }
    }
}
