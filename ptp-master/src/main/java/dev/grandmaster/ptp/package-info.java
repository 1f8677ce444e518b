/**
 * The IEEE 1588-2019 master: PTP instances on their ports, told by one {@code GrandmasterState} what they may say of the time.
 *
 * <p>{@link dev.grandmaster.ptp.PtpAgent} is the duty cycle (thread {@code gm-ptp-N}), sole owner of its transports and of all
 * that lies below here. What is said is decided in {@code ptp.dataset}, who may say it in {@code ptp.port}, when and how it
 * leaves in {@code ptp.transmit}, who is promised what in {@code ptp.unicast}, its octets in {@code ptp.wire}, what is customary in {@code ptp.profile}. Each room may use
 * gm-core and those before it: wire, transmit, dataset, profile, unicast, port, management, ptp. None of them knows a socket, a clock or a thread.
 */
@NullMarked
package dev.grandmaster.ptp;

import org.jspecify.annotations.NullMarked;
