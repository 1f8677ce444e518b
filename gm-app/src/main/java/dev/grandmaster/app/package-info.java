/**
 * The composition root: opens the board that the configuration names, wires agents to ports and cells to agents, gives each agent a
 * thread, and takes it all down in the opposite order. Knows every room; no room knows it.
 */
@NullMarked
package dev.grandmaster.app;

import org.jspecify.annotations.NullMarked;
