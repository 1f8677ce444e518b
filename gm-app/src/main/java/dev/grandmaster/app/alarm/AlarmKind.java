package dev.grandmaster.app.alarm;

import java.util.regex.Pattern;

import dev.grandmaster.alarm.Severity;

/**
 * One alarm of the catalogue.
 *
 * @param code     what it is called everywhere, lower case with dashes
 * @param severity when it is raised
 * @param timing   how long it takes to be raised, cleared and elevated
 * @param words    for people
 * @param rule     what it is raised and cleared by
 */
record AlarmKind(String code, Severity severity, Timing timing, Words words, Rule rule) {

    private static final Pattern CODE = Pattern.compile("[a-z]+(-[a-z]+)*");

    AlarmKind {
        if (!CODE.matcher(code).matches()) {
            throw new IllegalArgumentException(code);
        }
    }

    /**
     * How long a condition must last, s.
     *
     * @param raiseS   before the alarm stands
     * @param clearS   its absence, before the alarm is cleared
     * @param elevateS standing, before a minor alarm becomes a major one; {@link #NEVER} to stay
     * @param event    it happens and never stands
     */
    record Timing(int raiseS, int clearS, int elevateS, boolean event) {

        static final int NEVER = Integer.MAX_VALUE;
        static final Timing EVENT = new Timing(0, 0, NEVER, true);

        static Timing of(int raiseS, int clearS) {
            return new Timing(raiseS, clearS, NEVER, false);
        }

        Timing elevatedAfter(int seconds) {
            return new Timing(raiseS, clearS, seconds, event);
        }
    }

    /**
     * What the page says of it.
     *
     * @param raised when it is raised
     * @param cleared when it is cleared
     * @param toDo   what to do about it
     */
    record Words(String raised, String cleared, String toDo) {
    }

    /** Looks once a second. A subject that it does not name any more is clear. */
    @FunctionalInterface
    interface Rule {
        void look(Sight sight, Findings to);
    }
}
