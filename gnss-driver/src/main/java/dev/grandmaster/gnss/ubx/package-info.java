/**
 * The u-blox binary protocol: what the messages that matter for time mean, and how to write them.
 *
 * <p>Layouts follow the u-blox interface descriptions (generations 6 to X20); all numbers on the
 * wire are little-endian. Decoding is total: a frame that is too short or of another kind gives no message and a count.
 * May use {@code gnss.scan}.
 */
@NullMarked
package dev.grandmaster.gnss.ubx;

import org.jspecify.annotations.NullMarked;
