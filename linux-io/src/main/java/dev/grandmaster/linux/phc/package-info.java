/**
 * PTP hardware clocks: {@code /dev/ptpN}, alone or as the clock of a network interface. Reads, steers and steps them, compares them with
 * the monotonic clock, takes the edges that they stamp on their input pins (EXTTS), and has them
 * put out a pulse of their own (PEROUT). Source: linux/ptp_clock.h.
 *
 * <p>One clock has one owner: opening takes an advisory lock on the device, and a second instance is refused with a clear message.
 * May use {@code linux.ffi}, {@code linux.time} and gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.phc;

import org.jspecify.annotations.NullMarked;
