package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * Hears from the kernel (rtnetlink) that some link or address changed. What changed is not read from its messages: they are only the
 * bell, the {@link InterfaceProbe} looks. Without the socket the bell never rings and the regular look has to do.
 */
final class LinkWatch implements AutoCloseable {

    private static final int BUFFER_BYTES = 8192;

    private final Arena arena = Arena.ofShared();
    private final MemorySegment buffer = arena.allocate(BUFFER_BYTES, 8);
    private final int fd;

    LinkWatch() {
        int socket = Sockets.socket(Sockets.AF_NETLINK, Sockets.SOCK_RAW, Sockets.NETLINK_ROUTE);
        MemorySegment address = arena.allocate(SocketStructs.SOCKADDR_NL, 8);
        address.set(JAVA_SHORT, SocketStructs.NL_FAMILY, (short) Sockets.AF_NETLINK);
        address.set(JAVA_INT, SocketStructs.NL_GROUPS,
                Sockets.RTMGRP_LINK | Sockets.RTMGRP_IPV4_IFADDR | Sockets.RTMGRP_IPV6_IFADDR);
        if (socket >= 0 && Sockets.bind(socket, address) < 0) {
            Files.close(socket);
            socket = -1;
        }
        fd = Math.max(socket, -1);
    }

    /** -1 where there is no socket. */
    int descriptor() {
        return fd;
    }

    /** Takes in what is there (a bounded part of it); an overrun (ENOBUFS) counts as news too. */
    boolean rang() {
        if (fd < 0) {
            return false;
        }
        boolean news = false;
        for (int i = 0; i < 64; i++) {
            int read = Files.read(fd, buffer, BUFFER_BYTES);
            if (read < 0 && read != -Errno.ENOBUFS) {
                break;
            }
            news = true;
        }
        return news;
    }

    @Override
    public void close() {
        if (fd >= 0) {
            Files.close(fd);
        }
        arena.close();
    }
}
