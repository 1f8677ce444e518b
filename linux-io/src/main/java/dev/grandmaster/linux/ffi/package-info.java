/**
 * The only room that calls the C library. Everything above it sees ints: the result when it is zero or more, {@code -errno} when the
 * call failed, so that EINTR, EAGAIN and ENODEV are values to look at and never exceptions.
 *
 * <p>Whoever opens a descriptor owns it and closes it. Buffers belong to the caller and are allocated once, when a device is opened;
 * no call in this package allocates except those that take a path. 64-bit Linux on x86-64 and aarch64 only: {@code long} and pointers
 * have eight bytes, and the request codes of {@code ioctl} follow asm-generic. May use {@code java.lang.foreign} and, of the project, only gm-core's
 * {@code BoardException}.
 */
@NullMarked
package dev.grandmaster.linux.ffi;

import org.jspecify.annotations.NullMarked;
