package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.linux.ffi.Files;

/**
 * Looks for IPv6 addresses of one interface in {@code /proc/thread-self/net/if_inet6}: no ioctl tells them. A line is
 * {@code fe80000000000000021122fffe334455 02 40 20 80     eth0}: address, index, prefix length, scope, flags (all hexadecimal), name.
 */
final class Ipv6Addresses {

    private static final String PATH = "/proc/thread-self/net/if_inet6";
    /** About 1,200 addresses; what lies beyond is not looked at. */
    private static final int CAPACITY = 64 * 1024;
    private static final int FLAGS_AT = 42;
    private static final int NAME_AFTER = 44;
    private static final int IFA_F_DADFAILED = 0x08;
    private static final int IFA_F_TENTATIVE = 0x40;

    private final MemorySegment text;
    private final byte[] name;

    Ipv6Addresses(Arena arena, String name) {
        this.text = arena.allocate(CAPACITY);
        this.name = name.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the interface has an address that can be sent from. */
    boolean anyUsable() {
        return anyUsable(text, read());
    }

    /** Sets the first address that can be sent from, UDP port 0; false where there is none. */
    boolean first(PtpAddress into) {
        int length = read();
        int start = 0;
        for (int end = 0; end < length; end++) {
            if (text.get(JAVA_BYTE, end) == '\n') {
                if (usable(text, start, end)) {
                    into.set(hexadecimal(start), hexadecimal(start + 16), 0);
                    return true;
                }
                start = end + 1;
            }
        }
        return false;
    }

    private long hexadecimal(int at) {
        long value = 0;
        for (int i = at; i < at + 16; i++) {
            value = value << 4 | Character.digit(text.get(JAVA_BYTE, i), 16);
        }
        return value;
    }

    private int read() {
        int fd = Files.open(PATH, Files.O_RDONLY);
        if (fd < 0) {
            return 0;
        }
        // A read of this file may stop at the end of any line.
        int length = 0;
        int read;
        do {
            read = Files.read(fd, text.asSlice(length), CAPACITY - length);
            length += Math.max(read, 0);
        } while (read > 0 && length < CAPACITY);
        Files.close(fd);
        return length;
    }

    boolean anyUsable(MemorySegment lines, int length) {
        int start = 0;
        for (int end = 0; end < length; end++) {
            if (lines.get(JAVA_BYTE, end) == '\n') {
                if (usable(lines, start, end)) {
                    return true;
                }
                start = end + 1;
            }
        }
        return false;
    }

    private boolean usable(MemorySegment lines, int start, int end) {
        int nameStart = end - name.length;
        if (nameStart <= start + NAME_AFTER || lines.get(JAVA_BYTE, nameStart - 1) != ' ') {
            return false;
        }
        for (int i = 0; i < name.length; i++) {
            if (lines.get(JAVA_BYTE, nameStart + i) != name[i]) {
                return false;
            }
        }
        int flags = (Character.digit(lines.get(JAVA_BYTE, start + FLAGS_AT), 16) << 4)
                | Character.digit(lines.get(JAVA_BYTE, start + FLAGS_AT + 1), 16);
        return (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == 0;
    }
}
