package dev.grandmaster.sim.oscillator;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of oscillator that grandmasters are built with, a row of figures each. */
@SuppressWarnings("ImmutableEnumChecker") // the spec is a record of numbers
public enum OscillatorKind {
    // white 1 s, flicker, walk @ tau s, ppb/day, ppb/K, ppb/K2, lag s, start ppb
    XO("XO", new OscillatorSpec(3e-10, 1e-10, 1e-9, 1e3, 5, 80, 1, 60, 12_000)), TCXO("TCXO",
            new OscillatorSpec(5e-11, 2e-11, 5e-11, 1e3, 1, 8, 0.3, 60, 1_000)), OCXO("OCXO",
                    new OscillatorSpec(3e-12, 2e-12, 5e-12, 1e4, 0.1, 0.03, 0, 600, 80)), RB("Rb",
                            new OscillatorSpec(3e-11, 5e-13, 5e-13, 1e5, 0.003, 0.005, 0, 1200, 1));

    private final String label;
    private final OscillatorSpec spec;

    OscillatorKind(String label, OscillatorSpec spec) {
        this.label = label;
        this.spec = spec;
    }

    /** The name that configuration and scenarios use. */
    public String label() {
        return label;
    }

    public OscillatorSpec spec() {
        return spec;
    }

    /** The kind of that label, empty when there is none. */
    public static Optional<OscillatorKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
