/**
 * One PTP port: the state machine of IEEE 1588-2019 clause 9.2 without its slave half, and the messages that it answers.
 *
 * <p>{@link dev.grandmaster.ptp.port.Port} is a machine: it is told what arrived and what time it is, and answers through
 * {@link dev.grandmaster.ptp.port.PortEffects}. The PTP agent's thread owns it.
 */
@NullMarked
package dev.grandmaster.ptp.port;

import org.jspecify.annotations.NullMarked;
