/**
 * Keeps other clocks on the disciplined one by comparing the two: clocks of further cards, and the host's own. One agent owns their
 * steering; the disciplined clock is only read here. May use gm-core.
 */
@NullMarked
package dev.grandmaster.discipline.follower;

import org.jspecify.annotations.NullMarked;
