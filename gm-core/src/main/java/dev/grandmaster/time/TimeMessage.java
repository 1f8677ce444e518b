package dev.grandmaster.time;

/** What a receiver says that the naming of seconds, or the leap second oracle, can use. */
public sealed interface TimeMessage permits SecondLabel, PulseCorrection, LeapEvidence, SourceVerdict {

    /** Monotonic time, ns, at which the first byte of the message had arrived. */
    long arrivalMonoNs();
}
