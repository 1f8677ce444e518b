/**
 * The receiver's bytes: a serial port, a TCP connection or a file, each behind the same port. A thread of its own waits for bytes,
 * notes when they came, and keeps a bounded number of chunks for the receiver agent, which owns the link.
 *
 * <p>jSerialComm is named in this room alone. May use {@code linux.ffi} and gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.serial;

import org.jspecify.annotations.NullMarked;
