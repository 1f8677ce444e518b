package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.BooleanSupplier;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Sockets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The frame path on a veth pair. Our routing table sends the client's address to a gateway that there is none of, so that only frames arrive; the
 * client's side is an ordinary UDP transport, whose kernel looks at checksums, and a socket that sees whole frames.
 */
class FramePathIT {

    private static final int SYNC = 0x00;
    private static final int FOLLOW_UP = 0x08;
    private static final int SIGNALING = 0x0C;
    private static final int LENGTH = 54;
    private static final long GIVE_UP_NS = 10_000_000_000L;
    private static final SocketOptions OPTIONS = new SocketOptions(1, 33, 46, 10, 0xE, 50_000_000L, true);
    private static final String OUR_MAC = "020000000001";
    private static final String THEIR_MAC = "020000000002";

    private final Arena arena = Arena.ofConfined();
    private final ReceiveBatch frames = new ReceiveBatch(arena);
    private final RecordingSink ours = new RecordingSink();
    private final RecordingSink theirs = new RecordingSink();
    private Namespaces namespaces;
    /** Ours first. */
    private final List<LinuxPtpTransport> transports = new ArrayList<>();
    private int tap = -1;

    @BeforeEach
    void makeNamespaces() throws Exception {
        namespaces = Namespaces.make();
        mac(namespaces.ours, OUR_MAC);
        mac(namespaces.theirs, THEIR_MAC);
    }

    @AfterEach
    void cleanUp() throws Exception {
        transports.forEach(LinuxPtpTransport::close);
        if (tap >= 0) {
            Files.close(tap);
        }
        namespaces.close();
        arena.close();
    }

