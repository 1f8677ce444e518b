/**
 * From the error of the clock to the frequency correction: scatter of the pulses, filters, slew of the phase.
 *
 * <p>Pure and single-threaded, owned by the discipline machine. Errors in ns, positive ahead; corrections in ppb (= ns/s), positive
 * faster.
 */
@NullMarked
package dev.grandmaster.discipline.servo;

import org.jspecify.annotations.NullMarked;
