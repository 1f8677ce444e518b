package dev.grandmaster.web.access;

/**
 * Who asks.
 *
 * @param name    of the account, or of the token
 * @param machine came with a token instead of a session
 */
public record Principal(String name, Role role, boolean machine) {
}
