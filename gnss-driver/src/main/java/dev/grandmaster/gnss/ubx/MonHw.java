package dev.grandmaster.gnss.ubx;

/**
 * MON-HW: antenna and interference, up to generation 9.
 *
 * @param antenna what the supervisor sees
 * @param jamming interference
 */
public record MonHw(AntennaState antenna, JammingState jamming) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.MON_HW;
    }
}
