/**
 * Talking to the running service: a UNIX socket in the state directory that takes one line and answers it. Who may open the socket may
 * command the service; file permissions are the guard.
 *
 * <p>The socket's threads only carry lines. Commands are carried out by the supervisor, on its own thread, one after the other.
 */
@NullMarked
package dev.grandmaster.app.control;

import org.jspecify.annotations.NullMarked;
