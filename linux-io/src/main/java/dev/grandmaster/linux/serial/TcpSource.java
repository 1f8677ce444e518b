package dev.grandmaster.linux.serial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.linux.ffi.Errno;
import org.jspecify.annotations.Nullable;

/** A TCP connection to whoever has the receiver. */
final class TcpSource implements ByteSource {

    private static final int CONNECT_MS = 3_000;

    private final String host;
    private final int port;
    private volatile @Nullable Socket socket;

    TcpSource(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public String name() {
        return "tcp " + host + ":" + port;
    }

    @Override
    public void open() throws BoardException {
        Socket connecting = new Socket();
        try {
            connecting.connect(new InetSocketAddress(host, port), CONNECT_MS);
            connecting.setSoTimeout(PATIENCE_MS);
            connecting.setTcpNoDelay(true);
            connecting.setKeepAlive(true);
            socket = connecting;
        } catch (IOException refused) {
            close(connecting);
            throw new BoardException(BoardException.Kind.MISSING, name() + " does not answer: " + refused.getMessage());
        }
    }

    @Override
    public int read(byte[] into) {
        Socket current = socket;
        if (current == null) {
            return -Errno.ENODEV;
        }
        try {
            int length = current.getInputStream().read(into);
            return length < 0 ? -Errno.ENODEV : length;
        } catch (SocketTimeoutException nothingYet) {
            return 0;
        } catch (IOException broken) {
            return -Errno.EIO;
        }
    }

    @Override
    public int write(byte[] bytes, int length) {
        Socket current = socket;
        if (current == null) {
            return -Errno.ENODEV;
        }
        try {
            current.getOutputStream().write(bytes, 0, length);
            return length;
        } catch (IOException broken) {
            return -Errno.EIO;
        }
    }

    @Override
    public void close() {
        Socket current = socket;
        socket = null;
        if (current != null) {
            close(current);
        }
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing is left to be done about it
        }
    }
}
