package dev.grandmaster.app.witness;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.jspecify.annotations.Nullable;

/**
 * Asks one NTP server again and again: every four seconds until it first answers, then every 64, and more and more rarely while it is
 * silent (RFC 5905 section 10.1 wants a client to be modest). Every trouble with the network is a silent server.
 */
final class NtpServer implements AutoCloseable {

    private static final int PORT = 123;
    private static final long NS = 1_000_000_000L;
    private static final long FIRST_EVERY_NS = 4 * NS;
    private static final long EVERY_NS = 64 * NS;
    private static final long RAREST_NS = 1024 * NS;
    private static final int FIRST_QUESTIONS = 8;
    /** How long an answer is waited for. */
    private static final long PATIENCE_NS = 2 * NS;
    /** How often is looked for one meanwhile. */
    private static final long LOOK_NS = 5_000_000L;

    private final String name;
    private final String host;
    private final int port;
    private final RandomGenerator random;
    private final ByteBuffer answer = ByteBuffer.allocate(512);
    private @Nullable DatagramChannel channel;
    private @Nullable SntpExchange exchange;
    private @Nullable Reading reading;
    private int unanswered;
    private long nextMonoNs;

    /**
     * Asks nothing yet.
     *
     * @param name host, or host:port; an IPv6 address with a port stands in brackets
     */
    NtpServer(String name, RandomGenerator random, long nowMonoNs) {
        this.name = name;
        this.random = random;
        this.nextMonoNs = nowMonoNs;
        int colon = name.lastIndexOf(':');
        boolean withPort = colon > 0 && (name.indexOf(':') == colon || name.charAt(colon - 1) == ']');
        host = (withPort ? name.substring(0, colon) : name).replaceAll("[\\[\\]]", "");
        port = withPort ? Integer.parseInt(name.substring(colon + 1)) : PORT;
    }

    /** The newest answer; null before the first one. */
    @Nullable
    Reading reading() {
        return reading;
    }

    /** Asks and listens as it is due; gives the monotonic ns of the next look. May wait for the name's address. */
    long doWork(long nowMonoNs) {
        SntpExchange waiting = exchange;
        if (waiting != null) {
            listen(waiting, nowMonoNs);
        } else if (nowMonoNs - nextMonoNs >= 0) {
            ask(nowMonoNs);
        }
        return exchange == null ? nextMonoNs : nowMonoNs + LOOK_NS;
    }

    private void ask(long nowMonoNs) {
        unanswered++;
        long everyNs = reading == null && unanswered <= FIRST_QUESTIONS ? FIRST_EVERY_NS : EVERY_NS;
        int rarer = Math.max(0, unanswered - FIRST_QUESTIONS);
        nextMonoNs = nowMonoNs + Math.min(RAREST_NS, everyNs << Math.min(rarer, 8));
        try {
            closeChannel();
            DatagramChannel opened = DatagramChannel.open();
            channel = opened;
            opened.configureBlocking(false);
            // Connected: the kernel drops what comes from elsewhere.
            opened.connect(new InetSocketAddress(host, port));
            SntpExchange asked = new SntpExchange(name, random.nextLong() | 1, nowMonoNs);
            opened.write(asked.question());
            exchange = asked;
        } catch (IOException | java.nio.channels.UnresolvedAddressException silent) {
            exchange = null;
        }
    }

    private void listen(SntpExchange waiting, long nowMonoNs) {
        DatagramChannel opened = channel;
        try {
            while (opened != null && opened.read(answer.clear()) > 0) {
                Optional<Reading> read = waiting.onAnswer(answer.flip(), nowMonoNs);
                if (read.isPresent()) {
                    reading = read.get();
                    unanswered = 0;
                    nextMonoNs = waiting.sentMonoNs() + EVERY_NS;
                    exchange = null;
                    return;
                }
            }
        } catch (IOException refused) {
            exchange = null;
        }
        if (nowMonoNs - waiting.sentMonoNs() > PATIENCE_NS) {
            exchange = null;
        }
    }

    private void closeChannel() {
        DatagramChannel opened = channel;
        channel = null;
        if (opened != null) {
            try {
                opened.close();
            } catch (IOException gone) {
                // Nothing was to be kept.
            }
        }
    }

    @Override
    public void close() {
        closeChannel();
    }
}
