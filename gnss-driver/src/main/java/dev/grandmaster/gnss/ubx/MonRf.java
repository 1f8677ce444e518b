package dev.grandmaster.gnss.ubx;

import java.util.List;

/**
 * MON-RF: antenna and interference of each radio path, from generation 9 on.
 *
 * @param paths one for each band
 */
public record MonRf(List<Path> paths) implements UbxMessage {

    public MonRf {
        paths = List.copyOf(paths);
    }

    @Override
    public int kind() {
        return UbxKind.MON_RF;
    }

    /**
     * One radio path.
     *
     * @param antenna what the supervisor sees
     * @param jamming interference
     * @param jammingLevel indicator of a continuous wave, 0 for none to 255 for strong
     */
    public record Path(AntennaState antenna, JammingState jamming, int jammingLevel) {
    }
}
