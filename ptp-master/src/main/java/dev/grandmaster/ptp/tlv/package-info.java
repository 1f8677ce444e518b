/**
 * What is said beside the tables of IEEE 1588-2019: TLVs behind Announce and Follow_Up, and small messages that carry nothing else. Which
 * of them a port sends is configured ({@link dev.grandmaster.ptp.tlv.PortTlvs}); what they say comes from the instance's announcement.
 *
 * <p>Of the PTP agent's thread. May use wire, transmit and dataset. A TLV of others that nobody here knows is passed over, wherever it
 * stands; nothing is handed on to other ports, since a port here is never a slave (clause 14.2.2).
 */
@NullMarked
package dev.grandmaster.ptp.tlv;

import org.jspecify.annotations.NullMarked;
