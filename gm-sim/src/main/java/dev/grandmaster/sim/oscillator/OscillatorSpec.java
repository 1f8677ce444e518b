package dev.grandmaster.sim.oscillator;

/**
 * The figures of a kind of oscillator, for a good unit, not the worst its data sheet allows.
 *
 * @param whiteSigma white FM: Allan deviation at 1 s, dimensionless
 * @param flickerFloor flicker FM: the flat part of the Allan deviation, dimensionless
 * @param walkSigma random-walk FM: Allan deviation at {@code walkTauS}, dimensionless
 * @param walkTauS where {@code walkSigma} is read, s
 * @param ageingPpbPerDay typical ageing; a unit gets 0.3 to 1.5 times that, of either sign
 * @param temperaturePpbPerK typical linear temperature coefficient at 25 degrees Celsius; a unit gets 0.5 to 1.5 times
 *         that
 * @param temperaturePpbPerK2 typical quadratic coefficient; a unit gets the same multiple as of the linear one
 * @param thermalLagS time constant with which the crystal follows the air, s
 * @param offsetPpb the frequency error at the start is uniform within plus or minus this
 */
public record OscillatorSpec(double whiteSigma, double flickerFloor, double walkSigma, double walkTauS,
        double ageingPpbPerDay, double temperaturePpbPerK, double temperaturePpbPerK2, double thermalLagS,
        double offsetPpb) {

    /** The same oscillator in an ideal oven and without ageing: noise and its starting error alone. */
    public OscillatorSpec noiseOnly() {
        return new OscillatorSpec(whiteSigma, flickerFloor, walkSigma, walkTauS, 0, 0, 0, thermalLagS, offsetPpb);
    }

    /** The same oscillator with another bound on its starting error. */
    public OscillatorSpec withOffsetPpb(double boundPpb) {
        return new OscillatorSpec(whiteSigma, flickerFloor, walkSigma, walkTauS, ageingPpbPerDay, temperaturePpbPerK,
                temperaturePpbPerK2, thermalLagS, boundPpb);
    }
}
