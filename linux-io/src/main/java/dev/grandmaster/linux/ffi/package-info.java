/// The only room that calls the C library. Everything above it sees ints: the result when it is zero or more, `-errno` when the
/// call failed, so that EINTR, EAGAIN and ENODEV are values to look at and never exceptions.
///
/// Whoever opens a descriptor owns it and closes it. Buffers belong to the caller and are allocated once, when a device is opened;
/// no call in this package allocates except those that take a path. 64-bit Linux on x86-64 and aarch64 only: `long` and pointers
/// have eight bytes, and the request codes of `ioctl` follow asm-generic. May use `java.lang.foreign` and nothing of the project.
@NullMarked
package dev.grandmaster.linux.ffi;

import org.jspecify.annotations.NullMarked;
