package dev.grandmaster.linux.net;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.function.Function;

import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Sockets;

/** Sets a new socket up, option after option; the first failure closes it and becomes the {@link #result}. */
final class SocketSetup {

    /** Room for the bursts of many clients, and for as many stamps in the error queue, which the receive buffer pays for. */
    private static final int BUFFER_BYTES = 4 << 20;

    private int fd;

    /** Takes a descriptor, or the {@code -errno} of the failed try to get one. */
    SocketSetup(int fd) {
        this.fd = fd;
    }

    /**
     * Bound to the interface. On the loopback interface clients on the same host share our UDP ports; elsewhere a port that another
     * program holds must be an error.
     */
    SocketSetup udpOn(InterfaceProbe at) {
        check(fd < 0 ? fd : Sockets.bindToDevice(fd, at.name()));
        return option(Sockets.SOL_SOCKET, Sockets.SO_REUSEADDR, at.loopback() ? 1 : 0).buffers();
    }

    SocketSetup buffers() {
        if (fd >= 0) {
            Sockets.bufferBytes(fd, BUFFER_BYTES);
        }
        return this;
    }

    SocketSetup option(int level, int option, int value) {
        check(fd < 0 ? fd : Sockets.setOption(fd, level, option, value));
        return this;
    }

    SocketSetup option(int level, int option, Function<Arena, MemorySegment> value) {
        if (fd >= 0) {
            try (Arena arena = Arena.ofConfined()) {
                check(Sockets.setOption(fd, level, option, value.apply(arena)));
            }
        }
        return this;
    }

    SocketSetup bind(Function<Arena, MemorySegment> name) {
        if (fd >= 0) {
            try (Arena arena = Arena.ofConfined()) {
                check(Sockets.bind(fd, name.apply(arena)));
            }
        }
        return this;
    }

    /** The descriptor, which the caller owns, or {@code -errno}. */
    int result() {
        return fd;
    }

    private void check(int result) {
        if (result < 0) {
            if (fd >= 0) {
                Files.close(fd);
            }
            fd = result;
        }
    }
}
