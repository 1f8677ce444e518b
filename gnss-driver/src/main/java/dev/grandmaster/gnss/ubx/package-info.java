/**
 * The u-blox binary protocol: what the messages that matter for time mean, and how to write them.
 *
 * <p>Layouts follow the u-blox interface descriptions (M8 protocol 15 to 23, F9 TIM 2.20, X20 HPG 2.00); all numbers on the
 * wire are little-endian. Decoding is total: a frame that is too short or of another kind gives no message and a count.
 * May use {@code gnss.scan}.
 */
@NullMarked
package dev.grandmaster.gnss.ubx;

import org.jspecify.annotations.NullMarked;
