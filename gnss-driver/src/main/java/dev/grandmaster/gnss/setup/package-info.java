/**
 * Sets a u-blox receiver up: asks who it is, reads each setting that matters for time, changes those that differ, reads them back, and
 * does it again when the receiver was reset.
 *
 * <p>Machines only: time is an argument, bytes go out through {@link dev.grandmaster.gnss.setup.Dialogue.Line}. May use
 * {@code gnss.scan} and {@code gnss.ubx}; owned by the receiver agent.
 */
@NullMarked
package dev.grandmaster.gnss.setup;

import org.jspecify.annotations.NullMarked;
