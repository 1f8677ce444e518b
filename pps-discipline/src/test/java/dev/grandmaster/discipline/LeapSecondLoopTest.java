package dev.grandmaster.discipline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import dev.grandmaster.time.TimeScale;
import dev.grandmaster.time.UtcStatus;
import org.junit.jupiter.api.Test;

/** A leap second, seen by those who read the published state. The one at the end of 2026 is invented. */
class LeapSecondLoopTest {

    private static final long JANUARY_2027 = 1_798_761_600L;
    private static final long LEAP_TAI = JANUARY_2027 + 38;
    private static final LeapSecondTable LIST = new LeapSecondTable("list",
            List.of(new Entry(1_483_228_800L, 37), new Entry(JANUARY_2027, 38)),
            (JANUARY_2027 + 178 * 86_400L) * 1_000_000_000L);

    private static Bench at(long secondsBeforeLeap, TimeScale scale) {
        Bench bench = new Bench(7, LEAP_TAI - secondsBeforeLeap, 300);
        bench.truth = LIST;
        bench.scale = scale;
        return bench;
    }

    private static void skySays(Bench bench, int offset, int change) {
        bench.say(new LeapEvidence(offset, Origin.GPS, change,
                change == 0 ? LeapSecondTable.NEVER : LEAP_TAI * Bench.NS, Origin.GPS, bench.nowMonoNs()));
    }

    private static UtcStatus utc(Bench bench) {
        return bench.now().announcedAt(bench.nowMonoNs()).utc();
    }

    private static long taiNow(Bench bench) {
        return bench.now().taiAt(bench.nowMonoNs());
    }

    @Test
    void flagTwelveHoursBeforeThenTheNewOffsetAndTaiGoesOnEvenly() {
        Bench bench = at(12 * 3600 + 300, TimeScale.UTC);
        bench.leapSeconds.set(Optional.of(LIST));
        skySays(bench, 37, 1);
        bench.run(100);
        assertEquals(ClockState.LOCKED, bench.clockState());
        int steps = bench.steps.size();
        double[] flaggedAt = {0};
        bench.run(12 * 3600 + 600, () -> {
            long trueTai = bench.trueTaiNs();
            assertTrue(Math.abs(trueTai - taiNow(bench)) < 1_000, "TAI is continuous");
            assertEquals(ClockState.LOCKED, bench.clockState());
            UtcStatus utc = utc(bench);
            assertTrue(utc.validAt(trueTai));
            boolean before = trueTai < LEAP_TAI * Bench.NS;
            assertEquals(before ? 37 : 38, utc.offsetAt(trueTai));
            if (utc.leap61At(trueTai) && flaggedAt[0] == 0) {
                flaggedAt[0] = LEAP_TAI - trueTai / 1e9;
            }
            assertFalse(utc.leap61At(trueTai) && !before);
            if (bench.timeS() > 12 * 3600 + 310) {
                skySays(bench, 38, 0);
            }
        });
        assertEquals(12 * 3600, flaggedAt[0], 2);
        assertEquals(steps, bench.steps.size());
    }

    @Test
    void theLeapSecondComesAlsoInHoldover() {
        Bench bench = at(900, TimeScale.GPS);
        bench.configure(bench.settings.get().with(new DisciplineSettings.HoldoverRules(20, 100_000, 10, 60)));
        bench.leapSeconds.set(Optional.of(LIST));
        skySays(bench, 37, 1);
        bench.run(300);
        bench.talking = false;
        bench.pulses = false;
        bench.run(599);
        assertEquals(ClockState.HOLDOVER, bench.clockState());
        assertTrue(utc(bench).leap61At(bench.trueTaiNs()));
        bench.run(3);
        assertFalse(utc(bench).leap61At(bench.trueTaiNs()));
        assertEquals(38, utc(bench).offsetAt(bench.trueTaiNs()));
        assertTrue(utc(bench).validAt(bench.trueTaiNs()));
    }

    @Test
    void receiverThatSpeaksUtcAloneIsReadByTheListAndValidAfterFifteenMinutes() {
        Bench bench = at(20 * 86_400, TimeScale.UTC);
        bench.leapSeconds.set(Optional.of(LIST));
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        assertEquals(0, bench.errorNs(), 50);
        assertFalse(utc(bench).validAt(bench.trueTaiNs()));
        assertEquals(37, utc(bench).offsetAt(bench.trueTaiNs()));
        bench.run(15 * 60);
        assertTrue(utc(bench).validAt(bench.trueTaiNs()));
    }

