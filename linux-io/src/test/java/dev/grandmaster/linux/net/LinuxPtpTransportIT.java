package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Timespec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The transports on a veth pair between two namespaces, one transport on each side. */
class LinuxPtpTransportIT {

    private static final int SYNC = 0x00;
    private static final int FOLLOW_UP = 0x08;
    private static final int PDELAY_REQ = 0x02;
    private static final int LENGTH = 44;
    /** Nothing here takes long; whoever waits this long has lost. */
    private static final long GIVE_UP_NS = 10_000_000_000L;
    private static final long SECOND_NS = 1_000_000_000L;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment pollFd = arena.allocate(Files.POLLFD);
    private final MemorySegment pause = arena.allocate(Timespec.LAYOUT);
    private final RecordingSink ours = new RecordingSink();
    private final RecordingSink theirs = new RecordingSink();
    private Namespaces namespaces;
    /** Ours first; each polled in its namespace. */
    private final List<Side> sides = new ArrayList<>();

    private record Side(String namespace, LinuxPtpTransport transport, RecordingSink sink) {
    }

    @BeforeEach
    void makeNamespaces() throws Exception {
        namespaces = Namespaces.make();
    }

    @AfterEach
    void cleanUp() throws Exception {
        sides.forEach(side -> side.transport().close());
        namespaces.close();
        arena.close();
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void multicastGoesOutWithAStampAndComesInWithAStamp(TransportProtocol protocol) throws Exception {
        openBoth(protocol, SocketOptions.DEFAULT);
        long before = realtimeNs();
        assertEquals(0, us().sendEvent(7, us().primaryGroup(), message(SYNC, 1), LENGTH));
        assertEquals(0, us().sendEvent(8, us().peerDelayGroup(), message(PDELAY_REQ, 2), LENGTH));
        assertEquals(0, us().sendGeneral(us().primaryGroup(), message(FOLLOW_UP, 3), LENGTH));
        assertEquals(0, us().flush());

        until(() -> ours.stamps.size() == 2 && theirs.messages.size() == 3);

        for (RecordingSink.Message message : theirs.messages) {
            assertTrue(message.multicast());
            boolean event = message.type() < 8;
            long sentNs = event ? ours.stampOf(message.sequence() == 1 ? 7 : 8) : before;
            assertTrue(sentNs >= before && sentNs <= realtimeNs(), "sent at " + sentNs);
            if (event) {
                long flightNs = message.rxClockNs() - sentNs;
                assertTrue(flightNs >= 0 && flightNs < SECOND_NS, message + " flew " + flightNs + " ns");
            } else {
                assertEquals(PtpSink.NO_STAMP, message.rxClockNs());
            }
            assertSameMessage(message(message.type(), message.sequence()), message.bytes());
        }
        assertFalse(us().hardwareStamps());
        assertEquals(0, ours.lost.size());
        assertEquals(0, ours.messages.size(), "we do not hear ourselves");
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void anAnswerGoesToTheAddressThatAMessageCameFrom(TransportProtocol protocol) throws Exception {
        openBoth(protocol, SocketOptions.DEFAULT);
        us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH);
        us().flush();
        until(() -> theirs.messages.size() == 1);
        PtpAddress source = theirs.messages.getFirst().source();

        assertEquals(0, them().sendEvent(2, source, message(SYNC, 2), LENGTH));
        assertEquals(0, them().sendGeneral(source, message(FOLLOW_UP, 3), LENGTH));
        them().flush();

        until(() -> ours.messages.size() == 2 && theirs.stamps.containsKey(2L));
        assertFalse(ours.messages.getFirst().multicast());
        assertFalse(ours.messages.getLast().multicast());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyStampsFindTheirTokens(boolean explicitIds) throws Exception {
        openBoth(TransportProtocol.UDP_IPV4, options(100_000_000L, explicitIds));
        int count = 5_000;
        for (int i = 0; i < count; i++) {
            // The sequence number is the token, so the receiver knows which message each stamp was for.
            assertEquals(0, us().sendEvent(i, us().primaryGroup(), message(SYNC, i), LENGTH));
            if (i % 50 == 49) {
                us().flush();
                poll();
            }
        }
        until(() -> ours.stamps.size() == count && theirs.messages.size() == count);
        for (RecordingSink.Message message : theirs.messages) {
            long token = message.sequence();
            long flightNs = message.rxClockNs() - ours.stampOf(token);
            assertTrue(flightNs >= 0 && flightNs < 2_000_000, "token " + token + " flew " + flightNs + " ns");
        }
        assertEquals(0, ours.lost.size());
    }

    /** A wrong match would show as a message that arrived before it was sent. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aRefusedMessageDoesNotShiftTheStampsOfOthers(boolean explicitIds) throws Exception {
        openBoth(TransportProtocol.UDP_IPV4, options(100_000_000L, explicitIds));
        PtpAddress forbidden = new PtpAddress().setIpv4(0xFFFF_FFFF, 0); // a broadcast needs SO_BROADCAST
        for (int i = 0; i < 10; i++) {
            assertEquals(0,
                    us().sendEvent(100 + i, i % 3 == 1 ? forbidden : us().primaryGroup(), message(SYNC, i), LENGTH));
        }
        assertEquals(-Errno.EACCES, us().flush());

        until(() -> ours.stamps.size() == 7 && theirs.messages.size() == 7 && ours.lost.size() == 3);

        assertEquals(List.of(101L, 104L, 107L), ours.lost);
        long previous = 0;
        for (RecordingSink.Message message : theirs.messages) {
            long sentNs = ours.stampOf(100 + message.sequence());
            assertTrue(sentNs > previous && sentNs <= message.rxClockNs());
            previous = sentNs;
        }
    }

    /** Ethernet refuses a message beyond its MTU; whether such a refusal is counted is not the same in all kernels. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void afterADoubtfulRefusalStampsAreStillRight(boolean explicitIds) throws Exception {
        openBoth(TransportProtocol.IEEE_802_3, options(100_000_000L, explicitIds));
        int incarnation = us().incarnation();
        MemorySegment tooLong = arena.allocate(1_520);
        us().sendEvent(0, us().primaryGroup(), tooLong, 1_520);
        us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH);
        us().flush();
        until(() -> ours.lost.contains(0L) && ours.lost.size() + ours.stamps.size() == 2);

        until(() -> us().sendEvent(2, us().primaryGroup(), message(SYNC, 2), LENGTH) == 0);
        us().flush();
        until(() -> ours.stamps.containsKey(2L)
                && theirs.messages.stream().anyMatch(message -> message.sequence() == 2));

        RecordingSink.Message last = theirs.messages.getLast();
        long flightNs = last.rxClockNs() - ours.stampOf(2);
        assertTrue(flightNs >= 0 && flightNs < SECOND_NS, "flew " + flightNs + " ns");
        assertEquals(explicitIds ? incarnation : incarnation + 1, us().incarnation());
    }

    @Test
    void aStampThatDoesNotComeIsReportedLost() throws Exception {
        openBoth(TransportProtocol.UDP_IPV4, options(20_000_000L, true));
        // Nobody has this address: the message waits for ARP and is never sent.
        PtpAddress nobody = new PtpAddress().setIpv4(0x0A4D_004D, 0); // 10.77.0.77

        us().sendEvent(9, nobody, message(SYNC, 1), LENGTH);
        assertEquals(0, us().flush());
        until(() -> ours.lost.size() == 1);

        assertEquals(9L, ours.lost.getFirst());
        assertEquals(1, us().counters().stampsLost().get());
        us().sendEvent(10, us().primaryGroup(), message(SYNC, 2), LENGTH);
        us().flush();
        until(() -> ours.stamps.containsKey(10L));
        assertEquals(Link.UP, us().link());
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void theLinkGoesDownAndComesBack(TransportProtocol protocol) throws Exception {
        openBoth(protocol, SocketOptions.DEFAULT);
        int incarnation = us().incarnation();

        namespaces.ip("link", "set", Namespaces.INTERFACE, "down");
        until(() -> us().link() == Link.DOWN);
        assertEquals(-Errno.ENETDOWN, us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH));

        namespaces.ip("link", "set", Namespaces.INTERFACE, "up");
        // The kernel took the IPv6 address away with the link.
        namespaces.ip("-6", "addr", "replace", "fd77::1/64", "dev", Namespaces.INTERFACE, "nodad");
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        assertNotEquals(incarnation, us().incarnation());
        messagesPassBothWays();
    }

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void anInterfaceThatWasDeletedIsTakenUpAgainWhenItIsBack(TransportProtocol protocol) throws Exception {
        openBoth(protocol, SocketOptions.DEFAULT);
        us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH);

        namespaces.removePair();
        until(() -> us().link() == Link.ABSENT && them().link() == Link.ABSENT);
        assertEquals(1, ours.stamps.size() + ours.lost.size(), "a token comes back exactly once");
        assertEquals(-Errno.ENODEV, us().failure());

        namespaces.addPair();
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        messagesPassBothWays();
    }

    @Test
    void anInterfaceMayAppearLateAndChangeItsAddresses() throws Exception {
        namespaces.removePair();
        open(namespaces.ours, TransportProtocol.UDP_IPV4, SocketOptions.DEFAULT);
        assertEquals(Link.ABSENT, us().link());
        namespaces.addPair();
        open(namespaces.theirs, TransportProtocol.UDP_IPV4, SocketOptions.DEFAULT);
        until(() -> us().link() == Link.UP && them().link() == Link.UP);

        int incarnation = us().incarnation();
        namespaces.ip("addr", "del", "10.77.0.1/24", "dev", Namespaces.INTERFACE);
        until(() -> us().link() == Link.DOWN);
        namespaces.ip("addr", "add", "10.77.0.9/24", "dev", Namespaces.INTERFACE);
        until(() -> us().link() == Link.UP);
        assertTrue(us().incarnation() > incarnation);

        incarnation = us().incarnation();
        namespaces.ip("link", "set", Namespaces.INTERFACE, "address", "02:00:00:00:00:09");
        int last = incarnation;
        until(() -> us().incarnation() > last && us().link() == Link.UP);
        messagesPassBothWays();
        assertEquals(0x0A4D_0009, theirs.messages.getLast().source().ipv4());
    }

    @Test
    void aClientOnTheSameHostHearsUsOnTheLoopbackInterface() throws Exception {
        PortSpec loopback = new PortSpec("lo", TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE);
        open(namespaces.ours, loopback, SocketOptions.DEFAULT);
        open(namespaces.ours, loopback, SocketOptions.DEFAULT);
        us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH);
        us().flush();
        until(() -> theirs.messages.size() == 1 && ours.stamps.containsKey(1L));
    }

    @Test
    void aPortThatSomebodyHoldsIsOneClearError() throws Exception {
        open(namespaces.ours, TransportProtocol.UDP_IPV4, SocketOptions.DEFAULT);
        BoardException refusal = assertThrows(BoardException.class,
                () -> open(namespaces.ours, TransportProtocol.UDP_IPV4, SocketOptions.DEFAULT));
        assertEquals(BoardException.Kind.BUSY, refusal.kind());
        assertTrue(refusal.toString().contains("319"), refusal.toString());
    }

    @Test
    void stampsThatTheCardCannotGiveAreAClearError() {
        namespaces.enter(namespaces.ours);
        PortSpec spec = new PortSpec(Namespaces.INTERFACE, TransportProtocol.UDP_IPV4, Timestamping.HARDWARE);
        BoardException refusal = assertThrows(BoardException.class,
                () -> LinuxPtpTransport.open(spec, 0, System::nanoTime, SocketOptions.DEFAULT));
        assertEquals(BoardException.Kind.UNSUITABLE, refusal.kind());
    }

    @Test
    void theProbeTellsMacAndStampingAbility() throws Exception {
        namespaces.ip("link", "set", Namespaces.INTERFACE, "address", "02:11:22:33:44:55");
        namespaces.enter(namespaces.ours);
        try (InterfaceProbe probe = new InterfaceProbe(Namespaces.INTERFACE);
                InterfaceProbe loopback = new InterfaceProbe("lo");
                InterfaceProbe absent = new InterfaceProbe("gm-absent")) {
            assertEquals(0x0211_2233_4455L, probe.permanentMac());
            assertEquals(0, loopback.permanentMac());
            assertEquals(0, absent.permanentMac());
            assertFalse(probe.stampingAbility().hardware(TransportProtocol.UDP_IPV4));
            assertEquals(StampingAbility.NONE, absent.stampingAbility());
        }
    }

    @Test
    void anAnswerLeavesFromTheAddressThatWasAskedWhateverTheRoutesSay() throws Exception {
        openBoth(TransportProtocol.UDP_IPV4, SocketOptions.DEFAULT);
        namespaces.ip("addr", "add", "10.77.0.101/24", "dev", Namespaces.INTERFACE);
        namespaces.ip("link", "add", "elsewhere", "type", "veth", "peer", "name", "nowhere");
        namespaces.ip("link", "set", "nowhere", "up");
        namespaces.ip("link", "set", "elsewhere", "up");
        namespaces.ip("route", "add", "10.77.0.2/32", "dev", "elsewhere");
        assertAnsweredFrom(new PtpAddress().setIpv4(0x0A4D_0065, 319));
        assertAnsweredFrom(new PtpAddress().setIpv4(0x0A4D_0001, 319));
    }

    @Test
    void anIpv6AnswerLeavesFromTheAddressThatWasAsked() throws Exception {
        openBoth(TransportProtocol.UDP_IPV6, SocketOptions.DEFAULT);
        namespaces.ip("-6", "addr", "add", "fd77::101/64", "dev", Namespaces.INTERFACE, "nodad");
        assertAnsweredFrom(new PtpAddress().set(0xFD77_0000_0000_0000L, 0x101, 319));
        assertAnsweredFrom(new PtpAddress().set(0xFD77_0000_0000_0000L, 1, 319));
    }

    private void assertAnsweredFrom(PtpAddress asked) {
        ours.clear();
        theirs.clear();
        them().sendGeneral(asked, message(FOLLOW_UP, 21), LENGTH);
        them().flush();
        until(() -> ours.messages.size() == 1);
        PtpAddress asker = ours.messages.getFirst().source();
        us().sendGeneral(asker, message(FOLLOW_UP, 22), LENGTH);
        us().sendEvent(2_001, asker, message(SYNC, 23), LENGTH);
        us().flush();
        until(() -> theirs.messages.size() == 2 && ours.stamps.containsKey(2_001L));
        theirs.messages.forEach(message -> assertTrue(message.source().sameHost(asked), message::toString));
    }

    /** As behind a translator of ports: what comes from a third port is answered there, whatever the kind of message. */
    @ParameterizedTest
    @ValueSource(strings = {"10.77.0.1", "fd77::1"})
    void whoAsksFromAThirdPortIsAnsweredThere(String host) throws Exception {
        boolean ipv4 = host.indexOf(':') < 0;
        open(namespaces.ours, ipv4 ? TransportProtocol.UDP_IPV4 : TransportProtocol.UDP_IPV6, SocketOptions.DEFAULT);
        until(() -> us().link() == Link.UP);
        namespaces.enter(namespaces.theirs);
        try (DatagramChannel client = DatagramChannel
                .open(ipv4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            client.bind(new InetSocketAddress(40_319));
            client.configureBlocking(false);
            client.send(ByteBuffer.wrap(message(SYNC, 7).toArray(JAVA_BYTE)), new InetSocketAddress(host, 319));
            until(() -> ours.messages.size() == 1);
            PtpAddress asker = ours.messages.getFirst().source();
            assertEquals(40_319, asker.port());
            us().sendGeneral(asker, message(FOLLOW_UP, 8), LENGTH);
            us().sendEvent(3_001, asker, message(SYNC, 9), LENGTH);
            us().flush();
            until(() -> ours.stamps.containsKey(3_001L));
            ByteBuffer first = ByteBuffer.allocate(100);
            ByteBuffer second = ByteBuffer.allocate(100);
            assertNotNull(client.receive(first));
            assertNotNull(client.receive(second));
            assertEquals(Set.of(8, 9), Set.of((int) first.get(31), (int) second.get(31)));
        }
    }

    /** VLAN interfaces are served by their names like any other. */
    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void aVlanInterfaceIsServedByItsName(TransportProtocol protocol) throws Exception {
        String vlan = Namespaces.INTERFACE + ".7";
        for (String side : List.of(namespaces.ours, namespaces.theirs)) {
            String host = side.equals(namespaces.ours) ? "1" : "2";
            try {
                Namespaces.run("ip", "-n", side, "link", "add", "link", Namespaces.INTERFACE, "name", vlan, "type",
                        "vlan", "id", "7");
            } catch (IOException refused) {
                Assumptions.abort("this kernel has no VLAN interfaces");
            }
            Namespaces.run("ip", "-n", side, "addr", "add", "10.78.0." + host + "/24", "dev", vlan);
            Namespaces.run("ip", "-n", side, "-6", "addr", "add", "fd78::" + host + "/64", "dev", vlan, "nodad");
            Namespaces.run("ip", "-n", side, "link", "set", vlan, "up");
        }
        PortSpec spec = new PortSpec(vlan, protocol, Timestamping.SOFTWARE);
        open(namespaces.ours, spec, SocketOptions.DEFAULT);
        open(namespaces.theirs, spec, SocketOptions.DEFAULT);
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        messagesPassBothWays();
        assertTrue(theirs.messages.stream().allMatch(RecordingSink.Message::multicast));
    }

    private void messagesPassBothWays() throws Exception {
        int here = ours.messages.size();
        int there = theirs.messages.size();
        us().sendEvent(1_001, us().primaryGroup(), message(SYNC, 11), LENGTH);
        us().flush();
        them().sendEvent(1_002, them().primaryGroup(), message(SYNC, 12), LENGTH);
        them().sendGeneral(them().primaryGroup(), message(FOLLOW_UP, 12), LENGTH);
        them().flush();
        until(() -> ours.messages.size() == here + 2 && theirs.messages.size() == there + 1
                && ours.stamps.containsKey(1_001L) && theirs.stamps.containsKey(1_002L));
    }

    private void openBoth(TransportProtocol protocol, SocketOptions options) throws Exception {
        open(namespaces.ours, protocol, options);
        open(namespaces.theirs, protocol, options);
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        // The kernel begins to stamp received messages a moment after the first socket asks for it.
        int[] warmUp = {0};
        until(() -> {
            them().sendEvent(warmUp[0]++, them().primaryGroup(), message(SYNC, 0), LENGTH);
            them().flush();
            return ours.messages.stream().anyMatch(message -> message.rxClockNs() != PtpSink.NO_STAMP);
        });
        until(() -> theirs.stamps.size() == warmUp[0] && ours.messages.size() == warmUp[0]);
        ours.clear();
        theirs.clear();
    }

    private void open(String namespace, TransportProtocol protocol, SocketOptions options) throws BoardException {
        open(namespace, new PortSpec(Namespaces.INTERFACE, protocol, Timestamping.SOFTWARE), options);
    }

    private void open(String namespace, PortSpec spec, SocketOptions options) throws BoardException {
        namespaces.enter(namespace);
        LinuxPtpTransport transport = LinuxPtpTransport.open(spec, -1, System::nanoTime, options);
        sides.add(new Side(namespace, transport, sides.isEmpty() ? ours : theirs));
    }

    private LinuxPtpTransport us() {
        return sides.getFirst().transport();
    }

    private LinuxPtpTransport them() {
        return sides.getLast().transport();
    }

    private static SocketOptions options(long patienceNs, boolean explicitIds) {
        return new SocketOptions(1, 64, 0, 0, 0xE, patienceNs, explicitIds);
    }

    private void poll() {
        for (Side side : sides) {
            namespaces.enter(side.namespace());
            side.transport().poll(side.sink(), 256);
        }
    }

    /** Polls both sides, waiting on our descriptor, until the condition holds. */
    private void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < GIVE_UP_NS, this::whatIsThere);
            poll();
            pollFd.set(JAVA_INT, Files.POLLFD_FD, us().descriptor());
            pollFd.set(JAVA_SHORT, Files.POLLFD_EVENTS, Files.POLLIN);
            Timespec.set(pause, 2_000_000);
            Files.ppoll(pollFd, 1, pause);
        }
    }

    private String whatIsThere() {
        StringBuilder text = new StringBuilder("gave up");
        for (Side side : sides) {
            text.append("; ").append(side.transport().link()).append(' ').append(Errno.text(side.transport().failure()))
                    .append(", stamps ").append(side.sink().stamps.size()).append(", lost ").append(side.sink().lost)
                    .append(", received ").append(side.sink().messages.size());
        }
        return text.toString();
    }

    private static MemorySegment message(int type, int sequence) {
        byte[] bytes = new byte[LENGTH];
        bytes[0] = (byte) type;
        bytes[1] = 0x12;
        bytes[3] = LENGTH;
        bytes[30] = (byte) (sequence >> 8);
        bytes[31] = (byte) sequence;
        return MemorySegment.ofArray(bytes);
    }

    /** Behind the message there may be padding: two octets on UDPv6, up to the least frame on Ethernet. */
    private static void assertSameMessage(MemorySegment expected, MemorySegment received) {
        assertEquals(-1, expected.mismatch(received.asSlice(0, LENGTH)));
    }

    private static long realtimeNs() {
        Instant now = Instant.now();
        return now.getEpochSecond() * SECOND_NS + now.getNano();
    }
}
