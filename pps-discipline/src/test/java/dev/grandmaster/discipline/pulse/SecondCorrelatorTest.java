package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.grandmaster.board.Edge;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Named;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Naming;
import dev.grandmaster.discipline.pulse.SecondCorrelator.Unnamed;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

class SecondCorrelatorTest {

    private static final long NS = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    /** 2026-11-22 00:00:00 TAI. */
    private static final long TAI = 1_795_305_600L;
    private static final long EARLIEST = 1_793_491_200L;
    private static final int GPS = 19;

    private final LeapOracle oracle = new LeapOracle();
    private final SecondCorrelator correlator = new SecondCorrelator(oracle, EARLIEST);
    private final double clockPpb = 5_000;

    /** The clock began at 1970 and runs a little fast; the monotonic clock began at 0 with the true second TAI. */
    private Edge edge(long second, long lateNs) {
        long monoNs = second * NS + lateNs;
        return new Edge(monoNs + Math.round(monoNs * clockPpb * 1e-9), 0, monoNs);
    }

    private void pulse(long second) {
        correlator.onEdge(edge(second, 0));
    }

    private void says(long second, long delayNs, LabelSource source, NamedPulse which) {
        correlator.onLabel(new SecondLabel(TimeScale.GPS, TAI + second - GPS, false, which, source, 5,
                second * NS + delayNs));
    }

    private void says(long second, long delayNs) {
        says(second, delayNs, LabelSource.UBX_NAV_TIMEGPS, NamedPulse.PRECEDING);
    }

    private Naming at(double second) {
        return correlator.poll(Math.round(second * NS), true);
    }

    private void assertNamed(Naming naming) {
        Named named = assertInstanceOf(Named.class, naming);
        assertEquals(TAI + named.edge().monoNs() / NS, named.taiSeconds());
    }

    private void assertUnnamed(String part, Naming naming) {
        Unnamed unnamed = assertInstanceOf(Unnamed.class, naming);
        assertTrue(unnamed.why().contains(part), unnamed.why());
    }

    @Test
    void twoAgreeingMessagesNameTheSecond() {
        pulse(0);
        says(0, 100 * MS);
        assertUnnamed("too few", at(0.5));
        pulse(1);
        says(1, 120 * MS);
        Naming naming = at(1.5);
        assertNamed(naming);
        assertEquals(clockPpb, ((Named) naming).frequencyErrorPpb(), 1);
    }

    @Test
    void aMessageMayComeLateAndAnEdgeBeHandedOverAfterIt() {
        says(0, 50 * MS);
        pulse(0);
        says(1, 950 * MS);
        pulse(1);
        pulse(2);
        assertNamed(at(2.3));
    }

    @Test
    void aMessageThatAnnouncesThePulseCountsForTheNextOne() {
        pulse(-1);
        says(0, -900 * MS, LabelSource.UBX_TIM_TP, NamedPulse.FOLLOWING);
        pulse(0);
        says(1, -100 * MS, LabelSource.UBX_TIM_TP, NamedPulse.FOLLOWING);
        pulse(1);
        pulse(2);
        assertNamed(at(2.3));
    }

    @Test
    void aMissingPulseLeavesAGapInTheNumbersOnly() {
        pulse(0);
        says(0, 100 * MS);
        says(1, 100 * MS);
        assertUnnamed("too late", at(1.5));
        pulse(2);
        says(2, 100 * MS);
        assertNamed(at(2.5));
    }

    @Test
    void aDoubledPulseIsLeftOut() {
        pulse(0);
        correlator.onEdge(edge(0, 2 * MS));
        says(0, 100 * MS);
        pulse(1);
        correlator.onEdge(edge(1, 400 * MS));
        says(1, 500 * MS);
        assertNamed(at(1.9));
    }

    @Test
    void twoPulsesInEachSecondAreRefused() {
        for (int second = 0; second < 6; second++) {
            pulse(second);
            correlator.onEdge(edge(second, 200 * MS));
            says(second, 300 * MS);
        }
        assertUnnamed("two pulses", at(5.9));
    }

