package dev.grandmaster.app.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.app.scenario.AnnounceListener.Heard;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import org.junit.jupiter.api.Test;

/** What a client hears around a leap second, from the wire. */
class LeapSecondSimTest {

    private static final long NS = 1_000_000_000L;
    private static final long NEW_YEAR_2027 = 1_798_761_600L;
    private static final long LEAP_TAI_S = NEW_YEAR_2027 + 38;
    private static final LeapSecondTable WITH_LEAP = new LeapSecondTable("test",
            List.of(new Entry(1_435_708_800L, 36), new Entry(1_483_228_800L, 37), new Entry(NEW_YEAR_2027, 38)),
            1_814_140_837L * NS);

    private final List<Heard> heard = new ArrayList<>();
    private final List<Second> seconds = new ArrayList<>();

    private void play(Scene scene, long forS) throws BoardException {
        ScenarioRun run = scene.run();
        AnnounceListener listener = new AnnounceListener(run.listen(Scene.PORT));
        run.play(forS, second -> {
            seconds.add(second);
            heard.addAll(listener.take());
        });
        assertFalse(heard.isEmpty());
        assertTrue(heard.stream().allMatch(Heard::ptpTimescale), "TAI from the first Announce on");
    }

    @Test
    void theFlagIsSetTwelveHoursBefore() throws BoardException {
        play(new Scene(31, OscillatorKind.OCXO).on(NEW_YEAR_2027 - 43_200 - 60, WITH_LEAP, Optional.of(WITH_LEAP)),
                120);
        for (Heard announce : heard) {
            long taiS = announce.originTaiNs() / NS;
            assertEquals(37, announce.utcOffset());
            assertFalse(announce.leap59());
            assertEquals(announce.utcValid() && taiS >= LEAP_TAI_S - 43_200, announce.leap61(),
                    "at " + (taiS - LEAP_TAI_S) + " s from the change");
        }
        assertTrue(heard.getLast().leap61());
        assertFalse(heard.getFirst().leap61());
    }

    @Test
    void theOffsetChangesOnTheRightTaiSecondAndTaiRunsOn() throws BoardException {
        play(new Scene(32, OscillatorKind.OCXO).on(NEW_YEAR_2027 - 60, WITH_LEAP, Optional.of(WITH_LEAP)), 180);
        List<Heard> valid = heard.stream().filter(Heard::utcValid).toList();
        for (Heard announce : valid) {
            boolean after = announce.originTaiNs() >= LEAP_TAI_S * NS;
            assertEquals(after ? 38 : 37, announce.utcOffset(), "at " + announce.originTaiNs());
            assertEquals(!after, announce.leap61());
        }
        assertTrue(valid.getFirst().leap61() && valid.getFirst().utcOffset() == 37);
        assertTrue(!valid.getLast().leap61() && valid.getLast().utcOffset() == 38);
        for (Second second : seconds.subList(30, seconds.size())) {
            assertEquals(0, second.trueErrorNs(), 100, "second " + second.elapsedS());
            assertEquals(6, second.announced().quality().clockClass(), "second " + second.elapsedS());
        }
    }

    @Test
    void anAnnouncementThatTheListDeniesIsIgnored() throws BoardException {
        play(new Scene(33, OscillatorKind.OCXO).on(NEW_YEAR_2027 - 60, Scene.AS_IT_IS, Optional.of(Scene.AS_IT_IS))
                .fault(FaultKind.LEAP_MISANNOUNCED, 0, 0, 1), 180);
        for (Heard announce : heard) {
            assertFalse(announce.leap61());
            assertFalse(announce.utcValid() && announce.utcOffset() != 37, "a wrong offset is never valid");
        }
        for (Second second : seconds.subList(30, seconds.size())) {
            assertEquals(0, second.trueErrorNs(), 100, "second " + second.elapsedS());
        }
    }

    @Test
    void withoutAListOneConstellationAloneIsNotBelieved() throws BoardException {
        play(new Scene(34, OscillatorKind.OCXO).on(Scene.AUTUMN_UTC, Scene.AS_IT_IS, Optional.empty()), 300);
        assertTrue(heard.stream().noneMatch(Heard::utcValid),
                "two constellations agree for 25 minutes, or nothing is known");
        assertEquals(6, heard.getLast().clockClass(), "TAI itself needs no list");
    }
}
