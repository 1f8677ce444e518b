package dev.grandmaster.holdover.model;

/**
 * The classes of oscillators, a row of figures each. Noise as of a good unit, ageing and temperature as of a bad one: 1.5 times the typical
 * figure, since a bound that is too small is a lie and one that is too large is not.
 */
@SuppressWarnings("ImmutableEnumChecker") // the prior is a record of numbers
public enum OscillatorClass {
    /** A plain crystal. */
    XO("XO", new OscillatorPrior(0.3, 0.1, 1, 7.5, 130, 120, 4)),
    /** Temperature compensated. */
    TCXO("TCXO", new OscillatorPrior(0.05, 0.02, 0.05, 1.5, 15, 600, 10)),
    /** In an oven. */
    OCXO("OCXO", new OscillatorPrior(0.003, 0.002, 0.0016, 0.15, 0.05, 3600, 90)),
    /** Rubidium. */
    RB("Rb", new OscillatorPrior(0.03, 0.0005, 0.00005, 0.0045, 0.008, 3600, 120)),
    /** Nobody said: it may be a plain crystal, as in every computer. */
    UNKNOWN("unknown", XO.prior);

    private final String label;
    private final OscillatorPrior prior;

    OscillatorClass(String label, OscillatorPrior prior) {
        this.label = label;
        this.prior = prior;
    }

    /** The name in configuration files. */
    public String label() {
        return label;
    }

    public OscillatorPrior prior() {
        return prior;
    }
}
