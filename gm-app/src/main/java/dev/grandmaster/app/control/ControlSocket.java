package dev.grandmaster.app.control;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.UnaryOperator;

/**
 * The UNIX socket of the running service. One connection carries one line and its answer.
 */
public final class ControlSocket implements AutoCloseable {

    /** Name of the socket within the state directory. */
    public static final String NAME = "control.sock";

    private static final int LONGEST_LINE = 4096;

    private final Path path;
    private final ServerSocketChannel server;
    private final UnaryOperator<String> answer;

    private ControlSocket(Path path, ServerSocketChannel server, UnaryOperator<String> answer) {
        this.path = path;
        this.server = server;
        this.answer = answer;
    }

    /**
     * Opens the socket and serves it on a thread of its own.
     *
     * @param answer carries out one line; called from any thread
     * @throws IOException where the socket cannot be made, or another service answers on it
     */
    public static ControlSocket open(Path stateDirectory, UnaryOperator<String> answer) throws IOException {
        Path path = stateDirectory.resolve(NAME);
        if (Files.exists(path)) {
            if (isAnswered(path)) {
                throw new IOException("another service runs with this state directory");
            }
            Files.delete(path);
        }
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        ControlSocket socket = new ControlSocket(path, server, answer);
        Thread.ofPlatform().daemon().name("gm-control").start(socket::accept);
        return socket;
    }

    private static boolean isAnswered(Path path) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return probe.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel peer = server.accept();
                Thread.ofVirtual().start(() -> serve(peer));
            } catch (ClosedChannelException e) {
                return;
            } catch (IOException e) {
                // a peer that went away while it was accepted concerns nobody
            }
        }
    }

    private void serve(SocketChannel peer) {
        try (peer) {
            write(peer, answer.apply(readLine(peer)) + "\n");
        } catch (IOException e) {
            // the peer went away: nobody is left to be told
        }
    }

    /** One line, cut at the longest length; the end of the stream ends it too. */
    private static String readLine(SocketChannel peer) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE);
        while (bytes.hasRemaining() && peer.read(bytes) >= 0) {
            int end = bytes.position();
            if (end > 0 && bytes.get(end - 1) == '\n') {
                break;
            }
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).strip();
    }

    private static void write(SocketChannel peer, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            peer.write(bytes);
        }
    }

    /**
     * Asks a running service.
     *
     * @return its answer
     * @throws IOException where no service runs with this state directory
     */
    public static String ask(Path stateDirectory, String line) throws IOException {
        try (SocketChannel peer = SocketChannel.open(UnixDomainSocketAddress.of(stateDirectory.resolve(NAME)))) {
            write(peer, line + "\n");
            StringBuilder answer = new StringBuilder();
            ByteBuffer bytes = ByteBuffer.allocate(LONGEST_LINE);
            while (peer.read(bytes) >= 0) {
                answer.append(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8));
                bytes.clear();
            }
            return answer.toString().stripTrailing();
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // a socket that stays behind is taken over by the next start
        }
    }
}
