/**
 * Pages and API of the running service. {@link dev.grandmaster.web.WebService} is the door; whoever opens it hands in a
 * {@link dev.grandmaster.web.api.Unit} to look at and {@link dev.grandmaster.web.api.Settings} to change. Reads snapshots, writes nothing of
 * the clock.
 */
@NullMarked
package dev.grandmaster.web;

import org.jspecify.annotations.NullMarked;
