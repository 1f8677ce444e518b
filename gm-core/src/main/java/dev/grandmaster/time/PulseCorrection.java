package dev.grandmaster.time;

/**
 * The quantisation error ("sawtooth") of the pulse that follows the message.
 *
 * @param qErrNs         ns to add to the stamp of that pulse to get the stamp of the instant the receiver meant (the sign of UBX-TIM-TP)
 * @param scale          scale of {@code scaleSeconds}
 * @param scaleSeconds   the second that the pulse begins, as in {@link SecondLabel}
 * @param arrivalMonoNs  see {@link TimeMessage#arrivalMonoNs()}
 */
public record PulseCorrection(double qErrNs, TimeScale scale, long scaleSeconds,
        long arrivalMonoNs) implements TimeMessage {
}
