package dev.grandmaster.board;

/**
 * What a board says of itself.
 *
 * @param name         the board's name, as in its file
 * @param manufacturer for CLOCK_DESCRIPTION
 * @param simulated    true where the time is invented: the board must say so wherever it is asked
 */
public record BoardInfo(String name, String manufacturer, boolean simulated) {
}
