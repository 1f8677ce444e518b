package dev.grandmaster.gnss.ubx;

/**
 * NAV-TIMELS: what the receiver knows of leap seconds.
 *
 * @param iTowMs              GPS time of week of the epoch, ms
 * @param currentSource       srcOfCurrLs: 0 firmware, 1 difference of GPS and GLONASS, 2 GPS, 3 SBAS, 4 BeiDou, 5 Galileo,
 *                            6 aiding, 7 configuration, 8 NavIC, 255 unknown
 * @param currentLeapSeconds  GPS - UTC now, s
 * @param changeSource        srcOfLsChange: 0 none, 2 GPS, 3 SBAS, 4 BeiDou, 5 Galileo, 6 GLONASS, 7 NavIC
 * @param change              +1, 0 or -1 s at the event
 * @param secondsToEvent      s until the next event, negative after the last one
 * @param eventWeek           GPS week of the event
 * @param eventDay            day of that week at whose end the event lies, 1 (Sunday) to 7 (Saturday)
 * @param validCurrent        the present value is valid
 * @param validEvent          the time of the event is valid
 */
public record NavTimeLs(long iTowMs, int currentSource, int currentLeapSeconds, int changeSource, int change,
        int secondsToEvent, int eventWeek, int eventDay, boolean validCurrent,
        boolean validEvent) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.NAV_TIMELS;
    }
}
