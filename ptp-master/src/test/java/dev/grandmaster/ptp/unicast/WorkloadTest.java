package dev.grandmaster.ptp.unicast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final long MS = 1_000_000;

    private final Workload workload = new Workload();
    private long now = 77_000_000_000L;
    private long sent;

    /** Cycles of a millisecond in which so many messages leave, each at so much work. */
    private void carry(int milliseconds, int messagesPerMs, long costNs) {
        for (int i = 0; i < milliseconds; i++) {
            now += MS;
            sent += messagesPerMs;
            workload.onTime(sent, now);
            workload.onWorked(Math.min(MS, messagesPerMs * costNs));
        }
    }

    @Test
    void whoHasCarriedNothingPromisesLittle() {
        assertEquals(Workload.AT_LEAST, workload.budget());
        carry(2000, 0, 0);
        assertEquals(Workload.AT_LEAST, workload.budget());
        assertFalse(workload.overloaded());
    }

    @Test
    void theBudgetIsThreeQuartersOfWhatTheCostOfAMessageAllows() {
        carry(3000, 10, 10_000);
        assertEquals(75_000.0, (double) workload.budget(), 1_000.0);
        assertEquals(100.0, workload.workedPermille(), 2.0);
        carry(3000, 10, 40_000);
        assertEquals(18_750.0, (double) workload.budget(), 1_000.0);
        carry(3000, 5, 200_000);
        assertEquals(Workload.AT_LEAST, workload.budget(), "never less");
    }

    @Test
    void choresOfAnIdleAgentSayNothingOfMessages() {
        carry(3000, 10, 10_000);
        for (int i = 0; i < 5000; i++) {
            now += MS;
            workload.onTime(sent, now);
            workload.onWorked(20_000);
        }
        assertEquals(75_000.0, (double) workload.budget(), 1_000.0);
    }

    @Test
    void aFloodThatBringsNoMessagesLeavesLessForThem() {
        carry(3000, 10, 10_000);
        for (int i = 0; i < 1000; i++) {
            now += MS;
            sent += 10;
            workload.onTime(sent, now);
            workload.onWorked(800_000);
        }
        assertTrue(workload.budget() < 15_000, "budget " + workload.budget());
    }

    @Test
    void slowedStreamsAreOverloadUntilTheyAreNotAnyMore() {
        carry(1000, 10, 10_000);
        workload.onSkipped(2 * MS);
        carry(300, 10, 10_000);
        assertFalse(workload.overloaded(), "a short stall is none");
        for (int i = 0; i < 300; i++) {
            workload.onSkipped(MS / 10);
            carry(1, 10, 10_000);
        }
        assertTrue(workload.overloaded());
        carry(600, 10, 10_000);
        assertFalse(workload.overloaded());
    }
}
