package dev.grandmaster.app.simulated;

/**
 * The simulated receiver.
 *
 * @param protocol what it speaks
 * @param qErr whether it tells the rounding of its pulses (UBX-TIM-TP)
 * @param cold whether it was switched on without date, almanac and leap seconds
 * @param latencyNs from the true second to the first byte about it
 * @param baud speed of its line; ten bits make a byte
 * @param leapDecodeS when cold, seconds of reception until the leap seconds are decoded: GPS repeats them every 12.5
 *         minutes
 */
public record ReceiverSpec(ReceiverProtocol protocol, boolean qErr, boolean cold, long latencyNs, int baud,
        int leapDecodeS) {

    /** A warm timing receiver that speaks UBX. */
    public static final ReceiverSpec WARM_UBX = new ReceiverSpec(ReceiverProtocol.UBX, true, false, 50_000_000L,
            115_200,
            750);

    /** @throws IllegalArgumentException on a negative latency or a speed that is none */
    public ReceiverSpec {
        if (latencyNs < 0) {
            throw new IllegalArgumentException("receiver latency must not be negative: " + latencyNs + " ns");
        }
        if (baud < 1200) {
            throw new IllegalArgumentException("receiver speed must be at least 1200 baud: " + baud);
        }
    }

    public ReceiverSpec withProtocol(ReceiverProtocol other) {
        return new ReceiverSpec(other, qErr, cold, latencyNs, baud, leapDecodeS);
    }

    public ReceiverSpec withQErr(boolean told) {
        return new ReceiverSpec(protocol, told, cold, latencyNs, baud, leapDecodeS);
    }

    public ReceiverSpec withCold(boolean isCold) {
        return new ReceiverSpec(protocol, qErr, isCold, latencyNs, baud, leapDecodeS);
    }

    public ReceiverSpec withLatencyNs(long otherNs) {
        return new ReceiverSpec(protocol, qErr, cold, otherNs, baud, leapDecodeS);
    }

    public ReceiverSpec withBaud(int other) {
        return new ReceiverSpec(protocol, qErr, cold, latencyNs, other, leapDecodeS);
    }
}
