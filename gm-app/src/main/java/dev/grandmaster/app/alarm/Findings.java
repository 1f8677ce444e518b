package dev.grandmaster.app.alarm;

import dev.grandmaster.alarm.Alarm.Reading;

/** Where a rule puts what it found. */
interface Findings {

    /** What the look says of an alarm. */
    enum Wish {
        RAISE,
        /** Between the two limits: as it was. */
        KEEP, CLEAR
    }

    /** One finding of one subject. */
    void found(String subject, Wish wish, Reading reading, String text);

    /** Something that only grows: the alarm is raised whenever it has grown since the last look. */
    void counted(String subject, double count, String text);

    /** The same of a counter. */
    default void counted(String subject, long count, String text) {
        counted(subject, (double) count, text);
    }

    /** It is so, or it is not. */
    default void stands(String subject, boolean stands, String text) {
        found(subject, stands ? Wish.RAISE : Wish.CLEAR, Reading.NONE, text);
    }

    /** Raised from a limit on, cleared below a lower one; NaN says nothing. */
    default void over(String subject, double value, Limit limit, String text) {
        if (!Double.isNaN(value)) {
            found(subject, value >= limit.raise() ? Wish.RAISE : value < limit.clear() ? Wish.CLEAR : Wish.KEEP,
                    new Reading(value, limit.raise(), limit.unit()), text);
        }
    }

    /** Raised below a limit, cleared from a higher one on; NaN says nothing. */
    default void under(String subject, double value, Limit limit, String text) {
        if (!Double.isNaN(value)) {
            found(subject, value < limit.raise() ? Wish.RAISE : value >= limit.clear() ? Wish.CLEAR : Wish.KEEP,
                    new Reading(value, limit.raise(), limit.unit()), text);
        }
    }

    /**
     * Two limits, so that a value between them changes nothing.
     *
     * @param raise where the alarm is raised
     * @param clear where it is cleared
     * @param unit  of both
     */
    record Limit(double raise, double clear, String unit) {
    }
}
