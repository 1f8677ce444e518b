package dev.grandmaster.gnss.ubx;

/**
 * NAV-TIMEUTC: the epoch in UTC.
 *
 * @param iTowMs    GPS time of week of the epoch, ms
 * @param timeAccNs accuracy estimate, ns
 * @param nanoNs    to be added to the second, ns; may be negative, since the second is rounded
 * @param year      four digits
 * @param second    0 to 60
 * @param validTow  the time of week is valid
 * @param validWeek the week is valid
 * @param validUtc  the leap seconds are known, so the UTC is right
 */
public record NavTimeUtc(long iTowMs, long timeAccNs, int nanoNs, int year, int month, int day, int hour, int minute,
        int second, boolean validTow, boolean validWeek, boolean validUtc) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.NAV_TIMEUTC;
    }
}
