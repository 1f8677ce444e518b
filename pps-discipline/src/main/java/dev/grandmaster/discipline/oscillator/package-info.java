/**
 * An oscillator that is tuned by a voltage behind the disciplined clock: what each code of its converter does (calibrated on the pulses), and how
 * a wanted frequency is split between the converter and the clock's own digital correction. Machines, and one clock that wears both. Owner: the
 * discipline agent. May use gm-core.
 */
@NullMarked
package dev.grandmaster.discipline.oscillator;

import org.jspecify.annotations.NullMarked;
