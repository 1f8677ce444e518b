/**
 * The bytes of IEEE 1588-2019: one flyweight per message, one cursor for its TLVs, and a field-by-field reading for people.
 *
 * <p>A flyweight owns nothing: {@code wrap} lays it over bytes that somebody else received, {@code begin} over bytes that
 * somebody else will send, and it may be laid over the next message right after. Everything on the packet path is a
 * primitive, so nothing here allocates there. Foreign bytes never throw: {@code wrap} answers with a
 * {@link dev.grandmaster.ptp.wire.WireStatus}, and accessors are safe after {@code OK}.
 *
 * <p>This room knows no clock, no port and no state. It may use the JDK alone; every other room of ptp-master may use it.
 */
@NullMarked
package dev.grandmaster.ptp.wire;

import org.jspecify.annotations.NullMarked;
