package dev.grandmaster.board;

/**
 * How a port is attached to its network.
 *
 * @param physicalAddress MAC address in the low 48 bits, 0 where there is none
 * @param protocolAddress by which others reach the port: its IP address, on Ethernet its MAC address; all 0 where there is none
 * @param linkSpeedMbit   of the link, Mbit/s; 0 where it is not known
 */
public record Attachment(long physicalAddress, PtpAddress protocolAddress, int linkSpeedMbit) {
    /** Of a port of which nothing is known. */
    public static final Attachment UNKNOWN = new Attachment(0, new PtpAddress(), 0);
}