    @ParameterizedTest
    @EnumSource(value = TransportProtocol.class, names = {"UDP_IPV4", "UDP_IPV6"})
    void aGrantedClientIsReachedByTheNeighbourThatItsRequestCameFrom(TransportProtocol protocol) throws Exception {
        open(protocol, OPTIONS);
        leadAstray();
        PtpAddress client = ask();
        us().sendGeneral(client, message(FOLLOW_UP, 1), LENGTH);
        us().flush();
        admit(client);
        assertEquals(0, us().sendEvent(7, client, message(SYNC, 2), LENGTH));
        assertEquals(0, us().sendGeneral(client, message(FOLLOW_UP, 3), LENGTH));
        assertEquals(0, us().flush());
        until(() -> theirs.messages.size() == 2 && ours.stamps.containsKey(7L));

        assertEquals(List.of(2, 3), theirs.messages.stream().map(RecordingSink.Message::sequence).toList());
        long flightNs = theirs.messages.getFirst().rxClockNs() - ours.stampOf(7);
        assertTrue(flightNs >= 0 && flightNs < 1_000_000_000L, "flew " + flightNs + " ns");
        List<String> seen = seen();
        String addresses = THEIR_MAC + OUR_MAC;
        List<String> expected = protocol == TransportProtocol.UDP_IPV4
                ? List.of(addresses + "080045b80052", addresses + "080045280052")
                : List.of(addresses + "86dd6b800000", addresses + "86dd62800000");
        assertEquals(expected, seen.stream().map(frame -> frame.substring(0, 36)).toList());

        us().dismiss(client);
        us().sendEvent(8, client, message(SYNC, 4), LENGTH);
        us().flush();
        until(() -> ours.lost.contains(8L));
        assertEquals(2, theirs.messages.size(), "without a grant there is no way past the routing table");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void manyStampsOfBothWaysFindTheirTokens(boolean explicitIds) throws Exception {
        open(TransportProtocol.UDP_IPV4, new SocketOptions(1, 33, 46, 10, 0xE, 100_000_000L, explicitIds));
        PtpAddress client = ask();
        admit(client);
        PtpAddress nobody = client.copy().arrivedAt(0, 0);
        int count = 5_000;
        for (int i = 0; i < count; i++) {
            // every third by the UDP socket, which chooses the address of ours by itself
            assertEquals(0, us().sendEvent(i, i % 3 == 0 ? nobody : client, message(SYNC, i), LENGTH));
            if (i % 50 == 49) {
                us().flush();
                poll();
            }
        }
        until(() -> ours.stamps.size() == count && theirs.messages.size() == count);
        for (RecordingSink.Message message : theirs.messages) {
            long flightNs = message.rxClockNs() - ours.stampOf(message.sequence());
            assertTrue(flightNs >= 0 && flightNs < 2_000_000, message.sequence() + " flew " + flightNs + " ns");
        }
        assertEquals(0, ours.lost.size());
    }

    @Test
    void framesFollowTheInterfacesAddresses() throws Exception {
        open(TransportProtocol.UDP_IPV4, OPTIONS);
        namespaces.ip("addr", "add", "10.77.0.101/24", "dev", Namespaces.INTERFACE);
        leadAstray();
        them().sendGeneral(new PtpAddress().setIpv4(0x0A4D_0065, 320), message(SIGNALING, 0), LENGTH);
        them().flush();
        until(() -> ours.messages.size() == 1);
        PtpAddress client = ours.messages.getFirst().source();
        admit(client);
        assertReached(client, OUR_MAC, 2);

        int incarnation = us().incarnation();
        mac(namespaces.ours, "020000000009");
        until(() -> us().incarnation() > incarnation && us().link() == Link.UP);
        ask();
        namespaces.enter(namespaces.ours);
        us().admit(client, false);
        assertReached(client, "020000000009", 3);

        // nothing may leave from an address that is ours no longer: the message goes to the socket, which refuses it
        namespaces.ip("addr", "del", "10.77.0.101/24", "dev", Namespaces.INTERFACE);
        until(() -> {
            us().sendGeneral(client, message(FOLLOW_UP, 4), LENGTH);
            int result = us().flush();
            poll();
            return result < 0;
        });
    }

    @Test
    void afterTheLinkWasDownARequestMustComeFirst() throws Exception {
        open(TransportProtocol.UDP_IPV4, OPTIONS);
        PtpAddress client = ask();
        admit(client);
        namespaces.ip("link", "set", Namespaces.INTERFACE, "down");
        until(() -> us().link() == Link.DOWN);
        namespaces.ip("link", "set", Namespaces.INTERFACE, "up");
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        leadAstray();
        theirs.clear();
        us().sendEvent(9, client, message(SYNC, 1), LENGTH);
        us().flush();
        until(() -> ours.lost.contains(9L));
        assertEquals(0, theirs.messages.size());
        us().admit(ask(), false);
        assertReached(client, OUR_MAC, 2);
    }

    @Test
    void aMessageThatIsTooLongForAFrameLeavesByTheSocket() throws Exception {
        open(TransportProtocol.UDP_IPV4, OPTIONS);
        PtpAddress client = ask();
        admit(client);
        namespaces.ip("link", "set", Namespaces.INTERFACE, "mtu", "1400");
        // whatever way, it does not fit: the socket says so
        int[] result = {0};
        until(() -> {
            us().sendGeneral(client, arena.allocate(1_390), 1_390);
            result[0] = us().flush();
            poll();
            return result[0] < 0;
        });
        assertEquals(-Errno.EMSGSIZE, result[0]);
        assertReached(client, OUR_MAC, 3);
    }

    @Test
    void onTheLoopbackInterfaceNothingChanges() throws Exception {
        namespaces.enter(namespaces.ours);
        transports.add(
                LinuxPtpTransport.open(spec("lo", TransportProtocol.UDP_IPV4, true), -1, System::nanoTime, OPTIONS));
        transports.add(
                LinuxPtpTransport.open(spec("lo", TransportProtocol.UDP_IPV4, false), -1, System::nanoTime, OPTIONS));
        us().sendEvent(1, us().primaryGroup(), message(SYNC, 1), LENGTH);
        us().flush();
        for (long start = System.nanoTime(); theirs.messages.isEmpty() || !ours.stamps.containsKey(1L);) {
            assertTrue(System.nanoTime() - start < GIVE_UP_NS);
            us().poll(ours, 64);
            them().poll(theirs, 64);
        }
        assertFalse(theirs.messages.isEmpty());
    }

    private void assertReached(PtpAddress client, String fromMac, int sequence) {
        theirs.clear();
        seen();
        us().sendGeneral(client, message(FOLLOW_UP, sequence), LENGTH);
        assertEquals(0, us().flush());
        until(() -> theirs.messages.size() == 1);
        assertEquals(sequence, theirs.messages.getFirst().sequence());
        assertEquals(List.of(THEIR_MAC + fromMac), seen().stream().map(frame -> frame.substring(0, 24)).toList());
    }

    /** A request of the client; answers who it is, as it came. */
    private PtpAddress ask() {
        ours.clear();
        PtpAddress to = them().spec().protocol() == TransportProtocol.UDP_IPV4
                ? new PtpAddress().setIpv4(0x0A4D_0001, 320)
                : new PtpAddress().set(0xFD77_0000_0000_0000L, 1, 320);
        them().sendGeneral(to, message(SIGNALING, 0), LENGTH);
        them().flush();
        until(() -> ours.messages.size() == 1);
        PtpAddress client = ours.messages.getFirst().source();
        namespaces.enter(namespaces.ours);
        return client;
    }

    private void admit(PtpAddress client) {
        namespaces.enter(namespaces.ours);
        us().admit(client, true);
    }

    /** The UDP sockets, which are bound to the interface, would otherwise find the client all the same. */
    private void leadAstray() throws Exception {
        if (us().spec().protocol() == TransportProtocol.UDP_IPV4) {
            namespaces.ip("route", "add", "10.77.0.2/32", "via", "10.77.0.99", "dev", Namespaces.INTERFACE);
        } else {
            namespaces.ip("-6", "route", "add", "fd77::2/128", "via", "fd77::99", "dev", Namespaces.INTERFACE);
        }
    }

    private void open(TransportProtocol protocol, SocketOptions options) throws Exception {
        namespaces.enter(namespaces.ours);
        transports
                .add(LinuxPtpTransport.open(spec(Namespaces.INTERFACE, protocol, true), -1, System::nanoTime, options));
        namespaces.enter(namespaces.theirs);
        transports.add(
                LinuxPtpTransport.open(spec(Namespaces.INTERFACE, protocol, false), -1, System::nanoTime, options));
        int kind = protocol == TransportProtocol.UDP_IPV4 ? Sockets.ETH_P_IP : Sockets.ETH_P_IPV6;
        try (InterfaceProbe at = new InterfaceProbe(Namespaces.INTERFACE)) {
            at.look();
            tap = new SocketSetup(Sockets.socket(Sockets.AF_PACKET, Sockets.SOCK_RAW, 0)).buffers()
                    .bind(temporary -> EthernetWire.linkName(temporary, kind, at.index())).result();
        }
        until(() -> us().link() == Link.UP && them().link() == Link.UP);
        // The kernel begins to stamp received messages a moment after the first socket asks for it.
        int[] warmUp = {0};
        until(() -> {
            us().sendEvent(1_000_000 + warmUp[0]++, us().primaryGroup(), message(SYNC, 0), LENGTH);
            us().flush();
            return theirs.messages.stream().anyMatch(message -> message.rxClockNs() > 0);
        });
        until(() -> ours.stamps.size() == warmUp[0] && theirs.messages.size() == warmUp[0]);
        ours.clear();
        theirs.clear();
        seen();
    }

    /** Frames with UDP to the client alone that came since this was asked last, in hexadecimal digits. */
    private List<String> seen() {
        List<String> seen = new ArrayList<>();
        int count = frames.receive(tap, ReceiveBatch.SLOTS, 0);
        while (count > 0) {
            for (int i = 0; i < count; i++) {
                String frame = HexFormat.of()
                        .formatHex(frames.message(i).asSlice(0, frames.length(i)).toArray(JAVA_BYTE));
                if (frame.startsWith(THEIR_MAC) && (frame.startsWith("11", 46) || frame.startsWith("11", 40))) {
                    seen.add(frame);
                }
            }
            count = frames.receive(tap, ReceiveBatch.SLOTS, 0);
        }
        return seen;
    }

    private static PortSpec spec(String name, TransportProtocol protocol, boolean packetPath) {
        return new PortSpec(name, protocol, Timestamping.SOFTWARE, PortSpec.Marking.NONE,
                new PortSpec.Manner(false, false, packetPath));
    }

    private static void mac(String namespace, String digits) throws Exception {
        Namespaces.run("ip", "-n", namespace, "link", "set", Namespaces.INTERFACE, "address",
                HexFormat.ofDelimiter(":").formatHex(HexFormat.of().parseHex(digits)));
    }

    private LinuxPtpTransport us() {
        return transports.getFirst();
    }

    private LinuxPtpTransport them() {
        return transports.getLast();
    }

    private void poll() {
        namespaces.enter(namespaces.theirs);
        them().poll(theirs, 256);
        namespaces.enter(namespaces.ours);
        us().poll(ours, 256);
    }

    private void until(BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            assertTrue(System.nanoTime() - start < GIVE_UP_NS, () -> "gave up; we " + us().link() + " " + ours.messages
                    + ours.lost + ours.stamps + ", they " + them().link() + " " + theirs.messages);
            poll();
            Thread.onSpinWait();
        }
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
}
