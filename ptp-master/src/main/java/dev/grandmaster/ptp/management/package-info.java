/**
 * Answers questions about an instance and its ports (IEEE 1588-2019 clause 15). Only programs of this host can set something. Owned by the PTP
 * agent's thread; may use wire, transmit, dataset and port.
 */
@NullMarked
package dev.grandmaster.ptp.management;

import org.jspecify.annotations.NullMarked;
