package dev.grandmaster.board;

/** How PTP messages travel. The wire value is networkProtocol, IEEE 1588-2019 clause 7.4.1, Table 3. */
public enum TransportProtocol {
    /** Annex C. */
    UDP_IPV4("UDPv4", 1),
    /** Annex D. */
    UDP_IPV6("UDPv6", 2),
    /** Annex E, also called L2. */
    IEEE_802_3("L2", 3);

    private final String label;
    private final int wireValue;

    TransportProtocol(String label, int wireValue) {
        this.label = label;
        this.wireValue = wireValue;
    }

    /** The name in configuration files. */
    public String label() {
        return label;
    }

    public int wireValue() {
        return wireValue;
    }
}
