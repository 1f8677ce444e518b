/**
 * The loop that owns the clock: edges and time messages go in, steering and one {@code GrandmasterState} come out.
 *
 * <p>{@code DisciplineMachine} is the behaviour, pure and single-threaded; {@code DisciplineAgent} connects it to the board. The second is
 * named in {@code discipline.pulse}, the frequency is computed in {@code discipline.servo}, the bound without a reference comes from the
 * {@code holdover} module. Signs: positive offset = our clock is ahead, positive ppb = run faster, positive cable delay = the pulse
 * arrives late.
 */
@NullMarked
package dev.grandmaster.discipline;

import org.jspecify.annotations.NullMarked;
