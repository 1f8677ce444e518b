/**
 * Reads recorded traffic (pcap, pcapng, gzip around either) and finds the PTP messages in it. For tools and tests; nothing on
 * the packet path may use this room. It uses the JDK alone.
 */
@NullMarked
package dev.grandmaster.ptp.capture;

import org.jspecify.annotations.NullMarked;
