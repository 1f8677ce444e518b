package dev.grandmaster.bench.clock;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The committed column of {@code ./gm bench clock 10}: the same runs, ten fixed seeds, every figure held. */
class CommittedGoalsSimTest {

    private static final int SEEDS = 10;

    private static Results results;

    @BeforeAll
    static void play() {
        results = ClockGoals.measure(1, SEEDS);
    }

    @TestFactory
    Stream<DynamicTest> committedFiguresHold() {
        return ClockGoals.all().stream().map(goal -> DynamicTest.dynamicTest(goal.id() + ' ' + goal.what(),
                () -> assertTrue(goal.isMet(results), String.join(" | ", goal.cells(results)))));
    }
}
