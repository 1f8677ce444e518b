package dev.grandmaster.linux.ffi;

import java.lang.foreign.MemoryLayout;

/**
 * Request codes of {@code ioctl}, computed as asm-generic/ioctl.h does: two bits of direction, fourteen of the argument's size, eight of
 * the driver's letter, eight of the number. The size comes from the layout that is passed, so code and struct cannot disagree.
 */
public final class Ioctl {

    private static final long WRITE = 1;
    private static final long READ = 2;

    private Ioctl() {
    }

    /** {@code _IO(type, number)}: no argument. */
    public static long none(int type, int number) {
        return code(0, type, number, 0);
    }

    /** {@code _IOR(type, number, argument)}: the kernel fills the argument. */
    public static long read(int type, int number, MemoryLayout argument) {
        return code(READ, type, number, argument.byteSize());
    }

    /** {@code _IOW(type, number, argument)}: the kernel takes the argument. */
    public static long write(int type, int number, MemoryLayout argument) {
        return code(WRITE, type, number, argument.byteSize());
    }

    /** {@code _IOWR(type, number, argument)}: both ways. */
    public static long readWrite(int type, int number, MemoryLayout argument) {
        return code(READ | WRITE, type, number, argument.byteSize());
    }

    private static long code(long direction, int type, int number, long size) {
        if (size >= 1 << 14) {
            throw new IllegalArgumentException("an ioctl argument of " + size + " bytes does not fit its code");
        }
        return direction << 30 | size << 16 | (long) type << 8 | number;
    }
}
