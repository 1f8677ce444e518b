/**
 * How the machine under the service fares: disk, memory, processor, its own clock, the temperature. Levels and counts for alarms and
 * metrics; nothing here knows alarms.
 */
@NullMarked
package dev.grandmaster.app.health;

import org.jspecify.annotations.NullMarked;
