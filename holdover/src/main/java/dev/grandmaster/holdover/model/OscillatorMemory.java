package dev.grandmaster.holdover.model;

import java.util.List;

/**
 * What was learnt of one oscillator, worth keeping over a restart. Lists of the states are frequency ppb, drift ppb/s, linear ppb/K and
 * quadratic ppb/K^2 temperature coefficient; temperatures count from {@code celsius}.
 *
 * @param state        of the oscillator without corrections
 * @param sigma        their standard deviations
 * @param celsius      the temperature of that moment, as the oscillator felt it; NaN where there is no thermometer
 * @param lagS         with which it felt it, s
 * @param q2           how far the frequency wanders within minutes, ppb^2/s
 * @param strangeness  mean squares of error over foretold uncertainty, for each horizon of the virtual holdovers
 * @param independent  how many holdovers each of them is worth
 */
public record OscillatorMemory(List<Double> state, List<Double> sigma, double celsius, double lagS, double q2,
        List<Double> strangeness, List<Double> independent) {

    /** From the frequency to the quadratic coefficient; warmth that nobody saw is gone by then. */
    static final int STATES = OscillatorFilter.QUADRATIC;

    public OscillatorMemory {
        state = List.copyOf(state);
        sigma = List.copyOf(sigma);
        strangeness = List.copyOf(strangeness);
        independent = List.copyOf(independent);
        require(state.size() == STATES && sigma.size() == STATES, "a state has " + STATES + " parts");
        require(strangeness.size() == VirtualHoldovers.HORIZONS_S.length && independent.size() == strangeness.size(),
                "there are " + VirtualHoldovers.HORIZONS_S.length + " horizons");
        require(state.stream().allMatch(Double::isFinite), "a state is finite");
        require(sigma.stream().allMatch(value -> value >= 0 && Double.isFinite(value)), "a sigma is 0 or more");
        require(strangeness.stream().allMatch(value -> value >= 0 && Double.isFinite(value)),
                "strangeness is 0 or more");
        require(independent.stream().allMatch(value -> value >= 0 && Double.isFinite(value)), "counts are 0 or more");
        require(q2 > 0 && Double.isFinite(q2), "q2 is above 0");
    }

    private static void require(boolean condition, String rule) {
        if (!condition) {
            throw new IllegalArgumentException(rule);
        }
    }
}
