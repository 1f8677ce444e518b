/**
 * What is wrong now and what was: alarms as everybody sees them, whoever found them. The catalogue and the machine that judges live in
 * gm-app's {@code app.alarm}.
 */
@NullMarked
package dev.grandmaster.alarm;

import org.jspecify.annotations.NullMarked;