    /** Nothing wrong is said from twenty minutes before the leap second to twenty after it, whatever the receiver says of it. */
    private static void assertTruthfulAround(Bench bench, Runnable receiver) {
        bench.configure(bench.settings.get().with(new DisciplineSettings.HoldoverRules(20, 100_000, 10, 60)));
        bench.leapSeconds.set(Optional.of(LIST));
        bench.run(60);
        assertEquals(ClockState.LOCKED, bench.clockState());
        int steps = bench.steps.size();
        bench.run(2_400, () -> {
            receiver.run();
            long trueTai = bench.trueTaiNs();
            assertTrue(Math.abs(trueTai - taiNow(bench)) < 2_000, "TAI is continuous, " + bench.timeS());
            UtcStatus utc = utc(bench);
            if (utc.validAt(trueTai)) {
                assertEquals(trueTai < LEAP_TAI * Bench.NS ? 37 : 38, utc.offsetAt(trueTai));
            }
        });
        assertEquals(steps, bench.steps.size(), "no step");
        assertEquals(ClockState.LOCKED, bench.clockState(), "in the end");
        assertTrue(utc(bench).validAt(bench.trueTaiNs()), "in the end");
        assertEquals(38, utc(bench).offsetAt(bench.trueTaiNs()));
    }

    /** RMC and ZDA of many receivers have no second 60: they say 59 twice, or 0 twice, where it would be. */
    @Test
    void aReceiverThatSaysASecondTwiceIsReadAcrossTheLeapSecond() {
        for (Bench.Inserted inserted : Bench.Inserted.values()) {
            Bench bench = at(1_260, TimeScale.UTC);
            bench.inserted = inserted;
            assertTruthfulAround(bench, () -> assertEquals(ClockState.LOCKED, bench.clockState(), inserted.toString()));
        }
    }

    /** One that hears of it minutes late is a second ahead until then: the clock goes on by itself. */
    @Test
    void aReceiverThatIsLateWithTheLeapSecondIsNotFollowed() {
        Bench late = at(1_260, TimeScale.UTC);
        LeapSecondTable without = new LeapSecondTable("without", List.of(new Entry(1_483_228_800L, 37)),
                LeapSecondTable.NEVER);
        boolean[] coasted = {false};
        assertTruthfulAround(late, () -> {
            late.truth = late.trueTaiNs() < (LEAP_TAI + 300) * Bench.NS ? without : LIST;
            coasted[0] |= late.clockState() == ClockState.HOLDOVER;
        });
        assertTrue(coasted[0], "its labels were not believed");
    }

    @Test
    void withoutListAndLeapSecondsUtcNamesNothing() {
        Bench bench = at(20 * 86_400, TimeScale.UTC);
        bench.run(60);
        assertFalse(bench.now().served());
        assertTrue(bench.events.stream().anyMatch(event -> event.text().contains("its leap seconds are not known")));
    }

    /** A cold receiver reckons UTC by the leap seconds of its firmware until the sky has told it better, after 12.5 minutes. */
    @Test
    void aColdReceiverThatSpeaksUtcIsWaitedFor() {
        LeapSecondTable firmware = new LeapSecondTable("firmware", List.of(new Entry(0, 36)), LeapSecondTable.NEVER);
        Bench bench = at(20 * 86_400, TimeScale.UTC);
        bench.witness = false;
        bench.truth = firmware;
        bench.leapSeconds.set(Optional.of(LIST));
        bench.silence(Doubt.NO_FIX);
        bench.run(30);
        bench.verdict = Verdict.TRUSTED;
        bench.run(750, () -> assertFalse(bench.now().served()));
        bench.truth = LIST;
        bench.run(240, () -> assertTrue(!bench.now().served() || Math.abs(bench.errorNs()) < 10_000));
        assertEquals(ClockState.LOCKED, bench.clockState());
    }

    @Test
    void aFirmwareDefaultNamesNoUtcButGpsDoes() {
        Bench bench = at(20 * 86_400, TimeScale.UTC);
        bench.truth = new LeapSecondTable("firmware", List.of(new Entry(0, 36)), LeapSecondTable.NEVER);
        bench.leapSeconds.set(Optional.of(LIST));
        bench.say(new LeapEvidence(36, Origin.FIRMWARE_DEFAULT, 0, LeapSecondTable.NEVER, Origin.UNKNOWN,
                bench.nowMonoNs()));
        bench.run(60);
        assertFalse(bench.now().served());
        bench.scale = TimeScale.GPS;
        bench.run(60);
        assertEquals(0, bench.errorNs(), 50);
        assertEquals(ClockState.LOCKED, bench.clockState());
    }
}
