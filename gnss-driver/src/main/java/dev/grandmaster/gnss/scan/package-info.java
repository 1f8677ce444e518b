/**
 * Finds frames in an arbitrary byte stream: UBX, NMEA 0183 and RTCM 3 side by side, between comments, foreign binary
 * and frames that were cut. It knows where a frame begins, how long it is and whether its check is right, and nothing
 * of what a frame says: that is the business of the protocol rooms ({@code gnss.ubx}, {@code gnss.nmea}).
 *
 * <p>Everything here is single-threaded and pure; whoever reads the link owns the scanner. Uses nothing but the JDK.
 */
@NullMarked
package dev.grandmaster.gnss.scan;

import org.jspecify.annotations.NullMarked;
