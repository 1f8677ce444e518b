/**
 * What the receiver says about the second, and how far it may be believed.
 *
 * <p>This room holds what joins the others: the agent that reads the link, and the census of a recorded stream. Frames
 * are found in {@code gnss.scan}, understood in {@code gnss.ubx} and {@code gnss.nmea}, and turned into labelled seconds,
 * leap evidence and a verdict in {@code gnss.receiver}. The scale of a label is the receiver's own (GPS, Galileo, UTC);
 * TAI is not spoken here.
 */
@NullMarked
package dev.grandmaster.gnss;

import org.jspecify.annotations.NullMarked;
