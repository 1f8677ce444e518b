/**
 * The simulated board: the ports of {@code gm-core} over the physics of this module.
 *
 * <p>It speaks no protocol and opens no socket: the receiver's bytes and the network come in through factories.
 */
@NullMarked
package dev.grandmaster.sim.board;

import org.jspecify.annotations.NullMarked;
