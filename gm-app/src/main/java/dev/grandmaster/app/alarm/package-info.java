/**
 * What an operator should know of while it lasts: the catalogue of alarms, and the machine that raises and clears them from snapshots and
 * counters once a second. Pure but for {@link dev.grandmaster.app.alarm.Conditions} and {@link dev.grandmaster.app.alarm.Figures}, into
 * which others write from their own threads.
 */
@NullMarked
package dev.grandmaster.app.alarm;

import org.jspecify.annotations.NullMarked;
