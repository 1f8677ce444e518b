package dev.grandmaster.linux.net;

import java.io.File;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Refusal;
import dev.grandmaster.linux.ffi.SocketStructs;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * A datagram socket in the file system, as {@code pmc -u -s PATH} opens one; Java's own channels know UNIX streams only. The service
 * {@link #open}s one, which its owner and group alone may write to; a client {@link #asks} through one of its own.
 */
public final class UnixDatagrams implements ManagementChannel {
    private static final int LARGEST = 2048;
    private static final int LONGEST_PATH = SocketStructs.SOCKADDR_UN - SocketStructs.SUN_PATH - 1;
    /** No sun_path at all: the kernel invents a name that is in no folder. */
    private static final int UNNAMED = SocketStructs.SUN_PATH;

    private final int fd;
    private final Arena arena = Arena.ofShared();
    private final MemorySegment in = arena.allocate(LARGEST);
    private final MemorySegment out = arena.allocate(LARGEST);
    private final MemorySegment peer = arena.allocate(SocketStructs.SOCKADDR_UN, 8);
    private final MemorySegment peerLength = arena.allocate(ValueLayout.JAVA_INT);
    private final Runnable atEnd;

    private UnixDatagrams(int fd, Runnable atEnd) {
        this.fd = fd;
        this.atEnd = atEnd;
    }

    /**
     * Opens the service's socket. One that nobody reads any more is taken over, another file is not.
     *
     * @throws BoardException where the path is too long, forbidden, or read by another service
     */
    public static UnixDatagrams open(Path path) throws BoardException {
        int fd = socket(path);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment address = address(arena, path);
            takeOver(fd, path, address);
            check(path, Sockets.bind(fd, address));
            java.nio.file.Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            Files.close(fd);
            throw new BoardException(BoardException.Kind.FORBIDDEN, path + ": " + e.getMessage());
        } catch (BoardException e) {
            Files.close(fd);
            throw e;
        }
        return new UnixDatagrams(fd, () -> path.toFile().delete());
    }

    /**
     * Opens a client's socket and sends one message; answers are received here afterwards. The client's socket lies beside the
     * service's, where it may: a name of the kernel's making is heard within the same network namespace only.
     *
     * @throws BoardException where nobody reads the path, or it is not permitted
     */
    public static UnixDatagrams asks(Path path, MemorySegment message) throws BoardException {
        int fd = socket(path);
        File own = new File(path + "." + ProcessHandle.current().pid());
        UnixDatagrams client = new UnixDatagrams(fd, own::delete);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment service = address(arena, path);
            bindClient(arena, fd, own);
            MemorySegment octets = arena.allocate(message.byteSize()).copyFrom(message);
            check(path, Sockets.sendto(fd, octets, Sockets.MSG_NOSIGNAL, service));
        } catch (BoardException e) {
            client.close();
            throw e;
        }
        return client;
    }

    private static void bindClient(Arena arena, int fd, File own) throws BoardException {
        boolean beside = own.getPath().getBytes(StandardCharsets.UTF_8).length < LONGEST_PATH
                && Sockets.bind(fd, address(arena, own.toPath())) >= 0;
        if (beside) {
            // the service may be another user
            own.setWritable(true, false);
            return;
        }
        MemorySegment unnamed = arena.allocate(UNNAMED);
        unnamed.set(ValueLayout.JAVA_SHORT, SocketStructs.SUN_FAMILY, (short) Sockets.AF_UNIX);
        check(own.toPath(), Sockets.bind(fd, unnamed));
    }

    @Override
    public int descriptor() {
        return fd;
    }

    @Override
    public int receive() {
        peerLength.set(ValueLayout.JAVA_INT, 0, SocketStructs.SOCKADDR_UN);
        int length = Sockets.recvfrom(fd, in, Sockets.MSG_DONTWAIT | Sockets.MSG_TRUNC, peer, peerLength);
        return length > LARGEST ? 0 : length;
    }

    @Override
    public MemorySegment request() {
        return in;
    }

    @Override
    public int answer(MemorySegment message, int length) {
        int used = peerLength.get(ValueLayout.JAVA_INT, 0);
        if (used <= UNNAMED || used > SocketStructs.SOCKADDR_UN) {
            return -Errno.EADDRNOTAVAIL;
        }
        if (length > LARGEST) {
            return -Errno.EMSGSIZE;
        }
        MemorySegment.copy(message, 0, out, 0, length);
        int sent = Sockets.sendto(fd, out.asSlice(0, length), Sockets.MSG_DONTWAIT | Sockets.MSG_NOSIGNAL,
                peer.asSlice(0, used));
        return Math.min(sent, 0);
    }

    @Override
    public void close() {
        Files.close(fd);
        arena.close();
        atEnd.run();
    }

    private static int socket(Path path) throws BoardException {
        return check(path, Sockets.socket(Sockets.AF_UNIX, Sockets.SOCK_DGRAM, 0));
    }

    private static int check(Path path, int answer) throws BoardException {
        if (answer < 0) {
            throw Refusal.of(path.toString(), answer);
        }
        return answer;
    }

    private static MemorySegment address(Arena arena, Path path) throws BoardException {
        byte[] name = path.toString().getBytes(StandardCharsets.UTF_8);
        if (name.length > LONGEST_PATH) {
            throw new BoardException(BoardException.Kind.UNSUITABLE,
                    path + ": a socket's path has " + LONGEST_PATH + " octets at most");
        }
        MemorySegment address = arena.allocate(SocketStructs.SUN_PATH + name.length + 1, 8);
        address.set(ValueLayout.JAVA_SHORT, SocketStructs.SUN_FAMILY, (short) Sockets.AF_UNIX);
        MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, SocketStructs.SUN_PATH, name.length);
        return address;
    }

    /** An empty datagram, which every reader passes over, tells whether there is one. */
    private static void takeOver(int fd, Path path, MemorySegment address) throws IOException, BoardException {
        if (!java.nio.file.Files.exists(path)) {
            return;
        }
        boolean socket = java.nio.file.Files.readAttributes(path, BasicFileAttributes.class).isOther();
        if (!socket || Sockets.sendto(fd, MemorySegment.NULL, Sockets.MSG_NOSIGNAL, address) != -Errno.ECONNREFUSED) {
            throw new BoardException(BoardException.Kind.BUSY, path + ": exists, and is not left over from us");
        }
        java.nio.file.Files.delete(path);
    }
}
