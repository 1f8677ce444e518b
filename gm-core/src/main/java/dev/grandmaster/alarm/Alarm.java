package dev.grandmaster.alarm;

import java.util.Locale;

/**
 * One alarm of one subject, at its last change.
 *
 * @param code         what is wrong, as in docs/alarms.md
 * @param subject      of what: a port, the antenna, the clock
 * @param severity     now; it may have been raised since the alarm stands
 * @param state        whether it stands
 * @param text         a sentence for people
 * @param reading      what was measured
 * @param raisedTaiNs  TAI, ns, when it began to stand
 * @param clearedTaiNs TAI, ns, when it ended; {@link #NEVER} while it stands
 * @param sequence     of this change: one number for each change of any alarm, growing over restarts
 * @param acknowledged somebody has seen it
 */
public record Alarm(String code, String subject, Severity severity, State state, String text, Reading reading,
        long raisedTaiNs, long clearedTaiNs, long sequence, boolean acknowledged) {

    /** It has not been cleared. */
    public static final long NEVER = Long.MIN_VALUE;

    /** Whether an alarm stands. */
    public enum State {
        /** It stands. */
        ACTIVE,
        /** It stood, and does so no longer. */
        CLEARED,
        /** It happened, and does not last. */
        EVENT;

        /** As it is written in JSON. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was measured against which limit.
     *
     * @param value     NaN where there is nothing to measure
     * @param threshold at which the alarm is raised; NaN where there is none
     * @param unit      of both, empty for a number
     */
    public record Reading(double value, double threshold, String unit) {

        /** Nothing is measured: it is so, or it is not. */
        public static final Reading NONE = new Reading(Double.NaN, Double.NaN, "");
    }

    /** What an alarm is known by while it stands. */
    public String key() {
        return code + '/' + subject;
    }

    /** The same at another change. */
    public Alarm changed(State newState, Severity newSeverity, long newClearedTaiNs, long newSequence) {
        return new Alarm(code, subject, newSeverity, newState, text, reading, raisedTaiNs, newClearedTaiNs, newSequence,
                acknowledged);
    }

    /** The same with newer words and figures; no change of the alarm. */
    public Alarm told(String newText, Reading newReading) {
        return new Alarm(code, subject, severity, state, newText, newReading, raisedTaiNs, clearedTaiNs, sequence,
                acknowledged);
    }

    /** Seen by somebody. */
    public Alarm seen(long newSequence) {
        return new Alarm(code, subject, severity, state, text, reading, raisedTaiNs, clearedTaiNs, newSequence, true);
    }

    /** One line of a journal. */
    public String line() {
        return "alarm " + code + ' ' + subject + ' ' + (state == State.ACTIVE ? severity.word() : state.word())
                + (acknowledged ? " (acknowledged): " : ": ") + text;
    }
}
