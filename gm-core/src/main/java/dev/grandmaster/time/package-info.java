/**
 * Time values: scales, labels of seconds, leap seconds.
 *
 * <p>An absolute time is a {@code long} count of nanoseconds, TAI since 1970-01-01 TAI (the PTP epoch); names end in
 * {@code taiNs}. Monotonic times end in {@code monoNs} and have no epoch. Values only: nothing here reads a clock.
 */
@NullMarked
package dev.grandmaster.time;

import org.jspecify.annotations.NullMarked;
