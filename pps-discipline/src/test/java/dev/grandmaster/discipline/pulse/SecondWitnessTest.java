package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.LeapSecondTable.Entry;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.WitnessOpinion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SecondWitnessTest {

    private static final long MS = 1_000_000L;
    private static final long NS = 1_000_000_000L;
    private static final long JANUARY_2027 = 1_798_761_600L;
    private static final LeapSecondTable LIST = new LeapSecondTable("list",
            List.of(new Entry(1_483_228_800L, 37), new Entry(JANUARY_2027, 38)), LeapSecondTable.NEVER);
    private static final long UTC_NS = 1_790_000_000L * NS;
    private static final long TAI_NS = UTC_NS + 37 * NS;

    private final SecondWitness witness = new SecondWitness();

    @BeforeEach
    void list() {
        witness.onTable(LIST);
    }

    private WitnessOpinion after(long offNs, long uncertaintyNs, int sources) {
        witness.onTestimony(new Testimony(UTC_NS, 0, uncertaintyNs, sources));
        return witness.opinion(TAI_NS + offNs, 0);
    }

    @Test
    void confirmsWhatCanBeNoOtherSecond() {
        assertEquals(WitnessOpinion.CONFIRMS, after(0, 20 * MS, 1));
        assertEquals(WitnessOpinion.CONFIRMS, after(-470 * MS, 20 * MS, 1));
        assertEquals(WitnessOpinion.UNSURE, after(490 * MS, 20 * MS, 1));
        assertEquals(WitnessOpinion.UNSURE, after(0, 600 * MS, 1));
    }

    @Test
    void deniesOnlyWithTwo() {
        assertEquals(WitnessOpinion.DENIES, after(NS, 20 * MS, 2));
        assertEquals(WitnessOpinion.DENIES, after(-NS, 20 * MS, 2));
        assertEquals(WitnessOpinion.UNSURE, after(NS, 20 * MS, 1));
        assertEquals(WitnessOpinion.UNSURE, after(NS, 400 * MS, 2), "it may be half a second off itself");
        assertEquals(WitnessOpinion.UNSURE, after(650 * MS, 20 * MS, 2), "a server that smears is half a second off");
    }

    @Test
    void oneDeniesADate() {
        witness.onTestimony(new Testimony(UTC_NS, 0, 60 * NS, 1));
        assertFalse(witness.deniesDate(TAI_NS + 86_000 * NS, 0), "the real-time clock may be set to local time");
        assertTrue(witness.deniesDate(TAI_NS + 86_500 * NS, 0));
        assertTrue(witness.deniesDate(TAI_NS - 86_600 * NS, 0));
        assertFalse(witness.deniesDate(TAI_NS + 86_500 * NS, 500 * NS), "time goes on");
        assertFalse(witness.deniesDate(TAI_NS + 865_000 * NS, 1201 * NS), "too long ago");
        witness.onTable(null);
        assertTrue(witness.deniesDate(TAI_NS + 86_500 * NS, 0), "leap seconds do not matter");
    }

    @Test
    void aTestimonyAges() {
        witness.onTestimony(new Testimony(UTC_NS, 0, 20 * MS, 2));
        long later = 1100 * NS;
        assertEquals(WitnessOpinion.CONFIRMS, witness.opinion(TAI_NS + later, later));
        assertEquals(WitnessOpinion.UNSURE, witness.opinion(TAI_NS + later + 400 * MS, later));
        assertEquals(WitnessOpinion.SILENT, witness.opinion(TAI_NS + 1201 * NS, 1201 * NS));
        witness.onTestimony(null);
        assertEquals(WitnessOpinion.SILENT, witness.opinion(TAI_NS, 0));
    }

    @Test
    void nothingIsToldAroundALeapSecond() {
        long leapTaiNs = (JANUARY_2027 + 38) * NS;
        for (long offS = -5; offS <= 5; offS++) {
            witness.onTestimony(new Testimony(JANUARY_2027 * NS + offS * NS, 0, MS, 2));
            assertEquals(WitnessOpinion.UNSURE, witness.opinion(leapTaiNs + offS * NS, 0), offS + " s");
        }
        witness.onTestimony(new Testimony((JANUARY_2027 + 7) * NS, 0, MS, 2));
        assertEquals(WitnessOpinion.CONFIRMS, witness.opinion(leapTaiNs + 7 * NS, 0));
    }

    @Test
    void withoutAListTaiIsNoUtc() {
        witness.onTable(null);
        assertEquals(WitnessOpinion.UNSURE, after(0, MS, 2));
    }
}
