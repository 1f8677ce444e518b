package dev.grandmaster.sim.world;

/** First-order thermal lag: a body that follows the temperature around it with one time constant. */
public final class ThermalLag {

    private final double timeConstantS;
    private double bodyC;

    /**
     * @param timeConstantS time constant, s
     * @param startC temperature of the body at the start, degrees Celsius
     */
    public ThermalLag(double timeConstantS, double startC) {
        this.timeConstantS = timeConstantS;
        this.bodyC = startC;
    }

    /**
     * Lets {@code stepS} seconds pass in surroundings of {@code ambientC} and returns the temperature of the body,
     * degrees Celsius.
     */
    public double advance(double stepS, double ambientC) {
        bodyC += -Math.expm1(-stepS / timeConstantS) * (ambientC - bodyC);
        return bodyC;
    }

    public double bodyC() {
        return bodyC;
    }
}
