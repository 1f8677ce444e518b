package dev.grandmaster.app.interop;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A cable between a browser and a service that can be pulled and put back: TCP connections are handed on, or cut. */
final class Relay implements AutoCloseable {
    private final ServerSocket server;
    private volatile int port;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean pulled;

    /** @param port of the service on the loopback interface */
    Relay(int port) {
        this.port = port;
        try {
            server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/";
    }

    /** Cuts all connections, and any that are tried from now on. */
    void pull() {
        pulled = true;
        open.forEach(Relay::cut);
    }

    void putBack() {
        pulled = false;
    }

    /** Leads to another port from the next connection on. */
    void to(int otherPort) {
        port = otherPort;
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                lead(server.accept());
            } catch (IOException e) {
                // closed, and so the loop ends
            }
        }
    }

    /** To the service, or nowhere while the cable is pulled or the service away. */
    private void lead(Socket browser) {
        if (pulled) {
            cut(browser);
            return;
        }
        try {
            Socket service = new Socket(InetAddress.getLoopbackAddress(), port);
            open.add(browser);
            open.add(service);
            Thread.ofVirtual().start(() -> hand(browser, service));
            Thread.ofVirtual().start(() -> hand(service, browser));
        } catch (IOException e) {
            cut(browser);
        }
    }

    private void hand(Socket from, Socket to) {
        try (from; to; InputStream in = from.getInputStream(); OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one of the two went away, and so does the other
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void cut(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // it is gone
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        open.forEach(Relay::cut);
    }
}
