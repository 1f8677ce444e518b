package dev.grandmaster.ptp.transmit;

/**
 * From the stamping point to the connector (IEEE 1588-2019 clause 7.3.4.2) at the present speed of the link, 2^-16 ns. Written by the
 * port when the link renegotiates, read by all that make messages of stamps.
 */
public final class LatencyInForce {
    private long egressScaledNs;
    private long ingressScaledNs;

    public LatencyInForce(long egressScaledNs, long ingressScaledNs) {
        set(egressScaledNs, ingressScaledNs);
    }

    public void set(long newEgressScaledNs, long newIngressScaledNs) {
        egressScaledNs = newEgressScaledNs;
        ingressScaledNs = newIngressScaledNs;
    }

    /** A message leaves so much later than its stamp. */
    public long egressScaledNs() {
        return egressScaledNs;
    }

    /** A message arrived so much earlier than its stamp. */
    public long ingressScaledNs() {
        return ingressScaledNs;
    }
}
