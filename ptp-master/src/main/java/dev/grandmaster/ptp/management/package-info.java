/**
 * Answers questions about an instance and its ports (IEEE 1588-2019 clause 15). Nothing can be set from here. Owned by the PTP
 * agent's thread; may use wire, transmit, dataset and port.
 */
@NullMarked
package dev.grandmaster.ptp.management;

import org.jspecify.annotations.NullMarked;
