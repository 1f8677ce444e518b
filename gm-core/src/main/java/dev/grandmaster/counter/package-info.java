/**
 * Monotonic counters with one writer each, readable from everywhere.
 */
@NullMarked
package dev.grandmaster.counter;

import org.jspecify.annotations.NullMarked;
