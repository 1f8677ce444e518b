/**
 * The oscillator under the clock: noise of three colours, ageing and temperature, in ppb of frequency.
 *
 * <p>Positive ppb = runs fast. Phase is frequency integrated: 1 ppb for 1 s is 1 ns. Plain single-threaded classes;
 * time is an argument.
 */
@NullMarked
package dev.grandmaster.sim.oscillator;

import org.jspecify.annotations.NullMarked;
