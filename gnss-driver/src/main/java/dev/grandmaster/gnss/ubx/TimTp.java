package dev.grandmaster.gnss.ubx;

/**
 * TIM-TP: names the next time pulse and says how far it will be from where it should be.
 *
 * @param towMs         time of week of the pulse in its time base, ms
 * @param subMs         to be added, 2^-32 ms
 * @param qErrPs        quantisation error, ps; added to the stamp of the pulse it gives the stamp of the instant that was meant
 * @param week          week of the pulse in its time base
 * @param base          the scale of week and time of week
 * @param utcAvailable  the leap seconds are known, so a pulse in UTC is right
 * @param qErrValid     the quantisation error means something
 * @param locked        the pulse follows the solution; false only from receivers that know the flag
 */
public record TimTp(long towMs, long subMs, int qErrPs, int week, Base base, boolean utcAvailable, boolean qErrValid,
        boolean locked) implements UbxMessage {

    /** The scale that the pulse is aligned to. */
    public enum Base {
        GPS, GLONASS, BEIDOU, GALILEO, NAVIC, UTC, UNKNOWN
    }

    @Override
    public int kind() {
        return UbxKind.TIM_TP;
    }
}
