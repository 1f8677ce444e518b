/**
 * A network in memory: PTP transports that are joined by a wire with delay, for tests in virtual time.
 *
 * <p>It carries bytes and stamps them; what they mean is not its business. Everything runs on one thread.
 */
@NullMarked
package dev.grandmaster.sim.net;

import org.jspecify.annotations.NullMarked;
