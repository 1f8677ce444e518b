package dev.grandmaster.ptp.capture;

/**
 * One packet as the capturing interface saw it.
 *
 * @param unixNs when, in ns since 1970-01-01 UTC as the capturing host counted; 0 where the file does not say
 * @param linkType LINKTYPE_ value of the pcap file formats (1 is Ethernet)
 * @param octets what was kept of the packet, from the link layer on; never written to
 */
@SuppressWarnings("ArrayRecordComponent") // handed on, never compared
public record CapturedPacket(long unixNs, int linkType, byte[] octets) {
}
