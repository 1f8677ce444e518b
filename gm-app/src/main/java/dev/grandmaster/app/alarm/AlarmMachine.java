package dev.grandmaster.app.alarm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.Alarm.State;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.alarm.Severity;
import org.jspecify.annotations.Nullable;

/** Raises, elevates and clears alarms by what the rules of the catalogue find, once a second. */
final class AlarmMachine {

    private static final int MOST_RECENT = 200;
    private static final double NS = 1e9;

    /** Where one alarm of one subject is. */
    private static final class Course {
        private final AlarmKind kind;
        private @Nullable Alarm standing;
        private boolean wanted;
        private boolean unwanted;
        private long sinceMonoNs;
        private long standsSinceMonoNs;
        private boolean looked;

        private Course(AlarmKind kind) {
            this.kind = kind;
        }
    }

    private final List<AlarmKind> kinds;
    private final Map<String, Course> courses = new LinkedHashMap<>();
    private final Map<String, Double> counts = new HashMap<>();
    private final Deque<Alarm> recent = new ArrayDeque<>();
    private final List<Alarm> changes = new ArrayList<>();
    private long sequence;

    AlarmMachine(List<AlarmKind> kinds) {
        this.kinds = List.copyOf(kinds);
    }

    /**
     * Goes on where a former run ended: what stood then stands, until a look clears it.
     *
     * @param lastSequence of that run
     */
    void restore(long lastSequence, List<Alarm> standing, long nowMonoNs) {
        sequence = lastSequence;
        Map<String, AlarmKind> known = kinds.stream().collect(Collectors.toMap(AlarmKind::code, kind -> kind));
        for (Alarm alarm : standing) {
            AlarmKind kind = known.get(alarm.code());
            if (kind != null) {
                Course course = new Course(kind);
                course.standing = alarm;
                course.standsSinceMonoNs = nowMonoNs;
                courses.put(alarm.key(), course);
            }
        }
    }

    /** What changed before this run, the newest first. */
    void remember(List<Alarm> former) {
        former.stream().limit(MOST_RECENT).forEach(recent::addLast);
    }

    /**
     * Looks at everything.
     *
     * @param taiNs TAI, ns: when what changes is said to have changed
     * @return what changed, in order
     */
    List<Alarm> look(Sight sight, long taiNs) {
        changes.clear();
        courses.values().forEach(course -> course.looked = false);
        for (AlarmKind kind : kinds) {
            kind.rule().look(sight, new Findings() {
                @Override
                public void found(String subject, Wish wish, Reading reading, String text) {
                    AlarmMachine.this.found(kind, subject, wish, reading, text, sight.nowMonoNs(), taiNs);
                }

                @Override
                public void counted(String subject, double count, String text) {
                    AlarmMachine.this.counted(kind, subject, count, text, sight.nowMonoNs(), taiNs);
                }
            });
        }
        for (Course course : List.copyOf(courses.values())) {
            Alarm standing = course.standing;
            if (!course.looked && standing != null) {
                follow(course, Findings.Wish.CLEAR, standing, sight.nowMonoNs(), taiNs);
            }
        }
        courses.values().removeIf(course -> course.standing == null && !(course.wanted && course.looked));
        return List.copyOf(changes);
    }

    private void counted(AlarmKind kind, String subject, double count, String text, long nowMonoNs, long taiNs) {
        if (Double.isNaN(count)) {
            return;
        }
        Double before = counts.put(kind.code() + '/' + subject, count);
        boolean grown = count > (before == null ? 0 : before);
        found(kind, subject, grown ? Findings.Wish.RAISE : Findings.Wish.CLEAR, new Reading(count, Double.NaN, ""),
                text, nowMonoNs, taiNs);
    }

