package dev.grandmaster.app.alarm;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.app.status.Calendar;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.Latest;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapSecondTable;

/** Runs the alarms of the service: looks once a second, tells whoever listens of each change, keeps them over restarts. */
public final class AlarmDesk {

    private final AlarmMachine machine = new AlarmMachine(Catalogue.ALL);
    private final AlarmMemory memory;
    private final Calendar calendar;
    private final long startMonoNs;
    private final Figures figures;
    private final Conditions conditions;
    private final Latest<AlarmStatus> status = new Latest<>(AlarmStatus.NONE);
    private final List<Consumer<Alarm>> listeners = new ArrayList<>();
    private volatile AlarmLimits limits;

    /**
     * What the desk looks at.
     *
     * @param leapSeconds the list in force
     */
    public record Look(GrandmasterState clock, ReferenceStatus reference, GnssStatus gnss, PtpStatus ptp,
            LeapSecondTable leapSeconds) {
    }

    /** Goes on where the former run ended. */
    public AlarmDesk(AlarmLimits limits, AlarmMemory memory, Calendar calendar, Figures figures, Conditions conditions,
            long startMonoNs) {
        this.limits = limits;
        this.memory = memory;
        this.calendar = calendar;
        this.figures = figures;
        this.conditions = conditions;
        this.startMonoNs = startMonoNs;
        AlarmStatus former = memory.read();
        machine.restore(former.changes(), former.active(), startMonoNs);
        machine.remember(former.recent());
        status.set(machine.status());
    }

    /** Hears of each change, on the supervisor's thread; to be said before the first look. */
    public void tell(Consumer<Alarm> listener) {
        listeners.add(listener);
    }

    /** New limits, from the next look on. */
    public void limit(AlarmLimits newLimits) {
        limits = newLimits;
    }

    /** Once a second, by the supervisor. */
    public void look(Look look, long nowMonoNs) {
        Sight sight = new Sight(nowMonoNs, startMonoNs,
                new Sight.Snapshots(look.clock(), look.reference(), look.gnss(), look.ptp()), look.leapSeconds(),
                limits,
                figures.read(), conditions.standing());
        publish(machine.look(sight, calendar.taiNs(nowMonoNs)));
    }

    /** By the supervisor: somebody has seen an alarm. Nothing where it does not stand or was seen before. */
    public Optional<Alarm> acknowledge(String code, String subject) {
        Optional<Alarm> seen = machine.acknowledge(code, subject);
        publish(seen.stream().toList());
        return seen;
    }

    private void publish(List<Alarm> changes) {
        AlarmStatus now = machine.status();
        status.set(now);
        if (!changes.isEmpty()) {
            // Numbers are on disk before anybody hears of them, so that none is given twice.
            memory.write(now);
            changes.forEach(change -> listeners.forEach(listener -> listener.accept(change)));
        }
    }

    /** The alarms now; for any thread. */
    public Latest<AlarmStatus> status() {
        return status;
    }

    /** As JSON has them. */
    public Map<String, Object> parts(boolean withRecent) {
        AlarmStatus now = status.get();
        List<Map<String, Object>> active = parts(now.active());
        return withRecent ? Map.of("active", active, "recent", parts(now.recent())) : Map.of("active", active);
    }

    @SuppressWarnings("NullAway") // values may be null, which the type of JSON's maps does not tell
    private List<Map<String, Object>> parts(List<Alarm> alarms) {
        List<Map<String, Object>> all = new ArrayList<>();
        alarms.forEach(alarm -> all.add(AlarmJson.parts(alarm, calendar::utc)));
        return all;
    }
}
