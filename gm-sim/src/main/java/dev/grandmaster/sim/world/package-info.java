/**
 * The world around the board: how warm it is, what goes wrong and when, and where chance comes from.
 *
 * <p>Everything here is physics or its script. It reads no clock, draws only from {@link
 * dev.grandmaster.sim.world.RandomStreams}, and is owned by the simulated board; only {@link
 * dev.grandmaster.sim.world.FaultSchedule} may be touched by other threads.
 */
@NullMarked
package dev.grandmaster.sim.world;

import org.jspecify.annotations.NullMarked;
