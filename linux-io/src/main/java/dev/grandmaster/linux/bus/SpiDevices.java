package dev.grandmaster.linux.bus;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.spi.Spi;
import com.pi4j.io.spi.SpiBase;
import com.pi4j.io.spi.SpiConfig;
import com.pi4j.io.spi.SpiProviderBase;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;

/** Pi4J's SPI devices on {@code /dev/spidevB.C}. Words of 8 bits, the highest first; transfers, and nothing that lets another length be read than is written. */
final class SpiDevices extends SpiProviderBase {

    static final String ID = "grandmaster-spi";

    SpiDevices() {
        super(ID, "spidev");
    }

    @Override
    public Spi create(SpiConfig config) {
        String path = "/dev/spidev" + config.bus().getBus() + '.' + config.channel();
        int fd = Files.open(path, Files.O_RDWR);
        if (fd < 0) {
            throw new IOException(path + ": " + Errno.text(fd));
        }
        int rc = setUp(fd, config);
        if (rc < 0) {
            Files.close(fd);
            throw new IOException(path + ": " + Errno.text(rc));
        }
        return new Device(this, config, fd, path);
    }

    private static int setUp(int fd, SpiConfig config) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment value = once.allocate(JAVA_INT);
            value.set(JAVA_BYTE, 0, (byte) config.mode().getMode());
            int rc = Files.ioctl(fd, SpiUapi.WR_MODE, value);
            if (rc >= 0) {
                value.set(JAVA_BYTE, 0, (byte) 8);
                rc = Files.ioctl(fd, SpiUapi.WR_BITS_PER_WORD, value);
            }
            if (rc >= 0) {
                value.set(JAVA_INT, 0, config.baud());
                rc = Files.ioctl(fd, SpiUapi.WR_MAX_SPEED_HZ, value);
            }
            return rc;
        }
    }

    private static final class Device extends SpiBase {
        private final int fd;
        private final String path;

        Device(SpiDevices provider, SpiConfig config, int fd, String path) {
            super(provider, config);
            this.fd = fd;
            this.path = path;
            this.isOpen = true;
        }

        @Override
        public synchronized int transfer(byte[] out, int outOffset, byte[] in, int inOffset, int length) {
            if (!isOpen) {
                throw new IOException(path + ": " + Errno.text(-Errno.EBADF));
            }
            try (Arena once = Arena.ofConfined()) {
                MemorySegment sent = once.allocate(Math.max(1, length));
                MemorySegment came = once.allocate(Math.max(1, length));
                MemorySegment.copy(out, outOffset, sent, JAVA_BYTE, 0, length);
                MemorySegment transfer = once.allocate(SpiUapi.TRANSFER);
                transfer.set(JAVA_LONG, 0, sent.address());
                transfer.set(JAVA_LONG, GpioUapi.at(SpiUapi.TRANSFER, "rx_buf"), came.address());
                transfer.set(JAVA_INT, GpioUapi.at(SpiUapi.TRANSFER, "len"), length);
                int rc = Files.ioctl(fd, SpiUapi.MESSAGE_1, transfer);
                if (rc < 0) {
                    throw new IOException(path + ": " + Errno.text(rc));
                }
                MemorySegment.copy(came, JAVA_BYTE, 0, in, inOffset, length);
                return length;
            }
        }

        @Override
        public int write(byte value) {
            return transfer(new byte[]{value}, 0, new byte[1], 0, 1);
        }

        @Override
        public int read() {
            byte[] came = new byte[1];
            transfer(new byte[1], 0, came, 0, 1);
            return came[0] & 0xFF;
        }

        @Override
        public synchronized Spi shutdownInternal(Context context) {
            if (isOpen) {
                isOpen = false;
                Files.close(fd);
            }
            return this;
        }
    }
}
