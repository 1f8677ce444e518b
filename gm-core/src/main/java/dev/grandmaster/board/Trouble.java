package dev.grandmaster.board;

/**
 * Something that is amiss with a board's hardware for as long as it is told.
 *
 * @param part of the board
 * @param text one line for the operator
 */
public record Trouble(Part part, String text) {

    /** What may be in trouble. */
    public enum Part {
        /** The clock that is disciplined. */
        CLOCK,
        /** Where the receiver's pulse is stamped. */
        PULSE,
        /** A clock that follows the disciplined one. */
        FOLLOWER,
        /** The system clock, where it is kept from the disciplined one. */
        SYSTEM_CLOCK,
        /** The oscillator behind the clock, and what it is steered by. */
        OSCILLATOR,
        /** A pulse, lamp, relay or supply. */
        OUTPUT
    }
}
