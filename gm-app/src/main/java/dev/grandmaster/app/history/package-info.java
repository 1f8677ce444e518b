/**
 * One record a second, for more than a year, in little room: delta-coded blocks of ten minutes in SQLite, written once a minute by a
 * thread of their own, with the extremes of each block beside them for long plots. Nothing is averaged away.
 */
@NullMarked
package dev.grandmaster.app.history;

import org.jspecify.annotations.NullMarked;
