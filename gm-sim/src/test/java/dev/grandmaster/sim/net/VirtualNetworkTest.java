package dev.grandmaster.sim.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.sim.world.RandomStreams;
import dev.grandmaster.sim.world.VirtualClock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VirtualNetworkTest {

    private static final long START = 1_800_000_000_000_000_000L;
    private static final int ENETDOWN = 100;

    private final VirtualClock time = new VirtualClock(START);
    private final RecordingSink sink = new RecordingSink();

    @ParameterizedTest
    @EnumSource(TransportProtocol.class)
    void groupMessageReachesTheOthersAfterTheDelay(TransportProtocol protocol) {
        VirtualNetwork network = network(new WireSpec(1000, 0, 0, 0));
        VirtualPort sender = network.attach(spec(protocol), taiNs -> taiNs + 10);
        VirtualPort receiver = network.attach(spec(protocol), taiNs -> taiNs + 20);
        assertEquals(0, sender.sendEvent(5, sender.primaryGroup(), message(1), 44));
        assertEquals(0, sender.sendGeneral(sender.peerDelayGroup(), message(2), 54));
        time.advanceTo(receiver.nextEventMonoNs() - 1);
        assertEquals(0, receiver.poll(sink, 10));
        time.advanceTo(receiver.nextEventMonoNs());
        assertEquals(2, receiver.poll(sink, 10));
        assertEquals(1, sender.poll(sink, 10));
        assertEquals(List.of("message 1 of 44 to all at " + (START + 1020), "message 2 of 54 to all",
                "stamp 5 " + (START + 10)), sink.events());
        assertEquals(VirtualPort.NEVER, receiver.nextEventMonoNs());
    }

    @Test
    void unicastReachesItsAddresseeAlone() {
        VirtualNetwork network = network(WireSpec.SHORT_CABLE);
        VirtualPort sender = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort addressee = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort other = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort ethernet = network.attach(spec(TransportProtocol.IEEE_802_3), taiNs -> taiNs);
        sender.sendGeneral(addressee.address(), message(3), 64);
        time.advanceTo(time.nowNs() + 1000);
        assertEquals(0, other.poll(sink, 10) + ethernet.poll(sink, 10) + sender.poll(sink, 10));
        assertEquals(1, addressee.poll(sink, 10));
        assertEquals(List.of("message 3 of 64 to us"), sink.events());
    }

    @Test
    void laterChangesOfTheBufferDoNotReachTheWire() {
        VirtualNetwork network = network(WireSpec.SHORT_CABLE);
        VirtualPort sender = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort receiver = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        MemorySegment buffer = message(4);
        sender.sendGeneral(sender.primaryGroup(), buffer, 44);
        buffer.fill((byte) 9);
        time.advanceTo(time.nowNs() + 1000);
        receiver.poll(sink, 1);
        assertEquals(List.of("message 4 of 44 to all"), sink.events());
    }

    @Test
    void pulledCableSendsAndReceivesNothing() {
        VirtualNetwork network = network(WireSpec.SHORT_CABLE);
        VirtualPort sender = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort receiver = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        receiver.setLink(Link.DOWN);
        sender.sendGeneral(sender.primaryGroup(), message(1), 44);
        time.advanceTo(time.nowNs() + 1000);
        assertEquals(0, receiver.poll(sink, 10));
        assertEquals(-ENETDOWN, receiver.sendEvent(1, sender.address(), message(1), 44));
        receiver.setLink(Link.ABSENT);
        receiver.setLink(Link.UP);
        assertEquals(1, receiver.incarnation());
    }

    @Test
    void losesMessagesAndStampsAsOftenAsAsked() {
        VirtualNetwork network = network(new WireSpec(5, 1000, 0.2, 0.1));
        VirtualPort sender = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        VirtualPort receiver = network.attach(spec(TransportProtocol.UDP_IPV4), taiNs -> taiNs);
        for (int i = 0; i < 5000; i++) {
            sender.sendEvent(i, sender.primaryGroup(), message(1), 44);
        }
        time.advanceTo(time.nowNs() + 1_000_000);
        assertEquals(4000, receiver.poll(sink, 5000), 100, "seed 1");
        sender.poll(sink, 5000);
        long lost = sink.events().stream().filter(event -> event.startsWith("lost")).count();
        assertTrue(Math.abs(lost - 500) < 80, "lost stamps " + lost);
    }

    private VirtualNetwork network(WireSpec wire) {
        return new VirtualNetwork(wire, time, new RandomStreams(1));
    }

    private static PortSpec spec(TransportProtocol protocol) {
        return new PortSpec("sim0", protocol, Timestamping.HARDWARE);
    }

    private static MemorySegment message(int firstByte) {
        byte[] bytes = new byte[64];
        bytes[0] = (byte) firstByte;
        return MemorySegment.ofArray(bytes);
    }
}
