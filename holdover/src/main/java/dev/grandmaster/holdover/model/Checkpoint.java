package dev.grandmaster.holdover.model;

/** A bank as it was at one moment, to go back to. */
public final class Checkpoint {

    private final Forecast forecast;
    private final double[][] filters;

    /** @param filters what each of them saved */
    Checkpoint(Forecast forecast, double[][] filters) {
        this.forecast = forecast;
        this.filters = filters;
    }

    /** What was foretold then. */
    Forecast forecast() {
        return forecast;
    }

    /** When that was, s of the model's time. */
    public double atS() {
        return forecast.atS();
    }

    double[] filter(int k) {
        return filters[k];
    }
}
