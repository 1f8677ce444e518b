package dev.grandmaster.ptp.dataset;

/** portDS.delayMechanism, IEEE 1588-2019 Table 21. */
public enum DelayMechanism {
    /** Delay_Req is answered, Pdelay_Req is not. */
    E2E(0x01),
    /** Pdelay_Req is answered, Delay_Req is not. */
    P2P(0x02);

    private final int wireValue;

    DelayMechanism(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }
}
