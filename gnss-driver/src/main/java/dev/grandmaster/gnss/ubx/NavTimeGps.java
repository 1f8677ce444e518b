package dev.grandmaster.gnss.ubx;

/**
 * NAV-TIMEGPS: the epoch in GPS time.
 *
 * @param iTowMs      time of week, ms, rounded
 * @param fTowNs      to be added, ns, within half a millisecond
 * @param week        GPS week since 1980-01-06; receivers may be a multiple of 1,024 off
 * @param leapSeconds GPS - UTC, s
 * @param validTow    the time of week is valid
 * @param validWeek   the week is valid
 * @param validLeap   the leap seconds are valid
 * @param timeAccNs   accuracy estimate, ns
 */
public record NavTimeGps(long iTowMs, int fTowNs, int week, int leapSeconds, boolean validTow, boolean validWeek,
        boolean validLeap, long timeAccNs) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.NAV_TIMEGPS;
    }
}
