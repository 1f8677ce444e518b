/**
 * How good a clock is said to be: the clock quality of IEEE 1588-2019 and the verdicts that lead to it. Values only.
 */
@NullMarked
package dev.grandmaster.quality;

import org.jspecify.annotations.NullMarked;
