/**
 * Understands a receiver: joins the messages of all its protocols into labelled seconds, pulse corrections, leap evidence,
 * a picture of the sky, and one judgement a second.
 *
 * <p>Labels keep the scale in which the receiver said them; TAI is not spoken here. Machines only: time is an argument.
 * The dialogue that sets a receiver up is next door, in {@code gnss.setup}. May use {@code gnss.scan}, {@code gnss.ubx} and
 * {@code gnss.nmea}; owned by the receiver agent.
 */
@NullMarked
package dev.grandmaster.gnss.receiver;

import org.jspecify.annotations.NullMarked;
