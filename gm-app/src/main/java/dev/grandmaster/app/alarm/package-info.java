/** Conditions that an operator should know of while they last. Levels, not events: a condition is raised, stands, and is cleared. */
@NullMarked
package dev.grandmaster.app.alarm;

import org.jspecify.annotations.NullMarked;
