/**
 * The pulse: how far from the true second a receiver emits it, what the receiver says about that, and how it travels.
 *
 * <p>Signs: an error is positive when the pulse is late; a cable delay is positive, it makes the pulse later still.
 */
@NullMarked
package dev.grandmaster.sim.pps;

import org.jspecify.annotations.NullMarked;
