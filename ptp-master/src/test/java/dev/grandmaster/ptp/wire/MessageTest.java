package dev.grandmaster.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

/** Written messages against octets set by hand from the tables, and the ways a wrap refuses. */
class MessageTest {
    private static final long CLOCK = 0x001D7FFFFE80024AL;

    private final byte[] octets = new byte[128];
    private final MemorySegment segment = MemorySegment.ofArray(octets);

    @Test
    void announceIsWrittenAsTable43SetsItOut() {
        Announce announce = new Announce().begin(segment, 0, 1);
        announce.sdoId(0x101);
        announce.domainNumber(24);
        announce.flags(Flags.LEAP61 | Flags.CURRENT_UTC_OFFSET_VALID | Flags.PTP_TIMESCALE | Flags.TIME_TRACEABLE);
        announce.correctionScaledNs(-65536);
        announce.sourcePortIdentity(CLOCK, 3);
        announce.sequenceId(0xFFFE);
        announce.logMessageInterval(-2);
        announce.currentUtcOffset(37);
        announce.grandmasterPriorities(127, 129);
        announce.clockQuality(6, 0x21, 0x4E5D);
        announce.grandmasterIdentity(CLOCK);
        announce.stepsRemoved(0);
        announce.timeSource(0x20);
        assertEquals("1b12004018" + "01" + "001d" + "ffffffffffff0000" + "00000000" + "001d7ffffe80024a0003" + "fffe"
                + "05"
                + "fe" + "00000000000000000000" + "0025" + "00" + "7f" + "06214e5d" + "81" + "001d7ffffe80024a" + "0000"
                + "20", HexFormat.of().formatHex(octets, 0, 64));
        Announce read = new Announce();
        assertEquals(WireStatus.OK, read.wrap(segment, 0, 64));
        assertEquals(0x101, read.sdoId());
        assertEquals(-65536, read.correctionScaledNs());
        assertEquals(-2, read.logMessageInterval());
        assertEquals(37, read.currentUtcOffset());
        assertEquals(0x4E5D, read.offsetScaledLogVariance());
        assertEquals(129, read.grandmasterPriority2());
        assertTrue(read.hasFlag(Flags.LEAP61));
        assertFalse(read.hasFlag(Flags.LEAP59));
    }

    @Test
    void delayRespCarriesReceiveTimestampAndRequester() {
        DelayResp response = new DelayResp().begin(segment, 7, 0);
        response.taiNs(1_700_000_037_123_456_789L);
        response.requestingPortIdentity(CLOCK, 0xFFFF);
        assertEquals("0902003600", HexFormat.of().formatHex(octets, 7, 12));
        assertEquals("00006553f125075bcd15" + "001d7ffffe80024affff", HexFormat.of().formatHex(octets, 7 + 34, 7 + 54));
        DelayResp read = new DelayResp();
        assertEquals(WireStatus.OK, read.wrap(segment, 7, 54));
        assertEquals(1_700_000_037_123_456_789L, read.taiNs());
        assertEquals(CLOCK, read.requestingClockIdentity());
        assertEquals(0xFFFF, read.requestingPortNumber());
    }

    @Test
    void instantsThatAreNoneAreSaidSo() {
        Timestamp.write(segment, 0, 4_294_967_296_999_999_999L);
        assertEquals(4_294_967_296_999_999_999L, Timestamp.read(segment, 0));
        BigEndian.put32(segment, 6, 1_000_000_000);
        assertEquals(Timestamp.NONE, Timestamp.read(segment, 0));
        BigEndian.put48(segment, 0, 0xFFFF_FFFF_FFFFL);
        BigEndian.put32(segment, 6, 0);
        assertEquals(Timestamp.NONE, Timestamp.read(segment, 0));
        assertThrows(IllegalArgumentException.class, () -> Timestamp.write(segment, 0, -1));
    }

    @Test
    void wrapSaysWhyItRefuses() {
        Sync sync = new Sync().begin(segment, 0, 1);
        Header header = new Header();
        assertEquals(WireStatus.OK, header.wrap(segment, 0, 60));
        assertEquals(MessageType.SYNC, header.messageType());
        assertEquals(WireStatus.TOO_SHORT, header.wrap(segment, 0, 33));
        assertEquals(WireStatus.TRUNCATED, header.wrap(segment, 0, 43));
        assertEquals(WireStatus.OTHER_TYPE, new FollowUp().wrap(segment, 0, 44));
        sync.messageLength(43);
        assertEquals(WireStatus.TOO_SHORT, header.wrap(segment, 0, 60));
        octets[0] = 0x4;
        assertEquals(WireStatus.RESERVED_TYPE, header.wrap(segment, 0, 60));
        octets[1] = 0x01;
        assertEquals(WireStatus.OTHER_VERSION, header.wrap(segment, 0, 60));
        assertEquals(WireStatus.OTHER_VERSION, header.wrap(segment, 0, 2));
        assertEquals(WireStatus.TOO_SHORT, header.wrap(segment, 0, 0));
    }

    @Test
    void signalingTargetsByNameOrByWildcard() {
        Signaling signaling = new Signaling().begin(segment, 0, 1);
        signaling.targetPortIdentity(CLOCK, Targeted.ALL_PORTS);
        assertTrue(signaling.targets(CLOCK, 1));
        assertFalse(signaling.targets(CLOCK + 1, 1));
        signaling.targetPortIdentity(Targeted.ALL_CLOCKS, Targeted.ALL_PORTS);
        assertTrue(signaling.targets(CLOCK + 1, 9));
        signaling.targetPortIdentity(CLOCK, 2);
        assertFalse(signaling.targets(CLOCK, 1));
    }
}
