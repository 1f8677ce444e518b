package dev.grandmaster.sim.world;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * One seed, one independent stream per named effect, so that switching an effect off, or asking it more often, leaves
 * every other effect as it was.
 *
 * @param seed the only source of chance in a simulation
 */
public record RandomStreams(long seed) {

    /** 2^64 divided by the golden ratio, odd: the usual increment for spreading hash values. */
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    /**
     * A generator of its own for one effect.
     *
     * @param effect its name; the same name gives the same sequence again
     */
    public RandomGenerator stream(String effect) {
        long mixed = seed * GOLDEN;
        for (int i = 0; i < effect.length(); i++) {
            mixed = (mixed ^ effect.charAt(i)) * GOLDEN;
            mixed ^= mixed >>> 32;
        }
        return new SplittableRandom(mixed);
    }
}
