package dev.grandmaster.gnss.receiver;

import dev.grandmaster.gnss.ubx.AntennaState;
import dev.grandmaster.gnss.ubx.JammingState;
import dev.grandmaster.gnss.ubx.SpoofingState;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.state.GnssStatus.Satellite;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.TimeScale;

/**
 * What a receiver has to say, in the words of no protocol: one more protocol is one more package that speaks to this, in the order in
 * which the receiver does. Times are monotonic ns of arrival.
 */
public interface Account {

    /** A message whose check was right, or was wrong. */
    void onMessage(boolean good, long monoNs);

    /** Whether satellites determine the time. */
    void onFix(Fix fix, long monoNs);

    /** A satellite that is seen. */
    void onSatellite(Satellite satellite, long monoNs);

    /** The last of them for this second was told. */
    void onSkyEnd(long monoNs);

    /** The pulse before this message began a second of GPS or Galileo time: its week since 1980-01-06 and second in it. */
    void onSecond(TimeScale scale, int week, long secondOfWeek, long monoNs);

    /**
     * By how much the pulse of the last {@link #onSecond} missed the second, ns, for a protocol whose sign and pulse are not known for sure:
     * it is used only where a trial on the pulses shows that it helps.
     */
    void onPulseError(double qErrNs, long monoNs);

    /**
     * TAI - UTC as the receiver has it, and where it has that from.
     *
     * @param pending +1 or -1 for a leap second that is announced without a day, which is that of the next end of June or December; else 0
     */
    void onLeapSeconds(int taiMinusUtc, int pending, Origin origin, long monoNs);

    void onPosition(double latitudeDeg, double longitudeDeg, double accuracyM, long monoNs);

    void onSignals(AntennaState antenna, JammingState jamming, SpoofingState spoofing);
}
