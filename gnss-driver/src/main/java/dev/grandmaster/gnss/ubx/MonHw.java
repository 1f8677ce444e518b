package dev.grandmaster.gnss.ubx;

/**
 * MON-HW: antenna and interference, up to generation 9. There are two forms, of 17 pins (60 bytes) and of 25 (68 bytes, generation 6), which
 * differ in where the level is; as gpsd's driver_ubx.c has them (ubx_msg_mon_hw).
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
