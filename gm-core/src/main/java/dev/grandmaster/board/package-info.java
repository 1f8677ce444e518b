/**
 * The ports: where pure logic ends and hardware, or its simulation, begins.
 *
 * <p>{@code linux-io} and {@code gm-sim} implement them. Their polls never block and are bounded; kernel results are
 * ints, {@code -errno} on failure; exceptions are for opening and configuring only.
 */
@NullMarked
package dev.grandmaster.board;

import org.jspecify.annotations.NullMarked;
