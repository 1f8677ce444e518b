package dev.grandmaster.gnss.ubx;

/**
 * MON-HW: antenna and interference, up to generation 9.
 *
 * @param antenna what the supervisor sees
 * @param jamming interference
 * @param jammingLevel indicator of a continuous wave, 0 for none to 255 for strong
 */
public record MonHw(AntennaState antenna, JammingState jamming, int jammingLevel) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.MON_HW;
    }
}
