/**
 * The kernel's own clocks behind the ports: the monotonic clock, and the system clock as a clock that is steered.
 *
 * <p>Whoever opens the system clock owns its steering. May use {@code linux.ffi} and gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.time;

import org.jspecify.annotations.NullMarked;
