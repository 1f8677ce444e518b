/**
 * What clients tell of themselves: slave event monitoring (IEEE 1588-2019 clause 16.11) and the answers of linuxptp's NetSync Monitor. A
 * client's own offset is what it believes. And what time it is for other masters, as they are overheard. Nothing here steers or
 * announces anything.
 *
 * <p>Machines of the PTP agent's thread. May use wire and transmit.
 */
@NullMarked
package dev.grandmaster.ptp.monitor;

import org.jspecify.annotations.NullMarked;
