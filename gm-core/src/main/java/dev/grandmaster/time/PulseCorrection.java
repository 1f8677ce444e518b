package dev.grandmaster.time;

/**
 * The quantisation error ("sawtooth") of the pulse that is named.
 *
 * @param qErrNs         ns to add to the stamp of that pulse to get the stamp of the instant the receiver meant (the sign of UBX-TIM-TP)
 * @param scale          scale of {@code scaleSeconds}
 * @param scaleSeconds   the second that the pulse begins, as in {@link SecondLabel}
 * @param documented    false where its sign and its pulse are only guessed: it is to be tried before it is used
 * @param arrivalMonoNs  see {@link TimeMessage#arrivalMonoNs()}
 */
public record PulseCorrection(double qErrNs, TimeScale scale, long scaleSeconds,
        boolean documented, long arrivalMonoNs) implements TimeMessage {
}
