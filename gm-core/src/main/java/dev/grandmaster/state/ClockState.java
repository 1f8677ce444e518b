package dev.grandmaster.state;

/** The states of the disciplined clock. */
public enum ClockState {
    /** Started; no usable pulse and no fix yet. */
    WARM_UP,
    /** Naming the second, stepping, pulling in. */
    ACQUIRING,
    /** Steered by the reference. */
    LOCKED,
    /** The reference is gone; the model's bound is within the specification. */
    HOLDOVER,
    /** The reference is gone; the bound is beyond the specification. */
    HOLDOVER_OUT_OF_SPEC,
    /** The reference is back; the clock is slewed towards it. */
    RECOVERING,
    /** The clock runs, and nothing is known of its error. */
    FREE_RUN
}
