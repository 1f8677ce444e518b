package dev.grandmaster.holdover.model;

/**
 * What was foretold at one moment, to be asked later. The course of the temperature since then comes from the bank that made it, whose time
 * has to go on meanwhile.
 */
public final class Forecast {

    /** Sigmas of a bound. */
    static final double SIGMAS = 3;

    private final Outlook outlook;
    private final double[] strangeness;

    /** @param strangeness mean square of error over foretold standard deviation, at each length of virtual holdovers */
    Forecast(Outlook outlook, double[] strangeness) {
        this.outlook = outlook;
        this.strangeness = strangeness;
    }

    /** When it was made, s of the model's time. */
    public double atS() {
        return outlook.atS();
    }

    Outlook outlook() {
        return outlook;
    }

    /** What the bound has to allow for, ns, at t seconds after the moment, which is now or to come. */
    double growthNs(double t, double nowS, LaggedTemperatures temperatures) {
        double ageS = Math.max(0, t);
        return SIGMAS * Math.sqrt(outlook.varianceNs2(ageS, nowS, temperatures) * strangenessAt(ageS));
    }

    /** Between the lengths of virtual holdovers by interpolation in the logarithm. */
    double strangenessAt(double ageS) {
        double[] lengths = VirtualHoldovers.HORIZONS_S;
        for (int horizon = 0; horizon < lengths.length; horizon++) {
            if (ageS <= lengths[horizon]) {
                if (horizon == 0) {
                    return strangeness[0];
                }
                double share = Math.log(ageS / lengths[horizon - 1])
                        / Math.log(lengths[horizon] / lengths[horizon - 1]);
                return strangeness[horizon - 1] + share * (strangeness[horizon] - strangeness[horizon - 1]);
            }
        }
        return strangeness[lengths.length - 1];
    }
}
