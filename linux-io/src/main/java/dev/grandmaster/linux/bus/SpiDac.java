package dev.grandmaster.linux.bus;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiMode;

/**
 * A converter on an SPI bus that makes an oscillator's tuning voltage. All of these take words of 24 bits, the highest first, of which 16 are the
 * code. None says whether it heard: a converter that is not there is not noticed, unless its bus is missing.
 */
public final class SpiDac extends BusDac<Spi> {

    /** Which converter it is. */
    public enum Kind implements Type {
        /**
         * Analog Devices AD5683R and its like of 16 bits: four bits of command (3: write and update), the code, four bits of nothing; taken on
         * the falling edge. As Linux' drivers/iio/dac/ad5686.h has its words.
         */
        AD5683R(SpiMode.MODE_1) {
            @Override
            byte[] message(int code) {
                return word(0x3 << 20 | code << 4);
            }
        },
        /** Texas Instruments DAC8551 and DAC8550: six bits of nothing, two of 0 (not powered down), the code; taken on the falling edge. */
        DAC8551(SpiMode.MODE_1) {
            @Override
            byte[] message(int code) {
                return word(code);
            }
        },
        /**
         * Analog Devices LTC2600, LTC2601, LTC2604, LTC2656 and their like of 16 bits: four bits of command (3: write and update), four of
         * address (0: output A), the code; taken on the rising edge. As LTC2600.h of Analog Devices' Linduino has its words.
         */
        LTC2600(SpiMode.MODE_0) {
            @Override
            byte[] message(int code) {
                return word(0x3 << 20 | code);
            }
        };

        private final SpiMode mode;

        Kind(SpiMode mode) {
            this.mode = mode;
        }

        /** The message that sets a code, 0 to 65535. */
        abstract byte[] message(int code);

        private static byte[] word(int bits) {
            return new byte[]{(byte) (bits >> 16), (byte) (bits >> 8), (byte) bits};
        }

        @Override
        public int steps() {
            return 1 << 16;
        }
    }

    /** Slower than the slowest of them needs, and quick enough not to be waited for: 24 us a word. */
    private static final int BITS_PER_S = 1_000_000;

    private final Kind kind;
    private final int bus;
    private final int chipSelect;

    /**
     * Opens nothing yet.
     *
     * @param bus        the B of {@code /dev/spidevB.C}, 0 to 6, which is what Pi4J has numbers for
     * @param chipSelect its C
     */
    public SpiDac(Buses buses, Kind kind, int bus, int chipSelect) {
        super(buses, kind);
        this.kind = kind;
        this.bus = bus;
        this.chipSelect = chipSelect;
    }

    @Override
    public String name() {
        return kind + " on /dev/spidev" + bus + '.' + chipSelect;
    }

    @Override
    Spi open(Buses on) throws IOException {
        return on.spi(bus, chipSelect, kind.mode, BITS_PER_S);
    }

    @Override
    void send(Spi to, int code) {
        to.transfer(kind.message(code));
    }
}
