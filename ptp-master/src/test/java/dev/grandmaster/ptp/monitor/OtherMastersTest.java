package dev.grandmaster.ptp.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.List;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.monitor.OtherMasters.Heard;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.Sync;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpStatus;
import org.junit.jupiter.api.Test;

class OtherMastersTest {

    private static final long NS = 1_000_000_000L;
    private static final long TAI_NS = 1_795_305_637L * NS;
    private static final int GOOD = Flags.PTP_TIMESCALE | Flags.CURRENT_UTC_OFFSET_VALID | Flags.TIME_TRACEABLE;
    private static final long OURS = 0x10;
    private static final long OTHER = 0x20;

    private final OtherMasters others = new OtherMasters();

    OtherMastersTest() {
        others.ours(new ClockIdentity(OURS));
    }

    private void announce(long clock, long grandmaster, int flags, long monoNs) {
        Announce message = new Announce();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(clock, 1);
        message.domainNumber(7);
        message.flags(flags);
        message.currentUtcOffset(37);
        message.grandmasterIdentity(grandmaster);
        hear(message, monoNs);
    }

    private void sync(long clock, boolean twoStep, long taiNs, long monoNs) {
        Sync message = new Sync();
        message.begin(MemorySegment.ofArray(new byte[44]), 0, 1);
        message.sourcePortIdentity(clock, 1);
        message.domainNumber(7);
        message.flags(twoStep ? Flags.TWO_STEP : 0);
        message.originTaiNs(twoStep ? 0 : taiNs);
        hear(message, monoNs);
        if (twoStep) {
            FollowUp precise = new FollowUp();
            precise.begin(MemorySegment.ofArray(new byte[44]), 0, 1);
            precise.sourcePortIdentity(clock, 1);
            precise.domainNumber(7);
            precise.preciseOriginTaiNs(taiNs);
            hear(precise, monoNs);
        }
    }

    private void hear(Header message, long monoNs) {
        Header header = new Header();
        byte[] octets = message.octets();
        header.wrap(MemorySegment.ofArray(octets), 0, octets.length);
        others.onMessage(header, monoNs);
    }

    @Test
    void aTraceableMasterTellsUtcInOneStepAndInTwo() {
        sync(OTHER, false, TAI_NS, 0);
        assertEquals(List.of(), others.heard(0), "without an Announce nobody knows what it is worth");
        announce(OTHER, OTHER, GOOD, NS);
        assertEquals(List.of(), others.heard(NS));
        sync(OTHER, false, TAI_NS + NS, NS);
        assertEquals(List.of(new Heard(new ClockIdentity(OTHER), TAI_NS - 36 * NS, NS)), others.heard(NS));
        sync(OTHER, true, TAI_NS + 2 * NS, 2 * NS);
        assertEquals(List.of(new Heard(new ClockIdentity(OTHER), TAI_NS - 35 * NS, 2 * NS)), others.heard(2 * NS));
        assertEquals(List.of(), others.heard(50 * NS), "silent since");
    }

    @Test
    void whoIsNotSureOfItsTimeIsNotHeard() {
        for (int flag : new int[]{Flags.PTP_TIMESCALE, Flags.CURRENT_UTC_OFFSET_VALID, Flags.TIME_TRACEABLE}) {
            announce(OTHER, OTHER, GOOD & ~flag, 0);
            sync(OTHER, false, TAI_NS, 0);
            assertEquals(List.of(), others.heard(0));
        }
        announce(OTHER, OTHER, GOOD, 0);
        assertEquals(1, others.heard(0).size());
    }

    @Test
    void neitherWeNorWhoFollowsUsIsAWitness() {
        announce(OURS, OURS, GOOD, 0);
        sync(OURS, false, TAI_NS, 0);
        announce(OTHER, OURS, GOOD, 0);
        sync(OTHER, false, TAI_NS, 0);
        assertEquals(List.of(), others.heard(0));
        announce(OTHER, OTHER, GOOD, NS);
        sync(OTHER, false, TAI_NS, NS);
        assertEquals(1, others.heard(NS).size());
        announce(OTHER, OURS, GOOD, 2 * NS);
        assertEquals(List.of(), others.heard(2 * NS), "it has turned to us");
    }

    /** People see everybody but us and who follows us, witness or not. */
    @Test
    void whoAnnouncesIsTold() {
        PortSpec at = new PortSpec("eth0", TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE);
        assertEquals(List.of(), others.all(at, 0));
        Announce message = new Announce();
        message.begin(MemorySegment.ofArray(new byte[64]), 0, 1);
        message.sourcePortIdentity(OTHER, 3);
        message.domainNumber(7);
        message.grandmasterPriorities(100, 101);
        message.clockQuality(52, 0x23, 0x4E5D);
        message.grandmasterIdentity(0x30);
        message.stepsRemoved(1);
        hear(message, NS);
        announce(OURS, OURS, GOOD, NS);
        announce(0x40, OURS, GOOD, NS);
        assertEquals(List.of(new PtpStatus.OtherMaster(at, 7, new ClockIdentity(OTHER), 3,
                new PtpStatus.Grandmaster(new ClockIdentity(0x30), 100, 52, 0x23, 101, false), 1, 2 * NS)),
                others.all(at, 3 * NS));
        assertEquals(List.of(), others.all(at, 50 * NS), "silent since");
    }

    @Test
    void aCrowdGrowsNothing() {
        for (long clock = 100; clock < 1100; clock++) {
            announce(clock, clock, GOOD, 0);
            sync(clock, false, TAI_NS, 0);
        }
        assertEquals(OtherMasters.CAPACITY, others.heard(0).size());
        announce(OTHER, OTHER, GOOD, 100 * NS);
        sync(OTHER, false, TAI_NS, 100 * NS);
        List<Heard> heard = others.heard(100 * NS);
        assertTrue(heard.size() == 1 && heard.getFirst().grandmaster().value() == OTHER, heard.toString());
    }
}
