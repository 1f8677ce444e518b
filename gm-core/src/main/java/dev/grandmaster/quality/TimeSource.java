package dev.grandmaster.quality;

/** timeSource, IEEE 1588-2019 clause 7.6.2.8, Table 6. */
public enum TimeSource {
    ATOMIC_CLOCK(0x10), GNSS(0x20), TERRESTRIAL_RADIO(0x30), SERIAL_TIME_CODE(0x39), PTP(0x40), NTP(0x50), HAND_SET(
            0x60), OTHER(0x90), INTERNAL_OSCILLATOR(0xA0);

    private final int wireValue;

    TimeSource(int wireValue) {
        this.wireValue = wireValue;
    }

    public int wireValue() {
        return wireValue;
    }
}
