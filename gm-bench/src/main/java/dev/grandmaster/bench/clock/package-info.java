/**
 * The goals of the clock, measured: our discipline and what others steer with, on the same simulated oscillators, rooms and pulses.
 *
 * <p>Each seed is one unit in one room; nothing is shared between seeds, so they run side by side. Uses {@code pps-discipline} and
 * {@code gm-sim}; never shipped.
 */
@NullMarked
package dev.grandmaster.bench.clock;

import org.jspecify.annotations.NullMarked;
