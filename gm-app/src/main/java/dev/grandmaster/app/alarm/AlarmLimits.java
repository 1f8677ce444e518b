package dev.grandmaster.app.alarm;

/**
 * What the operator and the board set limits to.
 *
 * @param lockS            the clock is expected to lock within so long, s
 * @param offsetNs         error of a locked clock that is an alarm, ns
 * @param specNs           holdover's specification, ns
 * @param maxFrequencyPpb  the clock can be steered by, ppb
 * @param pulseNoiseNs     scatter of the pulses that is an alarm, ns, one sigma
 * @param satellites       fewer in the solution are an alarm
 * @param carrierToNoise   of the best four; less is an alarm, dBHz
 * @param clients          most clients that may hold grants
 */
public record AlarmLimits(double lockS, double offsetNs, double specNs, double maxFrequencyPpb, double pulseNoiseNs,
        int satellites, double carrierToNoise, int clients) {
}
