/**
 * One look at the whole service: the snapshots of all agents put beside each other, for the terminal, for the control socket, for whoever
 * asks. Reads only.
 */
@NullMarked
package dev.grandmaster.app.status;

import org.jspecify.annotations.NullMarked;
