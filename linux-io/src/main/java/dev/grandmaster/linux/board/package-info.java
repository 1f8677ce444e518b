/**
 * The board made of real devices: opens what the settings name, in order, closes it in the opposite order, and lets threads wait for it.
 *
 * <p>Owner: the composition root. May use all rooms of this module and gm-core's {@code board}.
 */
@NullMarked
package dev.grandmaster.linux.board;

import org.jspecify.annotations.NullMarked;
