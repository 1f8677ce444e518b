/**
 * The command line {@code gm}: what an operator types, and what the program answers to a person.
 *
 * <p>Owner: the main thread. Each command reads its arguments and files, hands over to the room that does the work, and
 * turns the outcome into an {@link dev.grandmaster.app.cli.ExitCode}. No stack trace reaches a user. picocli is named
 * here alone. JSON is written by avaje-jsonb (see docs/adr/0002-json-by-avaje-jsonb.md).
 */
@NullMarked
package dev.grandmaster.app.cli;

import org.jspecify.annotations.NullMarked;
