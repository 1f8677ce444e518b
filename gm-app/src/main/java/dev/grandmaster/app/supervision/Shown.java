package dev.grandmaster.app.supervision;

import java.util.List;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.board.Output;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;

/**
 * What a board's outputs show. They follow the same rule as the ports: a state whose time is over counts for nothing, so an agent that hangs
 * turns them off.
 */
public final class Shown {

    private Shown() {
    }

    /** Sets each output. */
    public static void on(List<Output> outputs, GrandmasterState state, Severity worst, long nowMonoNs) {
        outputs.forEach(output -> output.set(isOn(output.shows(), state, worst, nowMonoNs)));
    }

    /** Whether an output is to be on. */
    static boolean isOn(Output.Shows shows, GrandmasterState state, Severity worst, long nowMonoNs) {
        boolean served = state.served() && nowMonoNs - state.validUntilMonoNs() < 0;
        boolean alarmed = worst.compareTo(Severity.MAJOR) >= 0;
        ClockState clock = state.clockState();
        return switch (shows) {
            case ALWAYS -> true;
            case SERVED -> served;
            case LOCKED -> served && clock == ClockState.LOCKED;
            case HOLDOVER -> served && (clock == ClockState.HOLDOVER || clock == ClockState.HOLDOVER_OUT_OF_SPEC);
            case TRUSTED -> served && switch (clock) {
                case LOCKED, RECOVERING, HOLDOVER -> true;
                case WARM_UP, ACQUIRING, HOLDOVER_OUT_OF_SPEC, FREE_RUN -> false;
            };
            case ALARM -> alarmed;
            case HEALTHY -> served && !alarmed;
        };
    }
}
