/**
 * The skeleton of a thread: duty cycles, their waiting, their failure.
 */
@NullMarked
package dev.grandmaster.agent;

import org.jspecify.annotations.NullMarked;
