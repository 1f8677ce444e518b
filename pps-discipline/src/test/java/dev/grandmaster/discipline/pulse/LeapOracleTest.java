package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.List;

import dev.grandmaster.discipline.pulse.LeapOracle.Circumstances;
import dev.grandmaster.discipline.pulse.LeapOracle.Judgement;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import dev.grandmaster.time.TimeScale;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

class LeapOracleTest {

    private static final long NS = 1_000_000_000L;
    private static final long JULY_2012 = utc("2012-07-01");
    private static final long JULY_2015 = utc("2015-07-01");
    private static final long JANUARY_2017 = utc("2017-01-01");
    /** As it was in the first half of 2015. */
    private static final LeapSecondTable LIST_2015 = new LeapSecondTable("2015",
            List.of(new Entry(JULY_2012, 35), new Entry(JULY_2015, 36)), (utc("2015-12-28") + 36) * NS);
    /** As it was in the second half of 2016. */
    private static final LeapSecondTable LIST_2016 = new LeapSecondTable("2016",
            List.of(new Entry(JULY_2012, 35), new Entry(JULY_2015, 36), new Entry(JANUARY_2017, 37)),
            (utc("2017-06-28") + 37) * NS);

    private final LeapOracle oracle = new LeapOracle();
    private long taiNs = (utc("2015-06-30") + 35) * NS;
    private long monoNs = 5 * NS;
    private boolean tracking = true;
    private boolean witness;
    private double fixS = 10_000;

    private static long utc(String date) {
        return LocalDate.parse(date).toEpochDay() * 86_400;
    }

    private void begin(long utcSeconds, int offset) {
        taiNs = (utcSeconds + offset) * NS;
    }

    private void pass(long seconds) {
        taiNs += seconds * NS;
        monoNs += seconds * NS;
    }

    private void sky(Origin origin, int offset) {
        oracle.onEvidence(new LeapEvidence(offset, origin, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, monoNs));
    }

    private void skyAnnounces(Origin origin, int offset, int change, long changeTaiNs) {
        oracle.onEvidence(new LeapEvidence(offset, origin, change, changeTaiNs, origin, monoNs));
    }

    private Judgement judge() {
        return oracle.judge(new Circumstances(taiNs, monoNs, tracking, fixS, witness));
    }

    private UtcStatus status() {
        return judge().status();
    }

    @Test
    void nothingKnownIsSaidToBeUnknown() {
        assertFalse(status().valid());
        assertEquals(37, status().offsetSeconds());
    }

    @Test
    void listAndSkyAgree() {
        oracle.onTable(LIST_2015);
        assertFalse(status().valid());
        sky(Origin.FIRMWARE_DEFAULT, 35);
        assertFalse(status().valid(), "a firmware default is no witness");
        sky(Origin.GPS, 35);
        assertTrue(status().validAt(taiNs));
        assertEquals(35, status().offsetSeconds());
    }

    @Test
    void conflictKeepsTheListAndIsNotValid() {
        oracle.onTable(LIST_2015);
        sky(Origin.GPS, 36);
        assertFalse(status().valid());
        assertEquals(35, status().offsetSeconds());
        assertTrue(judge().notice().contains("list is kept"));
        pass(60);
        sky(Origin.GPS, 35);
        assertTrue(status().valid());
    }

    @Test
    void leapSecondOf2015FromListAndReceiver() {
        oracle.onTable(LIST_2015);
        long leapTaiNs = (JULY_2015 + 36) * NS;
        skyAnnounces(Origin.GPS, 35, 1, leapTaiNs);
        begin(JULY_2015 - 13 * 3600, 35);
        assertFalse(status().leap61At(taiNs));
        pass(3600 + 1);
        assertTrue(status().leap61At(taiNs));
        assertEquals(35, status().offsetAt(taiNs));
        UtcStatus before = status();
        pass(12 * 3600 - 1);
        assertEquals(leapTaiNs - NS, taiNs, "the second 23:59:60");
        assertEquals(35, before.offsetAt(taiNs));
        assertEquals(35, status().offsetAt(taiNs));
        pass(1);
        for (UtcStatus each : List.of(before, status())) {
            assertEquals(36, each.offsetAt(taiNs));
            assertTrue(each.validAt(taiNs));
            assertFalse(each.leap61At(taiNs));
        }
        // The receiver is two seconds late with its own value, then right.
        pass(2);
        sky(Origin.GPS, 35);
        assertTrue(status().valid());
        pass(10);
        sky(Origin.GPS, 36);
        assertTrue(status().valid());
        assertEquals("", judge().notice());
    }

