package dev.grandmaster.gnss.receiver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.gnss.ExpectedCounts;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class RecordedReceiverTest {

    /** Labels in GPS time run ahead of the stream's UTC, those of the next pulse by one more. */
    private static final long AHEAD_S = 19;

    @Test
    void everyLabelLiesWithinTheRecording() {
        int labelled = 0;
        for (Map.Entry<String, ExpectedCounts> file : ExpectedCounts.all().entrySet()) {
            String earliest = file.getValue().times().get("min_time");
            String latest = file.getValue().times().get("max_time");
            if (earliest == null || latest == null) {
                continue;
            }
            long from = seconds(earliest);
            Replay replay = replay(file.getKey(), from);
            for (SecondLabel label : replay.all(SecondLabel.class)) {
                labelled++;
                assertTrue(label.scaleSeconds() >= from && label.scaleSeconds() <= seconds(latest) + AHEAD_S,
                        file.getKey() + " " + label);
            }
        }
        assertTrue(labelled > 4_500, "labels: " + labelled);
    }

    @Test
    void theAnnouncedPulseIsTheOneAfterTheSolution() {
        Replay replay = replay("gnss/gpsd/u-blox-m8t-time.log", seconds("2021-02-01 00:00:00"));
        long pulse = 0;
        int announced = 0;
        for (SecondLabel label : replay.all(SecondLabel.class)) {
            switch (label.source()) {
                case UBX_TIM_TP -> {
                    announced++;
                    pulse = label.scaleSeconds();
                    assertEquals(NamedPulse.FOLLOWING, label.pulse());
                }
                case UBX_NAV_TIMEUTC -> assertEquals(pulse, pulse == 0 ? 0 : label.scaleSeconds() + 1);
                case UBX_NAV_TIMEGPS -> assertEquals(pulse, pulse == 0 ? 0 : label.scaleSeconds() - 18 + 1);
                default -> throw new AssertionError(label);
            }
        }
        assertEquals(151, announced);
        List<PulseCorrection> corrections = replay.all(PulseCorrection.class);
        assertEquals(151, corrections.size());
        assertEquals(TimeScale.UTC, corrections.getFirst().scale());
        assertTrue(corrections.stream().allMatch(c -> Math.abs(c.qErrNs()) < 11), corrections.toString());
    }

    @Test
    void onlyOneOfTwoReceiversHasItsLeapSecondsFromTheSky() {
        List<LeapEvidence> timing = replay("gnss/gpsd/u-blox-m8t-time.log", seconds("2021-02-01 00:00:00"))
                .all(LeapEvidence.class);
        assertTrue(timing.stream().allMatch(leap -> leap.taiMinusUtcSeconds() == 37));
        assertEquals(Origin.GLONASS_DIFFERENCE, timing.getFirst().origin());
        assertEquals(Origin.UNKNOWN, timing.getLast().origin());
        List<LeapEvidence> rover = replay("gnss/gpsd/ublox-zed-f9p-hp.log", seconds("2019-04-01 00:00:00"))
                .all(LeapEvidence.class);
        assertEquals(29, rover.size());
        assertTrue(rover.stream().allMatch(leap -> leap.taiMinusUtcSeconds() == 37 && leap.origin() == Origin.GPS));
    }

    @Test
    void aLostFixEndsLabelsAndTrust() {
        Replay replay = replay("gnss/gpsd/meinberg-gps164.log", seconds("2023-12-01 00:00:00"));
        assertEquals(23 + 47, replay.all(SecondLabel.class).size());
        List<SourceVerdict> verdicts = replay.all(SourceVerdict.class);
        long coasting = verdicts.stream().filter(v -> v.verdict().doubts().contains(Doubt.NO_FIX)).count();
        assertTrue(coasting >= 20, "coasting " + coasting);
        assertEquals(Trust.TRUST, verdicts.getLast().verdict().trust());
    }

    /** ZDA says when, GNS says that there is a fix, and nobody sends RMC. */
    @Test
    void aTimingUnitWithoutRmcIsUnderstood() {
        Replay replay = replay("gnss/gpsd/ericsson-gru04-02-70sec.log", seconds("2026-01-01 00:00:00"));
        assertEquals(70, replay.all(SecondLabel.class).size());
        assertEquals(Trust.TRUST, replay.all(SourceVerdict.class).getLast().verdict().trust());
    }

    @Test
    void defaultDatesBeforeTheFirstFixAreNotNamed() {
        assertEquals(List.of(),
                replay("gnss/gpsd/tn200-all.log", seconds("2005-01-01 00:00:00")).all(SecondLabel.class));
        List<SecondLabel> labels = replay("gnss/gpsd/geos-1m.log", 0).all(SecondLabel.class);
        assertEquals(seconds("2010-07-09 07:37:01"), labels.getFirst().scaleSeconds());
        assertEquals(LabelSource.NMEA_RMC, labels.getFirst().source());
    }

    private static Replay replay(String name, long notBeforeSeconds) {
        return new Replay(Corpus.bytes(Corpus.root().resolve(name)), notBeforeSeconds);
    }

    private static long seconds(String dateAndTime) {
        return LocalDateTime.parse(dateAndTime.replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC);
    }
}
