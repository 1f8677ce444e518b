package dev.grandmaster.linux.bus;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges with one device on an I2C bus: by plain messages where the adapter can, else by those of SMBus that look the same on the wire. Owner:
 * one device.
 */
final class I2cTransfer {

    private final int fd;
    private final short address;
    private final boolean plain;

    /**
     * @param fd      an open {@code /dev/i2c-N}
     * @param address 7 bits
     */
    I2cTransfer(int fd, int address) {
        this.fd = fd;
        this.address = (short) address;
        try (Arena once = Arena.ofConfined()) {
            MemorySegment abilities = once.allocate(JAVA_LONG);
            this.plain = Files.ioctl(fd, I2cUapi.FUNCS, abilities) >= 0
                    && (abilities.get(JAVA_LONG, 0) & I2cUapi.FUNC_I2C) != 0;
        }
    }

    /** Writes 1 to 33 bytes; their number or {@code -errno}. */
    int write(byte[] bytes, int offset, int length) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment out = once.allocate(Math.max(1, length));
            MemorySegment.copy(bytes, offset, out, JAVA_BYTE, 0, length);
            int rc = plain ? messages(once, out, null) : smbusWrite(once, bytes, offset, length);
            return rc < 0 ? rc : length;
        }
    }

    /** Reads 1 to 32 bytes from a register on; their number or {@code -errno}. */
    int read(int register, byte[] into, int offset, int length) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment in = once.allocate(Math.max(1, length));
            MemorySegment out = once.allocate(1);
            out.set(JAVA_BYTE, 0, (byte) register);
            int rc = plain ? messages(once, out, in) : smbusRead(once, register, in, length);
            if (rc >= 0) {
                MemorySegment.copy(in, JAVA_BYTE, 0, into, offset, length);
            }
            return rc < 0 ? rc : length;
        }
    }

    /** Reads 1 to 32 bytes without naming a register; their number or {@code -errno}. */
    int read(byte[] into, int offset, int length) {
        try (Arena once = Arena.ofConfined()) {
            MemorySegment in = once.allocate(Math.max(1, length));
            int rc = plain
                    ? messages(once, null, in)
                    : length == 1 ? smbus(once, I2cUapi.SMBUS_READ, 0, I2cUapi.SMBUS_BYTE, in) : -Errno.EOPNOTSUPP;
            if (rc >= 0) {
                MemorySegment.copy(in, JAVA_BYTE, 0, into, offset, length);
            }
            return rc < 0 ? rc : length;
        }
    }

    private int messages(Arena once, @Nullable MemorySegment out,
            @Nullable MemorySegment in) {
        long size = I2cUapi.MSG.byteSize();
        MemorySegment messages = once.allocate(2 * size, 8);
        int count = 0;
        if (out != null) {
            message(messages.asSlice(count++ * size), (short) 0, out);
        }
        if (in != null) {
            message(messages.asSlice(count++ * size), I2cUapi.M_RD, in);
        }
        MemorySegment all = once.allocate(I2cUapi.RDWR_DATA);
        all.set(ADDRESS, 0, messages);
        all.set(JAVA_INT, GpioUapi.at(I2cUapi.RDWR_DATA, "nmsgs"), count);
        return Files.ioctl(fd, I2cUapi.RDWR, all);
    }

    private void message(MemorySegment message, short flags, MemorySegment buffer) {
        message.set(JAVA_SHORT, 0, address);
        message.set(JAVA_SHORT, 2, flags);
        message.set(JAVA_SHORT, 4, (short) buffer.byteSize());
        message.set(ADDRESS, GpioUapi.at(I2cUapi.MSG, "buf"), buffer);
    }

    private int smbusWrite(Arena once, byte[] bytes, int offset, int length) {
        MemorySegment data = once.allocate(2 + I2cUapi.SMBUS_BLOCK_MAX);
        int command = bytes[offset] & 0xFF;
        if (length > I2cUapi.SMBUS_BLOCK_MAX + 1) {
            return -Errno.EMSGSIZE;
        }
        if (length <= 3) {
            MemorySegment.copy(bytes, offset + 1, data, JAVA_BYTE, 0, length - 1);
            return smbus(once, I2cUapi.SMBUS_WRITE, command, length, data); // sizes 1 to 3 are BYTE, BYTE_DATA, WORD_DATA
        }
        data.set(JAVA_BYTE, 0, (byte) (length - 1));
        MemorySegment.copy(bytes, offset + 1, data, JAVA_BYTE, 1, length - 1);
        return smbus(once, I2cUapi.SMBUS_WRITE, command, I2cUapi.SMBUS_I2C_BLOCK_DATA, data);
    }

    private int smbusRead(Arena once, int register, MemorySegment in, int length) {
        MemorySegment data = once.allocate(2 + I2cUapi.SMBUS_BLOCK_MAX);
        if (length > I2cUapi.SMBUS_BLOCK_MAX) {
            return -Errno.EMSGSIZE;
        }
        boolean block = length > 2;
        data.set(JAVA_BYTE, 0, (byte) length);
        int rc = smbus(once, I2cUapi.SMBUS_READ, register,
                block ? I2cUapi.SMBUS_I2C_BLOCK_DATA : length == 2 ? I2cUapi.SMBUS_WORD_DATA : I2cUapi.SMBUS_BYTE_DATA,
                data);
        if (rc >= 0) {
            in.copyFrom(data.asSlice(block ? 1 : 0, length));
        }
        return rc;
    }

    private int smbus(Arena once, byte direction, int command, int size, MemorySegment data) {
        int rc = Files.ioctl(fd, I2cUapi.SLAVE, MemorySegment.ofAddress(address));
        if (rc < 0) {
            return rc;
        }
        MemorySegment request = once.allocate(I2cUapi.SMBUS_DATA);
        request.set(JAVA_BYTE, 0, direction);
        request.set(JAVA_BYTE, 1, (byte) command);
        request.set(JAVA_INT, GpioUapi.at(I2cUapi.SMBUS_DATA, "size"), size);
        request.set(ADDRESS, GpioUapi.at(I2cUapi.SMBUS_DATA, "data"), data);
        return Files.ioctl(fd, I2cUapi.SMBUS, request);
    }
}