    @Test
    void misannouncementIsIgnoredAndSaid() {
        oracle.onTable(LIST_2016);
        begin(utc("2016-09-30") + 86_400 - 3600, 36);
        skyAnnounces(Origin.GPS, 36, 1, (utc("2016-10-01") + 37) * NS);
        UtcStatus status = status();
        assertTrue(status.valid());
        assertFalse(status.leap61At(taiNs));
        assertTrue(judge().notice().contains("ignored"), judge().notice());
        pass(3700);
        assertEquals(36, status().offsetAt(taiNs));
    }

    @Test
    void listOnlyLeapSecondIsObeyedAndSaid() {
        oracle.onTable(LIST_2016);
        begin(JANUARY_2017 - 3600, 36);
        sky(Origin.GPS, 36);
        assertTrue(status().leap61At(taiNs));
        assertTrue(judge().notice().contains("obeyed"), judge().notice());
    }

    @Test
    void expiredListNeedsTwoConstellationsFor25Minutes() {
        oracle.onTable(LIST_2015);
        begin(utc("2016-02-10"), 36);
        sky(Origin.GPS, 36);
        pass(3600);
        assertFalse(status().valid(), "one constellation is not enough");
        for (int minute = 0; minute < 25; minute++) {
            assertFalse(status().valid(), "minute " + minute);
            sky(Origin.GPS, 36);
            sky(Origin.GALILEO, 36);
            judge();
            pass(60);
        }
        assertTrue(status().valid());
        sky(Origin.GALILEO, 37);
        tracking = true;
        assertTrue(status().valid(), "kept until the end of the month");
        pass(20 * 86_400);
        assertFalse(status().valid());
    }

    @Test
    void expiredListTakesTheLeapSecondFromTwoConstellations() {
        oracle.onTable(LIST_2015);
        begin(JANUARY_2017 - 6 * 3600, 36);
        long leapTaiNs = (JANUARY_2017 + 37) * NS;
        for (int minute = 0; minute <= 26; minute++) {
            skyAnnounces(Origin.GPS, 36, 1, leapTaiNs);
            skyAnnounces(Origin.GALILEO, 36, 1, leapTaiNs);
            judge();
            pass(60);
        }
        assertTrue(status().leap61At(taiNs));
        assertEquals(37, status().offsetAt(leapTaiNs));
    }

    @Test
    void nmeaOnlyNeedsFifteenMinutesOfFixAndAWitness() {
        oracle.onTable(LIST_2015);
        fixS = 899;
        witness = true;
        assertFalse(status().valid());
        fixS = 900;
        witness = false;
        assertFalse(status().valid());
        witness = true;
        assertTrue(status().valid());
        begin(utc("2016-02-10"), 36);
        LeapOracle later = new LeapOracle();
        later.onTable(LIST_2015);
        assertFalse(later.judge(new Circumstances(taiNs, monoNs, true, 2000, true)).status().valid(),
                "an expired list is none");
    }

    @Test
    void inHoldoverValidityEndsAtTheFirstMonthEndThatNoListCovers() {
        oracle.onTable(LIST_2015);
        sky(Origin.GPS, 35);
        assertTrue(status().valid());
        tracking = false;
        fixS = 0;
        begin(utc("2015-12-20"), 36);
        assertTrue(status().validAt(taiNs));
        begin(utc("2015-12-31") + 86_399, 36);
        assertTrue(status().validAt(taiNs), "the list expired on the 28th, but no leap second was possible before");
        UtcStatus last = status();
        pass(1);
        assertFalse(last.validAt(taiNs));
        assertFalse(status().validAt(taiNs));
    }

    @Test
    void labelsBecomeTai() {
        oracle.onTable(LIST_2015);
        assertEquals(JULY_2015 + 19, oracle.toTaiSeconds(TimeScale.GPS, JULY_2015, false));
        assertEquals(JULY_2015 + 33, oracle.toTaiSeconds(TimeScale.BEIDOU, JULY_2015, false));
        assertEquals(JULY_2015 - 1 + 35, oracle.toTaiSeconds(TimeScale.UTC, JULY_2015 - 1, false));
        assertEquals(JULY_2015 + 35, oracle.toTaiSeconds(TimeScale.UTC, JULY_2015, true));
        assertEquals(JULY_2015 + 36, oracle.toTaiSeconds(TimeScale.UTC, JULY_2015, false));
        assertEquals(LeapOracle.UNKNOWN, oracle.toTaiSeconds(TimeScale.UTC, JANUARY_2017, false));
        skyAnnounces(Origin.GPS, 36, 1, (JANUARY_2017 + 37) * NS);
        assertEquals(JANUARY_2017 - 1 + 36, oracle.toTaiSeconds(TimeScale.UTC, JANUARY_2017 - 1, false));
        assertEquals(JANUARY_2017 + 36, oracle.toTaiSeconds(TimeScale.UTC, JANUARY_2017, true));
        assertEquals(JANUARY_2017 + 37, oracle.toTaiSeconds(TimeScale.UTC, JANUARY_2017, false));
    }
}
