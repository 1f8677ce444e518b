package dev.grandmaster.discipline;

/**
 * Asks for a rehearsal of holdover, or for the end of one. Each request is taken up once, at once or never: one that cannot begin now does
 * not begin later.
 *
 * @param number  another one than that of the request before
 * @param seconds to ignore the reference for; 0 ends what goes on
 */
public record RehearsalRequest(long number, long seconds) {

    /** Nobody asked yet. */
    public static final RehearsalRequest NONE = new RehearsalRequest(0, 0);
    /** A day. */
    public static final long LONGEST_S = 86_400;

    public RehearsalRequest {
        if (seconds < 0 || seconds > LONGEST_S) {
            throw new IllegalArgumentException("seconds are 0 to " + LONGEST_S);
        }
    }
}
