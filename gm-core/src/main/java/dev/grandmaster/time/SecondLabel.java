package dev.grandmaster.time;

/**
 * A receiver's name for a second, in the scale in which the receiver said it.
 *
 * @param scale          the scale of {@code scaleSeconds}
 * @param scaleSeconds   the second as the scale's own calendar reads it, counted since its 1970-01-01 00:00:00 with days of 86,400 s; for
 *                       UTC a second 60 counts as the following midnight with {@code leapSecond} set
 * @param leapSecond     true where the label is the inserted second 23:59:60 of UTC
 * @param pulse          the pulse that is named
 * @param source         the kind of message
 * @param accuracyNs     the receiver's own estimate of its time error, ns, one sigma; NaN where it gives none
 * @param arrivalMonoNs  see {@link TimeMessage#arrivalMonoNs()}
 */
public record SecondLabel(TimeScale scale, long scaleSeconds, boolean leapSecond, NamedPulse pulse, LabelSource source,
        double accuracyNs,
        long arrivalMonoNs) implements TimeMessage {

    /** Which pulse a label belongs to. */
    public enum NamedPulse {
        /** The last pulse before the message: navigation solutions, NMEA. */
        PRECEDING,
        /** The next pulse after the message: UBX-TIM-TP. */
        FOLLOWING
    }

    /** The kinds of messages that name a second. */
    public enum LabelSource {
        UBX_TIM_TP, UBX_NAV_TIMEGPS, UBX_NAV_TIMEUTC, UBX_NAV_PVT, NMEA_RMC, NMEA_ZDA, TSIP
    }
}
