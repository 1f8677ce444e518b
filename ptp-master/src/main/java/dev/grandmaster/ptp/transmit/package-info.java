/**
 * When and how messages leave: rhythm without drift, tokens that bring transmit stamps home, and who still waits for one.
 * Owned by the PTP agent's thread; knows message types and sequence ids, no ports and no sockets.
 */
@NullMarked
package dev.grandmaster.ptp.transmit;

import org.jspecify.annotations.NullMarked;
