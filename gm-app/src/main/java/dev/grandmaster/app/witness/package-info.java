/**
 * Who says what time it is without asking our receiver: NTP servers and the real-time clock of the board. Their word goes to the discipline
 * as one {@link dev.grandmaster.time.Testimony}; it confirms or denies the name of a second and steers nothing.
 */
@NullMarked
package dev.grandmaster.app.witness;

import org.jspecify.annotations.NullMarked;
