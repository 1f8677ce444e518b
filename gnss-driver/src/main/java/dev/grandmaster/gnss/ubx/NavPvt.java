package dev.grandmaster.gnss.ubx;

/**
 * NAV-PVT: the navigation solution with its UTC time.
 *
 * @param iTowMs        GPS time of week of the epoch, ms
 * @param year          four digits
 * @param second        0 to 60
 * @param nanoNs        to be added to the second, ns; may be negative, since the second is rounded
 * @param timeAccNs     accuracy estimate of the time, ns
 * @param validDate     the date is valid
 * @param validTime     the time of day is valid
 * @param fullyResolved no uncertainty of seconds is left
 * @param fix           kind of fix
 * @param fixOk         the fix is within the receiver's own limits
 * @param satellites    satellites used
 * @param longitude     degrees times 10^7
 * @param latitude      degrees times 10^7
 * @param heightMm      above the ellipsoid, mm
 * @param horizontalAccMm accuracy estimate of the position, mm
 */
public record NavPvt(long iTowMs, int year, int month, int day, int hour, int minute, int second, int nanoNs,
        long timeAccNs, boolean validDate, boolean validTime, boolean fullyResolved, FixType fix, boolean fixOk,
        int satellites, int longitude, int latitude, int heightMm, long horizontalAccMm) implements UbxMessage {

    @Override
    public int kind() {
        return UbxKind.NAV_PVT;
    }
}
