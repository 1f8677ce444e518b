package dev.grandmaster.alarm;

import java.util.List;

/**
 * All alarms at one instant. Written by the supervisor, once a second and at each change.
 *
 * @param active  those that stand, the worst first, then the oldest
 * @param recent  changes, the newest first, a bounded number of them
 * @param changes sequence of the last change; 0 before the first
 */
public record AlarmStatus(List<Alarm> active, List<Alarm> recent, long changes) {

    /** Nothing is wrong, nothing was. */
    public static final AlarmStatus NONE = new AlarmStatus(List.of(), List.of(), 0);

    public AlarmStatus {
        active = List.copyOf(active);
        recent = List.copyOf(recent);
    }

    /** The worst severity that stands; {@link Severity#NOTICE} where nothing stands. */
    public Severity worst() {
        return active.isEmpty() ? Severity.NOTICE : active.getFirst().severity();
    }
}
