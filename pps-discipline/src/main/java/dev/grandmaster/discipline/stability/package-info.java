/**
 * How steady a clock is, in the measures that standards and data sheets use: Allan deviation, time deviation, maximum time interval error.
 *
 * <p>Pure functions over evenly spaced phases in ns; nothing here belongs to the running loop.
 */
@NullMarked
package dev.grandmaster.discipline.stability;

import org.jspecify.annotations.NullMarked;
