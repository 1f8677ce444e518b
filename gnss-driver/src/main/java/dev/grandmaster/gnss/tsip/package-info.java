/**
 * The Trimble Standard Interface Protocol of timing receivers: framing, the packets that matter for
 * time, and the dialogue that sets such a receiver up. A packet begins with any
 * byte behind a DLE, so it can be framed only on a link that is known to carry nothing else.
 *
 * <p>What a packet says is told to {@link dev.grandmaster.gnss.receiver.Account}; nothing outside this package knows of Trimble. May use
 * {@code gnss.scan}, {@code gnss.receiver}, {@code gnss.setup} and the states of {@code gnss.ubx}; owned by the receiver agent.
 */
@NullMarked
package dev.grandmaster.gnss.tsip;

import org.jspecify.annotations.NullMarked;
