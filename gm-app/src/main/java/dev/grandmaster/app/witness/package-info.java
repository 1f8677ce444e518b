/**
 * Who says what time it is without asking our receiver: NTP servers, the real-time clock of the board, and
 * other grandmasters that are overheard on PTP. Their word goes to the discipline
 * as one {@link dev.grandmaster.time.Testimony}; it confirms or denies the name of a second and steers nothing.
 */
@NullMarked
package dev.grandmaster.app.witness;

import org.jspecify.annotations.NullMarked;
