/**
 * Unicast message negotiation (IEEE 1588-2019 clause 16.1): who asked for which messages how often, who gets them, and their sending
 * in time, at a cost that does not depend on how many there are.
 *
 * <p>{@link dev.grandmaster.ptp.unicast.UnicastService} is a machine, one on a port; {@link dev.grandmaster.ptp.unicast.Quota} is
 * shared by all of an agent. The PTP agent's thread owns them. May use wire, transmit and dataset.
 */
@NullMarked
package dev.grandmaster.ptp.unicast;

import org.jspecify.annotations.NullMarked;
