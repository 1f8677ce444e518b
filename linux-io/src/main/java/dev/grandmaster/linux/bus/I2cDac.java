package dev.grandmaster.linux.bus;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;

/**
 * A converter on an I2C bus that makes an oscillator's tuning voltage. All of these take three bytes: what is to be done, and the code, the higher
 * byte first. The command bytes agree with public drivers: Linux' drivers/iio/dac/ad5686.h, RobTillaart's DAC8571 and Adafruit's MCP4725
 * libraries, Analog Devices' Linduino (LTC2655.h).
 */
public final class I2cDac extends BusDac<I2C> {

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

    private final Kind kind;
    private final int bus;
    private final int address;

    /** Opens nothing yet. */
    public I2cDac(Buses buses, Kind kind, int bus, int address) {
        super(buses, kind);
        this.kind = kind;
        this.bus = bus;
        this.address = address;
    }

    @Override
    public String name() {
        return kind + " at 0x" + Integer.toHexString(address) + " on /dev/i2c-" + bus;
    }

    @Override
    I2C open(Buses on) throws IOException {
        return on.i2c(bus, address);
    }

    @Override
    void send(I2C to, int code) {
        to.write(kind.message(code), 0, 3);
    }
}
