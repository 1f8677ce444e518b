package dev.grandmaster.alarm;

import java.util.Locale;

/** How bad an alarm is, from good to know to act now. */
public enum Severity {
    /** Nothing is amiss; worth knowing. */
    NOTICE,
    /** The time is right; something wants care. */
    MINOR,
    /** The time is at risk, or somebody is not served. */
    MAJOR,
    /** The time is wrong or not served, or nobody can tell. */
    CRITICAL;

    /** As it is written in JSON and in metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
