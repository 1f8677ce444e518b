package dev.grandmaster.ptp.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.foreign.MemorySegment;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.UnaryOperator;

import dev.grandmaster.ptp.wire.DelayResp;
import dev.grandmaster.ptp.wire.NetSyncTlv;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Signaling;
import dev.grandmaster.ptp.wire.SlaveEventTlv;
import dev.grandmaster.ptp.wire.WireStatus;
import dev.grandmaster.state.PtpClients;
import org.junit.jupiter.api.Test;

/** What clients tell of themselves, octet by octet, and what is not believed. */
class ClientReportsTest {
    private static final long US = 0x0011_22FF_FE33_4455L;
    private static final long CLIENT = 0x00AA_BBFF_FECC_DDEEL;
    private static final long SECOND = 1_000_000_000L;
    private static final long T = 1_800_000_000L * SECOND;

    private final ClientReports reports = new ClientReports(US);

    private static Signaling signaling(UnaryOperator<OctetWriter> tlvs) {
        MemorySegment frame = MemorySegment.ofArray(new byte[600]);
        Signaling message = new Signaling().begin(frame, 0, 1);
        message.sourcePortIdentity(CLIENT, 0);
        message.messageLength((int) tlvs.apply(new OctetWriter(frame, 44)).position());
        return message;
    }

    private static OctetWriter syncTiming(OctetWriter out, long parent, long t1, long t2, long correctionNs) {
        return out.u16(SlaveEventTlv.RX_SYNC_TIMING).u16(44).u64(parent).u16(1).u16(7).timestamp(t1)
                .u64(correctionNs << 16).u32(0).timestamp(t2);
    }

    private static OctetWriter delayTiming(OctetWriter out, long parent, long t3, long t4) {
        return out.u16(SlaveEventTlv.DELAY_TIMING_NP).u16(40).u64(parent).u16(1).u16(7).timestamp(t3).u64(0)
                .timestamp(t4);
    }

    private long count(String name) {
        Map<String, Long> counts = new LinkedHashMap<>();
        reports.addTo(counts);
        return Objects.requireNonNull(counts.get(name));
    }

    @Test
    void makesTheOffsetOfBothDirections() {
        // the client is 300 ns ahead over a path of 1000 ns, and 50 ns of the way to it are corrected
        reports.onMessage(signaling(out -> syncTiming(out, US, T, T + 1350, 50)), SECOND);
        assertNull(reports.of(CLIENT, SECOND), "one direction says nothing of the offset");
        reports.onMessage(signaling(out -> delayTiming(out, US, T + 300, T + 1000)), 2 * SECOND);
        PtpClients.Report report = Objects.requireNonNull(reports.of(CLIENT, 5 * SECOND));
        assertEquals(300, report.offsetFromMasterNs());
        assertEquals(1000, report.meanDelayNs());
        assertEquals(3 * SECOND, report.ageNs());
    }

    @Test
    void directionsThatAreFarApartAreNotOneMeasurement() {
        reports.onMessage(signaling(out -> syncTiming(out, US, T, T + 1300, 0)), SECOND);
        reports.onMessage(signaling(out -> delayTiming(out, US, T, T + 700)), 60 * SECOND);
        assertNull(reports.of(CLIENT, 60 * SECOND));
    }

    @Test
    void anotherMastersClientsArePassedOver() {
        reports.onMessage(signaling(out -> delayTiming(syncTiming(out, US + 1, T, T + 1, 0), US + 1, T, T)), SECOND);
        assertNull(reports.of(CLIENT, SECOND));
        assertEquals(2, count("client_reports_ignored"));
    }

    @Test
    void takesTheAnswerOfANetSyncMonitor() {
        MemorySegment frame = MemorySegment.ofArray(new byte[200]);
        DelayResp message = new DelayResp().begin(frame, 0, 1);
        message.sourcePortIdentity(CLIENT, 1);
        OctetWriter out = new OctetWriter(frame, 54).u16(NetSyncTlv.RESPONSE).u16(74).u8(9).u8(0).u16(1).u16(4)
                .u32(0x0A00_0001);
        out.u64(US).u16(1).u8(0).u8(0).u16(0xFFFF).u32(0x7FFF_FFFF).u8(128).u32(0x06_21_4E5D).u8(128).u64(US);
        out.u16(1).u64(-17L << 16).u64(900L << 16).u32(0).timestamp(T);
        message.messageLength((int) out.position());
        reports.onMessage(message, SECOND);
        PtpClients.Report report = Objects.requireNonNull(reports.of(CLIENT, SECOND));
        assertEquals(-17, report.offsetFromMasterNs());
        assertEquals(900, report.meanDelayNs());
        assertEquals("PTPMON_RESP", report.by());
    }

    @Test
    void aFloodOfReportsIsCutOff() {
        for (int i = 0; i < 3000; i++) {
            reports.onMessage(signaling(out -> delayTiming(syncTiming(out, US, T, T, 0), US, T, T)), SECOND + i);
        }
        assertTrue(count("client_reports") <= 2000);
        assertTrue(count("client_reports_ignored") >= 4000);
        reports.onMessage(signaling(out -> delayTiming(syncTiming(out, US, T, T + 2, 0), US, T, T)), 3 * SECOND);
        assertEquals(1, Objects.requireNonNull(reports.of(CLIENT, 3 * SECOND)).offsetFromMasterNs());
    }

    @Test
    void anyOctetsAreSafeToTakeIn() {
        Random random = new Random(20_261_122);
        int[] types = {SlaveEventTlv.RX_SYNC_COMPUTED, SlaveEventTlv.RX_SYNC_TIMING, SlaveEventTlv.DELAY_TIMING_NP,
                NetSyncTlv.RESPONSE, NetSyncTlv.REQUEST, 0x8009, 0x7FFF};
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[44 + random.nextInt(300)];
            random.nextBytes(octets);
            MemorySegment frame = MemorySegment.ofArray(octets);
            new Signaling().begin(frame, 0, 1).messageLength(octets.length);
            int at = 44;
            while (at + 4 <= octets.length) {
                int length = random.nextInt(5) == 0 ? random.nextInt(0x10000) : random.nextInt(60) * 2;
                new OctetWriter(frame, at).u16(types[random.nextInt(types.length)]).u16(length);
                if (random.nextBoolean() && at + 12 <= octets.length) {
                    new OctetWriter(frame, at + 4).u64(US);
                }
                at += 4 + length;
            }
            Signaling message = new Signaling();
            assertEquals(WireStatus.OK, message.wrap(frame, 0, octets.length));
            reports.onMessage(message, round * SECOND);
        }
        assertNotNull(reports);
    }
}
