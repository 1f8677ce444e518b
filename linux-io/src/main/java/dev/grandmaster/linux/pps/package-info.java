/**
 * The kernel's pulse sources {@code /dev/ppsN}, as RFC 2783 has them: an interrupt stamped with CLOCK_REALTIME, brought to the scale of
 * the steered clock here. Microseconds, not nanoseconds: the stamp is as late as the interrupt.
 *
 * <p>Boards without such a driver have their pulse on a GPIO line, which is coarser still.
 *
 * <p>Owner of the edges: the discipline agent. May use {@code linux.ffi}, {@code linux.time}, {@code linux.bus} and gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.pps;

import org.jspecify.annotations.NullMarked;
