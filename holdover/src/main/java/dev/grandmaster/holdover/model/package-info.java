/**
 * What an oscillator does when it is left alone: the model that learns while the clock is locked, and the prior figures of its class.
 *
 * <p>Frequencies in ppb (= ns/s), positive runs faster; phases in ns; ages in s. Nothing here reads a clock or steers one.
 */
@NullMarked
package dev.grandmaster.holdover.model;

import org.jspecify.annotations.NullMarked;
