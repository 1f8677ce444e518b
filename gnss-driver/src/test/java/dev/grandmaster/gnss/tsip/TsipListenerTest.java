package dev.grandmaster.gnss.tsip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.receiver.ReceiverMachine;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Antenna;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class TsipListenerTest {

    private static final long S = 1_000_000_000L;
    private static final long SEED = Long.getLong("gm.seed", 8L);
    /** 2022-02-21 20:51:45 GPS, which is 20:51:27 UTC. */
    private static final long FIRST_GPS = 1_645_476_705L;

    private final List<TimeMessage> said = new ArrayList<>();
    private final ReceiverMachine machine = new ReceiverMachine(ReceiverLimits.since(FIRST_GPS - 86_400), said::add);
    private final TsipListener listener = new TsipListener(machine.account());
    private long nowNs = S;

    @Test
    void aRecordedRes720NamesItsSecondsAndShowsItsSky() {
        byte[] stream = Corpus.bytes(Corpus.root().resolve("gnss/gpsd/trimble-res720.log"));
        for (byte each : stream) {
            // Each A1-00 begins a second; the recording does not say when its bytes came.
            nowNs += 17 * S / stream.length;
            listener.accept(new byte[]{each}, 0, 1, nowNs);
        }
        List<SecondLabel> labels = all(SecondLabel.class);
        assertTrue(labels.size() >= 15, "seconds: " + labels.size());
        SecondLabel first = labels.getFirst();
        assertEquals(LabelSource.TSIP, first.source());
        assertEquals(TimeScale.GPS, first.scale());
        for (int i = 1; i < labels.size(); i++) {
            assertEquals(first.scaleSeconds() + i, labels.get(i).scaleSeconds());
        }
        assertTrue(first.scaleSeconds() >= FIRST_GPS && first.scaleSeconds() <= FIRST_GPS + 3);
        assertEquals(37, all(LeapEvidence.class).getFirst().taiMinusUtcSeconds());
        GnssStatus status = machine.status("x", nowNs);
        assertEquals(Fix.TIME_ONLY, status.fix());
        assertTrue(status.satellitesUsed() >= 10, "used: " + status.satellitesUsed());
        assertEquals(Antenna.OK, status.reception().antenna());
        assertEquals(Verdict.TRUSTED, status.verdict());
    }

    @Test
    void aThunderboltNamesTheSecondOnlyWhileItFixes() {
        hear(primary(161_505, 0));
        assertEquals(List.of(), all(SecondLabel.class), "no word of a fix yet");
        hear(supplemental(7, 0, 0));
        hear(primary(161_506, 0));
        assertEquals(FIRST_GPS + 1, all(SecondLabel.class).getFirst().scaleSeconds());
        assertEquals(37, all(LeapEvidence.class).getFirst().taiMinusUtcSeconds());
        hear(primary(161_507, 0x04));
        hear(primary(161_508, 0x10));
        assertEquals(1, all(SecondLabel.class).size(), "time not set, and time by hand");
        hear(supplemental(7, 0x0A, 8));
        hear(primary(161_509, 0));
        assertEquals(1, all(SecondLabel.class).size());
        assertEquals(new Verdict(Trust.COAST, java.util.Set.of(Doubt.NO_FIX, Doubt.ANTENNA_OPEN)),
                machine.status("x", nowNs).verdict());
    }

    /** Told without a day, it is taken for that of the next end of June: 2022-07-01 in UTC begins at TAI - 38 s then. */
    @Test
    void aPendingLeapSecondIsThatOfTheNextHalfYear() {
        hear(supplemental(7, 0, 0));
        hear(primary(161_505, 0));
        assertEquals(0, all(LeapEvidence.class).getLast().changeSeconds());
        hear(supplemental(7, 0x80, 0));
        hear(primary(161_506, 0));
        LeapEvidence announced = all(LeapEvidence.class).getLast();
        assertEquals(1, announced.changeSeconds());
        assertEquals((1_656_633_600L + 38) * S, announced.changeTaiNs());
        assertEquals(LeapEvidence.Origin.GPS, announced.changeOrigin());
    }

    @Test
    void theQuantisationErrorBelongsToTheSecondThatWasNamed() {
        hear(supplemental(7, 0, 0));
        hear(primary(161_505, 0));
        hear(ByteBuffer.wrap(supplemental(7, 0, 0)).putFloat(61, -12.5f).array());
        assertEquals(List.of(new PulseCorrection(-12.5, TimeScale.GPS, FIRST_GPS, false, nowNs)),
                all(PulseCorrection.class));
        hear(ByteBuffer.wrap(supplemental(7, 0, 0)).putFloat(61, 12.5f).array());
        assertEquals(1, all(PulseCorrection.class).size(), "once for each second");
        nowNs += S;
        hear(primary(161_506, 0));
        hear(ByteBuffer.wrap(supplemental(7, 0, 0)).putFloat(61, Float.NaN).array());
        hear(ByteBuffer.wrap(supplemental(7, 0, 0)).putFloat(61, 1e9f).array());
        assertEquals(1, all(PulseCorrection.class).size(), "nonsense is none");
    }

    /** Nothing throws, nothing grows, and a whole packet behind garbage and one packet is heard. */
    @Test
    void garbageHidesOnePacketAtMost() {
        Random random = new Random(SEED);
        for (int round = 0; round < 2_000; round++) {
            byte[] garbage = new byte[random.nextInt(700)];
            random.nextBytes(garbage);
            for (int i = 0; i < garbage.length; i++) {
                garbage[i] = random.nextInt(4) == 0 ? 0x10 : garbage[i];
            }
            listener.accept(garbage, 0, garbage.length, nowNs);
            hear(supplemental(7, 0, 0));
            hear(supplemental(7, 0, 0));
            said.clear();
            nowNs += S;
            hear(primary(200_000 + round, 0));
            assertTrue(said.stream().anyMatch(LeapEvidence.class::isInstance), "round " + round + ", seed " + SEED);
        }
    }

    private static byte[] primary(int towS, int flags) {
        return ByteBuffer.allocate(18).put((byte) 0x8F).put((byte) 0xAB).putInt(towS).putShort((short) 2_198)
                .putShort((short) 18).put((byte) flags).array();
    }

    private static byte[] supplemental(int mode, int minorAlarms, int status) {
        return ByteBuffer.allocate(69).put((byte) 0x8F).put((byte) 0xAC).put((byte) mode)
                .putShort(11, (short) minorAlarms)
                .put(13, (byte) status).array();
    }

    private void hear(byte[] packet) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.write(0x10);
        for (byte each : packet) {
            framed.write(each);
            if (each == 0x10) {
                framed.write(0x10);
            }
        }
        framed.write(0x10);
        framed.write(0x03);
        listener.accept(framed.toByteArray(), 0, framed.size(), nowNs);
    }

    private <M extends TimeMessage> List<M> all(Class<M> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
