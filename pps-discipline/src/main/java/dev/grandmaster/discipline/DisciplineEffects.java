package dev.grandmaster.discipline;

import dev.grandmaster.event.GmEvent;

/** What the machine asks for. Called within its cycle only. */
public interface DisciplineEffects {

    /** Sets the clock's frequency correction; returns what was really applied, ppb, or NaN on failure. */
    double adjustFrequency(double ppb);

    /** Steps the clock by so many ns; returns 0, or {@code -errno}. The clock's era is a new one afterwards. */
    int step(long deltaNs);

    /** The clock's era now. */
    int era();

    /** Something to be told. */
    void event(GmEvent event);
}
