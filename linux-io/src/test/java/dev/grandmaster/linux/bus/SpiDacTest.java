package dev.grandmaster.linux.bus;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiMode;
import com.pi4j.io.spi.SpiProviderBase;
import dev.grandmaster.linux.ffi.Errno;
import org.junit.jupiter.api.Test;

/** Converters through Pi4J with a provider that keeps what is sent. */
class SpiDacTest {

    private final List<String> sent = new ArrayList<>();
    private final List<String> opened = new ArrayList<>();
    private int closed;
    private boolean fails;

    private final class Bench extends SpiProviderBase {
        Bench() {
            super(SpiDevices.ID, "bench");
        }

        @Override
        public Spi create(SpiConfig config) {
            opened.add(config.bus() + " " + config.channel() + ' ' + config.mode() + ' ' + config.baud());
            return new Chip(this, config);
        }
    }

    private final class Chip extends SpiBase {
        Chip(Bench bench, SpiConfig config) {
            super(bench, config);
            isOpen = true;
        }

        @Override
        public int transfer(byte[] out, int outOffset, byte[] in, int inOffset, int length) {
            if (fails) {
                throw new IOException("no bus");
            }
            sent.add(HexFormat.of().formatHex(Arrays.copyOfRange(out, outOffset, outOffset + length)));
            return length;
        }

        @Override
        public int write(byte value) {
            return transfer(new byte[]{value}, 0, new byte[1], 0, 1);
        }

        @Override
        public int read() {
            return -1;
        }

        @Override
        public Spi shutdownInternal(Context context) {
            closed++;
            return this;
        }
    }

    @Test
    void eachWordIsThatOfItsDataSheet() {
        assertArrayEquals(new byte[]{0x3A, (byte) 0xBC, (byte) 0xD0}, SpiDac.Kind.AD5683R.message(0xABCD));
        assertArrayEquals(new byte[]{0x00, (byte) 0xAB, (byte) 0xCD}, SpiDac.Kind.DAC8551.message(0xABCD));
        assertArrayEquals(new byte[]{0x30, (byte) 0xAB, (byte) 0xCD}, SpiDac.Kind.LTC2600.message(0xABCD));
        for (SpiDac.Kind kind : SpiDac.Kind.values()) {
            assertEquals(65_536, kind.steps());
            assertEquals(3, kind.message(65_535).length);
        }
    }

    @Test
    void codesGoToTheDeviceThatWasNamed() {
        try (Buses buses = new Buses(new Bench()); SpiDac dac = new SpiDac(buses, SpiDac.Kind.AD5683R, 1, 2)) {
            assertEquals("AD5683R on /dev/spidev1.2", dac.name());
            assertEquals(0, dac.set(0));
            assertEquals(0, dac.set(65_535));
            assertEquals(-Errno.ERANGE, dac.set(65_536));
            assertEquals(-Errno.ERANGE, dac.set(-1));
            assertEquals(List.of("300000", "3ffff0"), sent);
            assertEquals(1, opened.size(), "opened once: " + opened);
            assertTrue(opened.getFirst().contains(String.valueOf(SpiMode.MODE_1)), opened.toString());
            assertTrue(opened.getFirst().endsWith(" 1000000"), opened.toString());
        }
        assertEquals(1, closed);
    }

    @Test
    void aBusThatFailsIsOpenedAgain() {
        try (Buses buses = new Buses(new Bench()); SpiDac dac = new SpiDac(buses, SpiDac.Kind.LTC2600, 0, 0)) {
            fails = true;
            assertEquals(-Errno.EIO, dac.set(7));
            fails = false;
            assertEquals(0, dac.set(7));
            assertEquals(List.of("300007"), sent);
            assertEquals(2, opened.size());
            assertEquals(1, closed);
        }
    }

    @Test
    void twoConvertersOfOneBusAreTwo() {
        try (Buses buses = new Buses(new Bench());
                SpiDac one = new SpiDac(buses, SpiDac.Kind.DAC8551, 0, 0);
                SpiDac other = new SpiDac(buses, SpiDac.Kind.DAC8551, 0, 1)) {
            assertEquals(0, one.set(1));
            assertEquals(0, other.set(2));
            assertEquals(2, opened.size(), opened.toString());
        }
    }

    /** The kernel's devices: one that is not there is told, and so is a file that is no SPI device. */
    @Test
    void aDeviceThatIsNotThereDoesNotAnswer() {
        try (Buses buses = new Buses(); SpiDac dac = new SpiDac(buses, SpiDac.Kind.DAC8551, 6, 10)) {
            assertEquals(-Errno.EIO, dac.set(1));
            String why = assertThrows(IOException.class, () -> buses.spi(6, 10, SpiMode.MODE_0, 1_000)).toString();
            assertTrue(why.contains("/dev/spidev6.10"), why);
        }
    }
}
