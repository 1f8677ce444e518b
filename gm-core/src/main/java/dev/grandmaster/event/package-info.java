/**
 * What happened, for those who watch. Observation only: no control flow depends on an event arriving.
 */
@NullMarked
package dev.grandmaster.event;

import org.jspecify.annotations.NullMarked;
