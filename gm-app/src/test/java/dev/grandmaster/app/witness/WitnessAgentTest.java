package dev.grandmaster.app.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

import dev.grandmaster.ptp.monitor.OtherMasters;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.Testimony;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real datagrams on the loopback interface, time by the test. */
class WitnessAgentTest {

    private static final long NS = 1_000_000_000L;
    private static final long UTC_S = 1_795_305_600L;

    private final Latest<Optional<Testimony>> testimony = new Latest<>(Optional.empty());
    private List<OtherMasters.Heard> overheard = List.of();
    @TempDir
    private Path folder;

    private static DatagramChannel server() throws IOException {
        return DatagramChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static String name(DatagramChannel server) throws IOException {
        return "localhost:" + ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    /** Answers the question that has come. */
    private static void answer(DatagramChannel server, long utcS) throws IOException {
        ByteBuffer question = ByteBuffer.allocate(100);
        SocketAddress asker = server.receive(question);
        long stamp = (utcS + 2_208_988_800L) << 32;
        server.send(ByteBuffer.allocate(48).put(0, (byte) 0x24).put(1, (byte) 2).putLong(24, question.getLong(40))
                .putLong(32, stamp).putLong(40, stamp), asker);
    }

    private WitnessAgent agent(Path clock, String... servers) {
        return new WitnessAgent(List.of(servers), new RealTimeClock(clock, UTC_S - 1000), () -> overheard,
                new Random(3), testimony, 0);
    }

    /** The kernel hands a datagram over on its own time: the same instant is offered until it has. */
    private Testimony awaitSources(WitnessAgent agent, int sources, long nowMonoNs) {
        while (testimony.get().map(Testimony::sources).orElse(0) < sources) {
            agent.doWork(nowMonoNs);
            Thread.onSpinWait();
        }
        return testimony.get().orElseThrow();
    }

    @Test
    @Timeout(30)
    void asksTwoServersAndHearsBoth() throws IOException {
        try (DatagramChannel one = server(); DatagramChannel two = server()) {
            WitnessAgent agent = agent(folder.resolve("none"), name(one), name(two));
            agent.doWork(NS);
            assertTrue(testimony.get().isEmpty());
            answer(one, UTC_S);
            answer(two, UTC_S);
            Testimony heard = awaitSources(agent, 2, NS + 20_000_000);
            assertTrue(Math.abs(heard.utcNs() - UTC_S * NS) <= 20_000_000, heard.toString());
            assertEquals(NS + 20_000_000, heard.monoNs());
            agent.doWork(1300 * NS);
            assertTrue(testimony.get().isEmpty(), "what is twenty minutes old is no longer heard");
            agent.onStop();
        }
    }

    @Test
    void asksAgainAfterFourSecondsWhileNobodyAnswers() throws IOException {
        try (DatagramChannel silent = server()) {
            WitnessAgent agent = agent(folder.resolve("none"), name(silent));
            assertTrue(agent.doWork(NS) <= NS + 5_000_000, "an answer is looked for soon");
            agent.doWork(4 * NS);
            assertEquals(5 * NS, agent.doWork(4 * NS + 1));
            silent.configureBlocking(false);
            ByteBuffer first = ByteBuffer.allocate(100);
            ByteBuffer second = ByteBuffer.allocate(100);
            silent.receive(first);
            agent.doWork(5 * NS);
            silent.receive(second);
            assertEquals(48, first.position());
            assertEquals(48, second.position());
            assertTrue(first.getLong(40) != second.getLong(40), "each question has a number of its own");
            agent.onStop();
        }
    }

    private static OtherMasters.Heard heard(long clock, long utcS, long monoNs) {
        return new OtherMasters.Heard(new ClockIdentity(clock), utcS * NS, monoNs);
    }

    /** Whoever can send to the network can speak in many names. */
    @Test
    void allMastersThatAreOverheardAreOneSource() throws IOException {
        WitnessAgent agent = agent(folder.resolve("none"));
        overheard = List.of(heard(1, UTC_S, NS), heard(2, UTC_S + 1, 2 * NS), heard(2, UTC_S + 1, 2 * NS));
        agent.doWork(2 * NS);
        Testimony said = testimony.get().orElseThrow();
        assertEquals(1, said.sources());
        assertTrue(Math.abs(said.utcNs() - (UTC_S + 1) * NS) <= 1_000_000, said.toString());
        assertTrue(said.uncertaintyNs() >= 100_000_000 && said.uncertaintyNs() < 150_000_000, said.toString());
        overheard = List.of(heard(1, UTC_S, 20 * NS), heard(2, UTC_S + 5, 20 * NS));
        agent.doWork(20 * NS);
        assertTrue(testimony.get().isEmpty(), "two that differ say nothing");
        overheard = List.of(heard(1, UTC_S, 20 * NS));
        Path clock = Files.writeString(folder.resolve("since_epoch"), (UTC_S + 1210) + "\n");
        WitnessAgent later = agent(clock);
        later.doWork(1221 * NS);
        assertTrue(testimony.get().orElseThrow().uncertaintyNs() > 50 * NS, "an old one is no longer heard");
    }

    @Test
    void aNameThatDoesNotExistIsASilentServer() {
        WitnessAgent agent = agent(folder.resolve("none"), "no-such-host.invalid");
        agent.doWork(NS);
        assertEquals(5 * NS, agent.doWork(NS));
        assertTrue(testimony.get().isEmpty());
    }

    @Test
    void theRealTimeClockKnowsTheMinute() throws IOException {
        Path clock = Files.writeString(folder.resolve("since_epoch"), UTC_S + "\n");
        agent(clock).doWork(0);
        assertTrue(testimony.get().orElseThrow().uncertaintyNs() >= 60 * NS, testimony.get().toString());
        Files.writeString(clock, "12345\n");
        agent(clock).doWork(0);
        assertTrue(testimony.get().isEmpty(), "a clock without battery");
    }
}