    private void found(AlarmKind kind, String subject, Findings.Wish wish, Reading reading, String text,
            long nowMonoNs, long taiNs) {
        String name = topicSafe(subject);
        if (kind.timing().event()) {
            if (wish == Findings.Wish.RAISE) {
                told(new Alarm(kind.code(), name, kind.severity(), State.EVENT, text, reading, taiNs, taiNs, ++sequence,
                        false));
            }
            return;
        }
        Course course = courses.computeIfAbsent(kind.code() + '/' + name, key -> new Course(kind));
        course.looked = true;
        Alarm standing = course.standing;
        Alarm now = standing == null
                ? new Alarm(kind.code(), name, kind.severity(), State.ACTIVE, text, reading, taiNs, Alarm.NEVER, 0,
                        false)
                : wish == Findings.Wish.RAISE ? standing.told(text, reading) : standing;
        follow(course, wish, now, nowMonoNs, taiNs);
    }

    /** Moves an alarm on; {@code now} is what it would stand as. */
    private void follow(Course course, Findings.Wish wish, Alarm now, long nowMonoNs, long taiNs) {
        AlarmKind.Timing timing = course.kind.timing();
        if (course.standing == null) {
            boolean wanted = wish == Findings.Wish.RAISE;
            if (wanted && !course.wanted) {
                course.sinceMonoNs = nowMonoNs;
            }
            course.wanted = wanted;
            if (wanted && lasted(course.sinceMonoNs, nowMonoNs, timing.raiseS())) {
                course.unwanted = false;
                course.standsSinceMonoNs = nowMonoNs;
                course.standing = told(now.changed(State.ACTIVE, now.severity(), Alarm.NEVER, ++sequence));
            }
            return;
        }
        course.standing = now;
        boolean unwanted = wish == Findings.Wish.CLEAR;
        if (unwanted && !course.unwanted) {
            course.sinceMonoNs = nowMonoNs;
        }
        course.unwanted = unwanted;
        if (unwanted && lasted(course.sinceMonoNs, nowMonoNs, timing.clearS())) {
            course.wanted = false;
            course.standing = null;
            told(now.changed(State.CLEARED, now.severity(), taiNs, ++sequence));
        } else if (now.severity() == Severity.MINOR && timing.elevateS() != AlarmKind.Timing.NEVER
                && lasted(course.standsSinceMonoNs, nowMonoNs, timing.elevateS())) {
            course.standing = told(now.changed(State.ACTIVE, Severity.MAJOR, Alarm.NEVER, ++sequence));
        }
    }

    private Alarm told(Alarm change) {
        changes.add(change);
        remember(change);
        return change;
    }

    private void remember(Alarm change) {
        recent.addFirst(change);
        while (recent.size() > MOST_RECENT) {
            recent.removeLast();
        }
    }

    private static boolean lasted(long sinceMonoNs, long nowMonoNs, int seconds) {
        return nowMonoNs - sinceMonoNs >= seconds * NS;
    }

    /** Somebody has seen an alarm; the change, or nothing where it does not stand or was seen before. */
    Optional<Alarm> acknowledge(String code, String subject) {
        Course course = courses.get(code + '/' + subject);
        Alarm standing = course == null ? null : course.standing;
        if (course == null || standing == null || standing.acknowledged()) {
            return Optional.empty();
        }
        Alarm seen = standing.seen(++sequence);
        course.standing = seen;
        remember(seen);
        return Optional.of(seen);
    }

    AlarmStatus status() {
        List<Alarm> active = courses.values().stream().map(course -> course.standing).filter(Alarm.class::isInstance)
                .map(Alarm.class::cast)
                .sorted(Comparator.comparing(Alarm::severity).reversed().thenComparingLong(Alarm::raisedTaiNs)
                        .thenComparing(Alarm::key))
                .toList();
        return new AlarmStatus(active, List.copyOf(recent), sequence);
    }

    /** Codes of all alarms that can be raised. */
    Set<String> codes() {
        return kinds.stream().map(AlarmKind::code).collect(Collectors.toSet());
    }

    /** A subject is a level of an MQTT topic and a word of a journal. */
    private static String topicSafe(String subject) {
        return subject.replaceAll("[^A-Za-z0-9._:-]+", "-");
    }
}
