/**
 * Which second a pulse begins, and what is known of UTC: the only place where a receiver's labels become TAI.
 *
 * <p>Pure and single-threaded, owned by the discipline machine. Uses {@code gm-core} only.
 */
@NullMarked
package dev.grandmaster.discipline.pulse;

import org.jspecify.annotations.NullMarked;
