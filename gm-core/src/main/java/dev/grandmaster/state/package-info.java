/**
 * Immutable snapshots that one agent publishes and all others read, and the cell that carries them.
 */
@NullMarked
package dev.grandmaster.state;

import org.jspecify.annotations.NullMarked;
