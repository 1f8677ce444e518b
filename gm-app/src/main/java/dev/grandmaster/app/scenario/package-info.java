/**
 * Whole-system runs under virtual time: the simulated board, the product's own agents, and a clock that jumps to whatever is due next.
 */
@NullMarked
package dev.grandmaster.app.scenario;

import org.jspecify.annotations.NullMarked;
