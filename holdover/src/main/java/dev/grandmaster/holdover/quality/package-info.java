/**
 * From the state of the clock and its bound to the clock quality that is announced: one table, a row for each profile.
 */
@NullMarked
package dev.grandmaster.holdover.quality;

import org.jspecify.annotations.NullMarked;
