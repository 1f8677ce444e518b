package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeSystem;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxMessage;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.TimeMessage;
import org.junit.jupiter.api.Test;

/** What sky and position tell beside the receiver's own flags, all of which say that nothing is wrong here. */
class SkyVerdictTest {

    private static final long S = 1_000_000_000L;
    private static final int STRONG = 45;
    private static final int GREENWICH = 514_779_000;

    private final List<TimeMessage> said = new ArrayList<>();
    private ReceiverMachine machine = new ReceiverMachine(
            ReceiverLimits.since(Calendar.seconds(2026, 1, 1, 0, 0, 0)), said::add);
    private FrameScanner scanner = new FrameScanner(machine, FrameScanner.LIVE_FRAME);
    private long nowNs;

    @Test
    void signalsThatFallTogetherAreNotTrusted() {
        seconds(120, STRONG, GREENWICH, 0);
        assertEquals(Verdict.TRUSTED, verdict());
        seconds(3, STRONG - 5, GREENWICH, 0);
        assertEquals(Verdict.TRUSTED, verdict());
        seconds(3, STRONG - 8, GREENWICH, 0);
        assertEquals(Verdict.of(Trust.COAST, Doubt.LOW_SIGNAL), verdict());
        assertEquals(List.of("weak signals: 8 dB less than usual"), machine.status("x", nowNs).reasons());
        seconds(1_800, STRONG - 8, GREENWICH, 0);
        assertEquals(Verdict.of(Trust.COAST, Doubt.LOW_SIGNAL), verdict(), "it does not get used to that");
        seconds(3, STRONG, GREENWICH, 0);
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void aPositionThatJumpsIsNotTrustedUntilItIsBack() {
        seconds(310, STRONG, GREENWICH, 0);
        seconds(2, STRONG, GREENWICH + 9_000, 0);
        assertEquals(Verdict.TRUSTED, verdict(), "two may be reflections");
        seconds(1, STRONG, GREENWICH + 9_000, 0);
        assertEquals(Verdict.of(Trust.COAST, Doubt.POSITION_MOVED), verdict());
        assertEquals(List.of("the position moved: by 100 m"), machine.status("x", nowNs).reasons());
        seconds(3_600, STRONG, GREENWICH + 9_000, 0);
        assertEquals(Verdict.of(Trust.COAST, Doubt.POSITION_MOVED), verdict(), "an hour makes no new home");
        seconds(1, STRONG, GREENWICH + 900, 0);
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void oneThatTravelsMayMove() {
        machine = new ReceiverMachine(ReceiverLimits.since(0).withMoving(true), said::add);
        scanner = new FrameScanner(machine, FrameScanner.LIVE_FRAME);
        seconds(310, STRONG, GREENWICH, 0);
        seconds(10, STRONG, GREENWICH + 9_000_000, 0);
        assertEquals(Verdict.TRUSTED, verdict());
    }

    /** A receiver that keeps to the place it was once told or surveyed is wrong by as much as the antenna has travelled. */
    @Test
    void oneThatTravelsMustNotSolveWithAFixedPlace() {
        seconds(10, STRONG, GREENWICH, 0, FixType.TIME_ONLY);
        assertEquals(Verdict.TRUSTED, verdict(), "it stands still");
        machine = new ReceiverMachine(ReceiverLimits.since(0).withMoving(true), said::add);
        scanner = new FrameScanner(machine, FrameScanner.LIVE_FRAME);
        seconds(10, STRONG, GREENWICH, 0, FixType.TIME_ONLY);
        assertEquals(Verdict.of(Trust.COAST, Doubt.POSITION_MOVED), verdict());
        assertEquals(List.of("the position moved, and the receiver solves with a fixed one"),
                machine.status("x", nowNs).reasons());
        seconds(10, STRONG, GREENWICH, 0);
        assertEquals(Verdict.TRUSTED, verdict());
    }

    @Test
    void constellationsThatDisagreeAreSaidAndThenNotFollowed() {
        seconds(2, STRONG, GREENWICH, 30);
        assertEquals(Verdict.TRUSTED, verdict());
        seconds(1, STRONG, GREENWICH, 400);
        assertEquals(Verdict.of(Trust.TRUST, Doubt.SOURCES_DISAGREE), verdict());
        seconds(1, STRONG, GREENWICH, 13_700);
        assertEquals(Verdict.of(Trust.COAST, Doubt.SOURCES_DISAGREE), verdict());
        assertEquals(List.of("sources disagree: GALILEO +13700 ns"), machine.status("x", nowNs).reasons());
        seconds(1, STRONG, GREENWICH, 1_000_000_000);
        assertEquals(Verdict.of(Trust.COAST, Doubt.SOURCES_DISAGREE), verdict(), "a second is no agreement");
    }

    @Test
    void aSecondConstellationGivesEvidenceOfLeapSecondsOnceAMinute() {
        seconds(130, STRONG, GREENWICH, 0);
        List<LeapEvidence> evidence = all(LeapEvidence.class);
        assertEquals(3, evidence.size());
        assertEquals(37, evidence.getFirst().taiMinusUtcSeconds());
        assertEquals(Origin.GALILEO, evidence.getFirst().origin());
    }

    @Test
    void recordedConstellationsAgree() {
        Replay replay = new Replay(Corpus.bytes(Corpus.root().resolve("gnss/pyubx2/pygpsdata-MIXED.log")),
                Calendar.seconds(2019, 1, 1, 0, 0, 0));
        assertEquals(List.of(), replay.machine.status("x", replay.endMonoNs()).reasons().stream()
                .filter(reason -> reason.startsWith(Doubt.SOURCES_DISAGREE.text())).toList());
        List<Origin> origins = replay.all(LeapEvidence.class).stream()
                .filter(evidence -> evidence.taiMinusUtcSeconds() == 37).map(LeapEvidence::origin).distinct().toList();
        assertEquals(true, origins.contains(Origin.GLONASS), origins.toString());
    }

    @Test
    void aCorrectionThatNoReceiverCanNeedIsToldAndNotPassedOn() {
        seconds(1, STRONG, GREENWICH, 0);
        hear(new TimTp(301_000, 0, 9_000, 2_400, TimTp.Base.GPS, true, true, true));
        assertEquals(1, all(PulseCorrection.class).size());
        hear(new TimTp(302_000, 0, -77_000, 2_400, TimTp.Base.GPS, true, true, true));
        assertEquals(1, all(PulseCorrection.class).size());
        assertEquals(Verdict.of(Trust.TRUST, Doubt.PULSE_IMPLAUSIBLE), verdict());
        assertEquals(List.of("the pulse is not where it can be: quantisation error of -77.0 ns"),
                machine.status("x", nowNs).reasons());
    }

    /** So many seconds of a receiver that is content with everything. */
    private void seconds(int count, int carrierToNoise, int latitude, long galileoOffNs) {
        seconds(count, carrierToNoise, latitude, galileoOffNs, FixType.THREE_D);
    }

    private void seconds(int count, int carrierToNoise, int latitude, long galileoOffNs, FixType kind) {
        for (int i = 0; i < count; i++) {
            nowNs += S;
            long towMs = 300_000 + nowNs / 1_000_000;
            hear(new NavPvt(towMs, 2026, 1, 4, 0, 5, 0, 0, 20, true, false, false, kind, true, 10, 0,
                    latitude, 0, 1_500));
            hear(new NavTimeGps(towMs, 0, 2_400, 18, true, true, true, 20));
            hear(new NavTimeSystem(Constellation.GALILEO, towMs, towMs / 1_000 + galileoOffNs / S,
                    (int) (galileoOffNs % S), 18, true, true, 20));
            hear(new NavSat(towMs, IntStream.rangeClosed(1, 10)
                    .mapToObj(n -> new NavSat.Satellite(0, n, carrierToNoise - n % 3, 40, 30 * n, 7, true)).toList()));
        }
    }

    private void hear(UbxMessage message) {
        byte[] frame = UbxWriter.write(message);
        scanner.accept(frame, 0, frame.length, nowNs);
    }

    private Verdict verdict() {
        return machine.status("x", nowNs).verdict();
    }

    private <M extends TimeMessage> List<M> all(Class<M> kind) {
        return said.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