    @Test
    void aTrainThatMovesIsBegunAnew() {
        pulse(0);
        says(0, 500 * MS);
        for (int second = 1; second < 8; second++) {
            correlator.onEdge(edge(second, 250 * MS));
            says(second, 500 * MS);
        }
        Named named = assertInstanceOf(Named.class, at(7.9));
        assertEquals(TAI + named.edge().monoNs() / NS, named.taiSeconds());
    }

    @Test
    void afterAContradictionFiveInARowAreWanted() {
        pulse(0);
        says(1, 100 * MS - NS, LabelSource.NMEA_RMC, NamedPulse.PRECEDING);
        for (int second = 1; second <= 5; second++) {
            pulse(second);
            says(second, 100 * MS);
            if (second < 5) {
                assertUnnamed("disagree", at(second + 0.6));
            }
        }
        assertNamed(at(5.6));
    }

    @Test
    void messagesOfTwoMindsAreRefused() {
        for (int second = 0; second < 20; second++) {
            pulse(second);
            says(second, 100 * MS);
            // This one comes 1.2 s after its pulse, as behind a slow line.
            says(second - 1, NS + 200 * MS, LabelSource.NMEA_ZDA, NamedPulse.PRECEDING);
            assertInstanceOf(Unnamed.class, at(second + 0.6));
        }
        assertUnnamed("disagree", at(19.9));
    }

    @Test
    void defaultDatesAndRolledOverWeeksAreNoDates() {
        for (int second = 0; second < 4; second++) {
            pulse(second);
            correlator.onLabel(new SecondLabel(TimeScale.GPS, 315_964_800L + second, false, NamedPulse.PRECEDING,
                    LabelSource.NMEA_RMC, Double.NaN, second * NS + 100 * MS));
        }
        assertUnnamed("date", at(3.5));
        for (int second = 4; second < 8; second++) {
            pulse(second);
            correlator.onLabel(new SecondLabel(TimeScale.GPS, TAI - 1024L * 7 * 86_400 + second, false,
                    NamedPulse.PRECEDING, LabelSource.NMEA_RMC, Double.NaN, second * NS + 100 * MS));
        }
        assertUnnamed("date", at(7.5));
    }

    @Test
    void saysWhatIsMissing() {
        assertUnnamed("no pulses", at(0));
        pulse(0);
        assertUnnamed("no time messages", at(0.5));
        assertUnnamed("not to be trusted", correlator.poll(NS, false));
        pulse(1);
        correlator.onLabel(new SecondLabel(TimeScale.UTC, TAI - 37 + 1, false, NamedPulse.PRECEDING,
                LabelSource.NMEA_ZDA, Double.NaN, NS + 100 * MS));
        assertUnnamed("leap seconds", at(1.5));
    }

    @Test
    void utcIsReadByTheReceiversOwnLeapSecondsIfTheyCameFromTheSky() {
        oracle.onEvidence(new LeapEvidence(37, LeapEvidence.Origin.FIRMWARE_DEFAULT, 0, LeapSecondTable.NEVER,
                LeapEvidence.Origin.UNKNOWN, 0));
        pulse(0);
        utcSays(0);
        assertUnnamed("leap seconds", at(0.5));
        oracle.onEvidence(new LeapEvidence(37, LeapEvidence.Origin.GPS, 0, LeapSecondTable.NEVER,
                LeapEvidence.Origin.UNKNOWN, 0));
        pulse(1);
        utcSays(1);
        pulse(2);
        utcSays(2);
        assertNamed(at(2.5));
    }

    private void utcSays(long second) {
        correlator.onLabel(new SecondLabel(TimeScale.UTC, TAI - 37 + second, false, NamedPulse.PRECEDING,
                LabelSource.NMEA_ZDA, Double.NaN, second * NS + 100 * MS));
    }
}
