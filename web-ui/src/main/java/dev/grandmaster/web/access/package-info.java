/**
 * Who may do what: accounts, passwords, sessions, tokens of machines, and the patience with those who guess. Time is an argument. Owned by
 * the web service; kept through {@link dev.grandmaster.web.access.Keep}.
 */
@NullMarked
package dev.grandmaster.web.access;

import org.jspecify.annotations.NullMarked;
