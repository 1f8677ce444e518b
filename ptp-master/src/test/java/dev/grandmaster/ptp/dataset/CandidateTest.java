package dev.grandmaster.ptp.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.function.Consumer;

import dev.grandmaster.ptp.dataset.Candidate.Outcome;
import org.junit.jupiter.api.Test;

/** Figures 34 and 35 of IEEE 1588-2019, branch by branch. */
class CandidateTest {

    private static Candidate candidate(Consumer<Candidate> change) {
        Candidate candidate = new Candidate();
        candidate.priority1 = 128;
        candidate.clockClass = 6;
        candidate.clockAccuracy = 0x21;
        candidate.offsetScaledLogVariance = 0x4E5D;
        candidate.priority2 = 128;
        candidate.grandmasterIdentity = 50;
        candidate.sentBy(50, 1);
        candidate.receivedBy(100, 1);
        change.accept(candidate);
        return candidate;
    }

    private static void betterOf(Consumer<Candidate> first, Consumer<Candidate> second, Outcome outcome) {
        Candidate a = candidate(first);
        Candidate b = candidate(second);
        assertEquals(outcome, a.compareTo(b));
        assertEquals(mirrored(outcome), b.compareTo(a));
    }

    private static Outcome mirrored(Outcome outcome) {
        return switch (outcome) {
            case BETTER -> Outcome.WORSE;
            case BETTER_BY_TOPOLOGY -> Outcome.WORSE_BY_TOPOLOGY;
            case SAME -> Outcome.SAME;
            case WORSE_BY_TOPOLOGY -> Outcome.BETTER_BY_TOPOLOGY;
            case WORSE -> Outcome.BETTER;
        };
    }

    @Test
    void attributesCountInTheirOrder() {
        Consumer<Candidate> other = c -> c.grandmasterIdentity = 60;
        betterOf(c -> c.priority1 = 127, other.andThen(c -> c.clockClass = 0), Outcome.BETTER);
        betterOf(c -> c.clockAccuracy = 0xFE, other.andThen(c -> c.clockClass = 7), Outcome.BETTER);
        betterOf(c -> c.offsetScaledLogVariance = 0xFFFF, other.andThen(c -> c.clockAccuracy = 0x22), Outcome.BETTER);
        betterOf(c -> c.priority2 = 255, other.andThen(c -> c.offsetScaledLogVariance = 0x4E5E), Outcome.BETTER);
        betterOf(c -> c.stepsRemoved = 9, other.andThen(c -> c.priority2 = 129), Outcome.BETTER);
        betterOf(c -> c.stepsRemoved = 9, other, Outcome.BETTER);
    }

    @Test
    void identitiesAreComparedWithoutSign() {
        betterOf(c -> c.grandmasterIdentity = 0x7000_0000_0000_0000L,
                c -> c.grandmasterIdentity = 0x8000_0000_0000_0000L,
                Outcome.BETTER);
    }

    @Test
    void ofOneGrandmasterTheShorterWayIsBetter() {
        betterOf(c -> c.stepsRemoved = 1, c -> c.stepsRemoved = 3, Outcome.BETTER);
    }

    @Test
    void oneStepMoreIsJudgedByWhoHearsWhom() {
        // the longer one of the two was sent by a clock with a higher, a lower, the same identity than its receiver's
        betterOf(c -> c.stepsRemoved = 1, c -> {
            c.stepsRemoved = 2;
            c.sentBy(200, 1);
        }, Outcome.BETTER);
        betterOf(c -> c.stepsRemoved = 1, c -> {
            c.stepsRemoved = 2;
            c.sentBy(70, 1);
        }, Outcome.BETTER_BY_TOPOLOGY);
        betterOf(c -> c.stepsRemoved = 1, c -> {
            c.stepsRemoved = 2;
            c.sentBy(100, 1);
        }, Outcome.SAME);
    }

    @Test
    void equalWaysAreJudgedBySenderThenByReceivingPort() {
        betterOf(c -> c.sentBy(60, 1), c -> c.sentBy(70, 1), Outcome.BETTER_BY_TOPOLOGY);
        betterOf(c -> c.sentBy(60, 1), c -> c.sentBy(60, 2), Outcome.BETTER_BY_TOPOLOGY);
        betterOf(c -> c.receivedBy(100, 1), c -> c.receivedBy(100, 2), Outcome.BETTER_BY_TOPOLOGY);
        betterOf(c -> c.priority2 = 1, c -> c.priority2 = 2, Outcome.SAME);
    }
}
