/**
 * Keeping the second without a reference: how far the clock may be off by now, and how long it stays good enough.
 *
 * <p>Pure and single-threaded; owned and asked by {@code pps-discipline}, which alone touches the clock. The oscillator's behaviour lives
 * in {@code holdover.model}, what is announced of it in {@code holdover.quality}. Uses {@code gm-core} only.
 */
@NullMarked
package dev.grandmaster.holdover;

import org.jspecify.annotations.NullMarked;
