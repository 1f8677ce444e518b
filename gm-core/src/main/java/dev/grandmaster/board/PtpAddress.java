package dev.grandmaster.board;

/**
 * Where a PTP message comes from or goes to. A mutable flyweight: transports fill one and lend it for the length of a call; whoever keeps
 * one takes a {@link #copy()}.
 *
 * <p>IPv4 is held as an IPv4-mapped IPv6 address (RFC 4291, 2.5.5.2), an Ethernet address in the low 48 bits with a high half of 0.
 */
public final class PtpAddress {

    private static final long MAPPED_IPV4 = 0x0000_FFFF_0000_0000L;

    private long high;
    private long low;
    private int port;
    private long localHigh;
    private long localLow;

    /**
     * Sets all parts; returns this. {@code port} is the UDP port, 0 on Ethernet. Messages to a port other than 0, 319 and 320 go there;
     * otherwise their kind decides between 319 and 320.
     */
    public PtpAddress set(long newHigh, long newLow, int newPort) {
        high = newHigh;
        low = newLow;
        port = newPort;
        return arrivedAt(0, 0);
    }

    /** Sets an IPv4 address given in network order, as an int; returns this. */
    public PtpAddress setIpv4(int address, int newPort) {
        return set(0, MAPPED_IPV4 | (address & 0xFFFF_FFFFL), newPort);
    }

    /** Sets an Ethernet address in the low 48 bits; returns this. */
    public PtpAddress setEthernet(long address) {
        return set(0, address & 0xFFFF_FFFF_FFFFL, 0);
    }

    /** Takes over another one's parts; returns this. */
    public PtpAddress set(PtpAddress other) {
        return set(other.high, other.low, other.port).arrivedAt(other.localHigh, other.localLow);
    }

    /**
     * Sets the address of ours that a message of this sender came to, so that the answer leaves from it. It is no part of who the sender
     * is. All 0, which every other setter sets: the system chooses. Returns this.
     */
    public PtpAddress arrivedAt(long newLocalHigh, long newLocalLow) {
        localHigh = newLocalHigh;
        localLow = newLocalLow;
        return this;
    }

    /** The upper 64 bits of the IPv6 address that answers leave from. */
    public long localHigh() {
        return localHigh;
    }

    /** The lower 64 bits, or the IPv4 address in network order. */
    public long localLow() {
        return localLow;
    }

    /** The upper 64 bits of the IPv6 address. */
    public long high() {
        return high;
    }

    /** The lower 64 bits of the IPv6 address, or the Ethernet address. */
    public long low() {
        return low;
    }

    /** The IPv4 address in network order, as an int; meaningful on UDPv4 only. */
    public int ipv4() {
        return (int) low;
    }

    /** The UDP port. */
    public int port() {
        return port;
    }

    /** A copy that can be kept. */
    public PtpAddress copy() {
        return new PtpAddress().set(this);
    }

    /** True where the host is the same, whatever the UDP port. */
    public boolean sameHost(PtpAddress other) {
        return high == other.high && low == other.low;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PtpAddress that && sameHost(that) && port == that.port;
    }

    @Override
    public int hashCode() {
        long mixed = (high * 31 + low) * 0x9E37_79B9_7F4A_7C15L + port;
        return (int) (mixed ^ (mixed >>> 32));
    }

    /** For people; the transport's protocol decides the form. */
    public String toString(TransportProtocol protocol) {
        return switch (protocol) {
            case UDP_IPV4 ->
                "%d.%d.%d.%d:%d".formatted((low >> 24) & 0xFF, (low >> 16) & 0xFF, (low >> 8) & 0xFF, low & 0xFF, port);
            case UDP_IPV6 ->
                "[%x:%x:%x:%x:%x:%x:%x:%x]:%d".formatted(high >>> 48, (high >> 32) & 0xFFFF, (high >> 16) & 0xFFFF,
                        high & 0xFFFF, low >>> 48, (low >> 32) & 0xFFFF, (low >> 16) & 0xFFFF, low & 0xFFFF, port);
            case IEEE_802_3 ->
                "%02x:%02x:%02x:%02x:%02x:%02x".formatted((low >> 40) & 0xFF, (low >> 32) & 0xFF, (low >> 24) & 0xFF,
                        (low >> 16) & 0xFF, (low >> 8) & 0xFF, low & 0xFF);
        };
    }

    @Override
    public String toString() {
        if (high == 0 && (low >>> 48) == 0) {
            return toString((low & MAPPED_IPV4) == MAPPED_IPV4 && port != 0
                    ? TransportProtocol.UDP_IPV4
                    : TransportProtocol.IEEE_802_3);
        }
        return toString(TransportProtocol.UDP_IPV6);
    }
}
