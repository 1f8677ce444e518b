/**
 * NMEA 0183: what the sentences that matter for time mean, and how to write them.
 *
 * <p>Follows NMEA 0183 version 4.11 and what receivers really send. Decoding is total: a sentence that does not read
 * gives no message and a count. May use {@code gnss.scan}.
 */
@NullMarked
package dev.grandmaster.gnss.nmea;

import org.jspecify.annotations.NullMarked;
