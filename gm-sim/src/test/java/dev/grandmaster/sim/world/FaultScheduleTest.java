package dev.grandmaster.sim.world;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class FaultScheduleTest {

    private static final long S = 1_000_000_000L;

    @Test
    void faultLastsFromItsStartToItsEnd() {
        FaultSchedule schedule = schedule(new Fault(FaultKind.SILENCE, 10 * S, 5 * S, 0));
        assertFalse(schedule.isActive(FaultKind.SILENCE, 10 * S - 1));
        assertTrue(schedule.isActive(FaultKind.SILENCE, 10 * S));
        assertTrue(schedule.isActive(FaultKind.SILENCE, 15 * S - 1));
        assertFalse(schedule.isActive(FaultKind.SILENCE, 15 * S));
        assertFalse(schedule.isActive(FaultKind.JAM, 12 * S));
    }

    @Test
    void valuesOfOneKindAddUp() {
        FaultSchedule schedule = schedule(new Fault(FaultKind.PPS_STEP, 0, Fault.FOREVER, 100),
                new Fault(FaultKind.PPS_STEP, 5 * S, 5 * S, -30));
        assertEquals(100, schedule.valueAt(FaultKind.PPS_STEP, 4 * S));
        assertEquals(70, schedule.valueAt(FaultKind.PPS_STEP, 5 * S));
        assertEquals(100, schedule.valueAt(FaultKind.PPS_STEP, Long.MAX_VALUE));
    }

    @Test
    void rampGrowsFromZeroAndEnds() {
        FaultSchedule schedule = schedule(new Fault(FaultKind.PPS_RAMP, 100 * S, 1000 * S, 0.3));
        assertEquals(0, schedule.integralAt(FaultKind.PPS_RAMP, 100 * S));
        assertEquals(150, schedule.integralAt(FaultKind.PPS_RAMP, 600 * S), 1e-9);
        assertEquals(0, schedule.integralAt(FaultKind.PPS_RAMP, 1100 * S));
    }

    @Test
    void whatHappensOnceIsSeenOnce() {
        FaultSchedule schedule = schedule(new Fault(FaultKind.PHC_STEP, 10 * S, 0, 500));
        assertEquals(0, schedule.startedBetween(FaultKind.PHC_STEP, 8 * S, 9 * S));
        assertEquals(500, schedule.startedBetween(FaultKind.PHC_STEP, 9 * S, 10 * S));
        assertEquals(0, schedule.startedBetween(FaultKind.PHC_STEP, 10 * S, 11 * S));
    }

    @Test
    void signalGoesWithTheAntennaAndUnderStrongJamming() {
        FaultSchedule schedule = schedule(new Fault(FaultKind.ANTENNA_OPEN, 0, S, 0),
                new Fault(FaultKind.JAM, 2 * S, S, 10),
                new Fault(FaultKind.JAM, 4 * S, S, 30));
        assertFalse(schedule.signalPresent(0));
        assertTrue(schedule.signalPresent(S));
        assertTrue(schedule.signalPresent(2 * S));
        assertFalse(schedule.signalPresent(4 * S));
    }

    @Test
    void injectedFaultsCanBeClearedAndAreBounded() {
        FaultSchedule schedule = schedule();
        Fault fault = new Fault(FaultKind.SIGNAL_LOSS, 0, Fault.FOREVER, 0);
        schedule.inject(fault);
        assertTrue(schedule.isActive(FaultKind.SIGNAL_LOSS, 1));
        schedule.clear(FaultKind.SIGNAL_LOSS);
        assertFalse(schedule.isActive(FaultKind.SIGNAL_LOSS, 1));
        for (int i = 0; i < 1000; i++) {
            schedule.inject(fault);
        }
        assertThrows(IllegalStateException.class, () -> schedule.inject(fault));
    }

    @Test
    void kindsAreFoundByTheirWireName() {
        for (FaultKind kind : FaultKind.values()) {
            assertEquals(kind, FaultKind.ofWireName(kind.wireName()).orElseThrow());
        }
        assertTrue(FaultKind.ofWireName("SIGNALLOSS").isEmpty());
    }

    private static FaultSchedule schedule(Fault... faults) {
        return new FaultSchedule(List.of(faults));
    }
}
