package dev.grandmaster.gnss.ubx;

import dev.grandmaster.state.GnssStatus.Constellation;

/**
 * NAV-TIMEGAL, NAV-TIMEBDS and NAV-TIMEGLO: the epoch in another system's own time.
 *
 * @param system      GALILEO, BEIDOU or GLONASS
 * @param iTowMs      GPS time of week of the epoch, ms
 * @param seconds     of the system's week; for GLONASS of its day, which is that of UTC, 3 hours ahead, brought back to UTC
 * @param fractionNs  to be added, ns; may be negative
 * @param leapSeconds the system's time - UTC, s; 0 for GLONASS
 * @param validTime   {@code seconds} and {@code fractionNs} are valid
 * @param validLeap   the leap seconds are known; for GLONASS that its date is
 * @param timeAccNs   accuracy estimate, ns
 */
public record NavTimeSystem(Constellation system, long iTowMs, long seconds, int fractionNs, int leapSeconds,
        boolean validTime, boolean validLeap, long timeAccNs) implements UbxMessage {

    @Override
    public int kind() {
        return switch (system) {
            case GALILEO -> UbxKind.NAV_TIMEGAL;
            case BEIDOU -> UbxKind.NAV_TIMEBDS;
            default -> UbxKind.NAV_TIMEGLO;
        };
    }
}
