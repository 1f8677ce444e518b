/**
 * PTP on real interfaces: UDP over IPv4 and IPv6 and plain Ethernet, each message stamped by the network card or the kernel.
 *
 * <p>A {@link dev.grandmaster.linux.net.LinuxPtpTransport} is owned by one {@code gm-ptp} agent and used by its thread alone. What differs
 * between the three networks is a {@link dev.grandmaster.linux.net.Wire}; batches of messages, the ring of expected transmit stamps and
 * the watch on the interface are the same for all. Software stamps leave this room as CLOCK_REALTIME (UTC) and must pass the
 * {@link dev.grandmaster.linux.net.StampTranslator} before anybody calls them time.
 *
 * <p>May use {@code linux.ffi}, {@code gm-core} and {@code java.lang.foreign}. Nothing here is allocated for a message, and nothing that a stranger
 * sends or that an interface does is an exception.
 */
@NullMarked
package dev.grandmaster.linux.net;

import org.jspecify.annotations.NullMarked;
