/**
 * The clock that is disciplined: a counter on the simulated oscillator, behind the same contract as a PTP hardware
 * clock.
 *
 * <p>One thread steers it; every other thread may ask what it read at a true time, from an immutable timeline.
 */
@NullMarked
package dev.grandmaster.sim.clock;

import org.jspecify.annotations.NullMarked;
