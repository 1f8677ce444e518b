package dev.grandmaster.app.alarm;

import java.util.List;

import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.app.alarm.Findings.Limit;
import dev.grandmaster.app.alarm.Findings.Wish;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/** The clock itself, its oscillator, and what is known of UTC. */
final class ClockAlarms {

    private static final String CLOCK = "clock";
    private static final String OSCILLATOR = "oscillator";
    private static final String UTC = "utc";
    private static final double DAY_NS = 86_400e9;
    private static final int LEAP_AHEAD_DAYS = 31;
    /** Bound against specification at which holdover is said to end soon, and not so soon again. */
    private static final double NEAR = 0.8;
    private static final double NOT_NEAR = 0.7;

    private ClockAlarms() {
    }

    static List<AlarmKind> kinds() {
        return List.of(
                new AlarmKind("clock-not-locked", Severity.MAJOR, Timing.of(0, 0),
                        new Words("The clock has not locked within `alarms.lockSeconds` of the start.",
                                "It is locked.", "Look at the receiver and pulse alarms beside this one first; then at"
                                        + " `gm status` for the state it is stuck in."),
                        ClockAlarms::notLocked),
                new AlarmKind("clock-free-running", Severity.CRITICAL, Timing.of(0, 5),
                        new Words("The clock was served and nothing is known of its error any more (clockClass 248).",
                                "It is steered or holds over.",
                                "Restore the reference; until then clients should use another grandmaster."),
                        (sight, to) -> to.stands(CLOCK,
                                sight.clock().served() && sight.clock().clockState() == ClockState.FREE_RUN,
                                "nothing is known of the clock's error")),
                new AlarmKind("clock-unattended", Severity.CRITICAL, Timing.of(0, 5),
                        new Words("The discipline has not renewed its snapshot in time, so that ports announce the"
                                + " fallback.", "Snapshots come in time.",
                                "The processor is overloaded or the service hangs: look for cpu-starvation and at the"
                                        + " journal."),
                        (sight, to) -> to.stands(CLOCK,
                                sight.clock().served() && sight.agoS(sight.clock().validUntilMonoNs()) > 0,
                                "the discipline does not renew its snapshot")),
                new AlarmKind("holdover", Severity.MINOR, Timing.of(0, 5).elevatedAfter(3600),
                        new Words("The reference is gone, and the clock runs by the model of its oscillator.",
                                "The clock is steered by its reference again, or runs free.",
                                "Look at the antenna, the receiver and the sky; the alarms beside this one say which."),
                        (sight, to) -> to.stands(CLOCK, holdsOver(sight.clock().clockState()),
                                "the reference is gone, the clock holds over")),
                new AlarmKind("holdover-bound-near-limit", Severity.MAJOR, Timing.of(0, 5),
                        new Words("In holdover, the error bound is beyond 80 % of `holdover.specNs`.",
                                "It is below 70 %, or holdover is over.",
                                "Restore the reference soon: beyond the limit clockClass 52 is announced."),
                        (sight, to) -> to.over(CLOCK,
                                sight.clock().clockState() == ClockState.HOLDOVER ? sight.clock().boundNs() : 0,
                                new Limit(NEAR * sight.limits().specNs(), NOT_NEAR * sight.limits().specNs(), "ns"),
                                "the bound of holdover comes near its limit")),
                new AlarmKind("holdover-bound-over-limit", Severity.CRITICAL, Timing.of(0, 5),
                        new Words("In holdover, the error bound is beyond `holdover.specNs` (clockClass 52).",
                                "Holdover is over.", "Restore the reference, or let clients use another grandmaster."),
                        ClockAlarms::boundOver),
                new AlarmKind("clock-recovering", Severity.NOTICE, Timing.of(30, 0),
                        new Words("For 30 s the clock has been slewed back to a reference that returned.",
                                "It is locked.", "Nothing: it takes as long as the slew may take."),
                        (sight, to) -> to.stands(CLOCK, sight.clock().clockState() == ClockState.RECOVERING,
                                "the clock is slewed back to its reference")),
                new AlarmKind("clock-error-large", Severity.MAJOR, Timing.of(10, 30),
                        new Words("While locked, the estimated error is `alarms.offsetNs` or more for 10 s.",
                                "It is below half of that for 30 s.",
                                "The oscillator moves faster than the loop follows, or the pulse is disturbed: look at"
                                        + " temperature, supply and pulse noise. A cable delay that was changed is slewed"
                                        + " and shows here too."),
                        (sight, to) -> to.over(CLOCK,
                                sight.clock().clockState() == ClockState.LOCKED
                                        ? Math.abs(sight.clock().offsetNs())
                                        : 0,
                                new Limit(sight.limits().offsetNs(), sight.limits().offsetNs() / 2, "ns"),
                                "the error of the locked clock is large")),
                new AlarmKind("clock-stepped", Severity.NOTICE, Timing.EVENT,
                        new Words("The service stepped the clock, as it does before it is first served.", "-",
                                "Nothing at a start; later it answers clock-stepped-by-others."),
                        (sight, to) -> to.counted(CLOCK, sight.reference().steps(), "the clock was stepped by us")),
                new AlarmKind("clock-stepped-by-others", Severity.CRITICAL, Timing.of(0, 3600),
                        new Words("Another program stepped the disciplined clock.", "It has not happened for an hour.",
                                "Stop the other program: phc2sys, ptp4l as a client, ts2phc or an NTP daemon on this clock."),
                        (sight, to) -> to.counted(CLOCK, sight.reference().foreignSteps(),
                                "another program stepped the clock")),
                new AlarmKind("oscillator-near-range", Severity.MAJOR, Timing.of(10, 60),
                        new Words("The correction is beyond 80 % of what the clock can be steered by.",
                                "It is below 75 %.",
                                "The oscillator has aged or is faulty: have it readjusted or replaced"
                                        + " before it can no longer be followed."),
                        (sight, to) -> to.over(OSCILLATOR, Math.abs(sight.clock().frequencyPpb()),
                                new Limit(NEAR * sight.limits().maxFrequencyPpb(),
                                        0.75 * sight.limits().maxFrequencyPpb(), "ppb"),
                                "the correction comes near the clock's range")),
                new AlarmKind("oscillator-jump", Severity.MAJOR, Timing.of(0, 3600),
                        new Words("While locked, the frequency left its usual scatter within seconds.",
                                "It has not happened for an hour.",
                                "Shock, supply or a faulty oscillator; if it comes again, replace it."),
                        (sight, to) -> to.counted(OSCILLATOR, sight.figure("frequency_jumps_total"),
                                "the frequency of the oscillator jumped")),
                new AlarmKind("temperature-rate", Severity.MINOR, Timing.of(30, 120),
                        new Words("The temperature at the oscillator changes by 2 K a minute or more.",
                                "It changes by less than 1 K a minute.",
                                "Keep draughts, fans and sun away; holdover is worse while it lasts."),
                        (sight, to) -> to.over(OSCILLATOR, Math.abs(sight.figure("temperature_rate_kelvin_per_minute")),
                                new Limit(2, 1, "K/min"), "the temperature changes fast")),
                new AlarmKind("temperature-high", Severity.MAJOR, Timing.of(30, 60),
                        new Words("The temperature at the oscillator is 85 degrees Celsius or more.",
                                "It is below 80.", "Cool the unit; beyond its range the oscillator is not what its data"
                                        + " sheet says."),
                        (sight, to) -> to.over(OSCILLATOR, sight.figure("temperature_celsius"),
                                new Limit(85, 80, "C"), "the board is hot")),
                new AlarmKind("sensor-silent", Severity.MINOR, Timing.of(0, 5),
                        new Words("The temperature sensor has not answered for 60 s.", "It answers.",
                                "The sensor or its driver failed; the model of the oscillator goes without."),
                        (sight, to) -> to.over(OSCILLATOR, sight.figure("temperature_age_seconds"),
                                new Limit(60, 30, "s"), "the temperature sensor is silent")),
                new AlarmKind("utc-offset-unknown", Severity.MAJOR, Timing.of(900, 5),
                        new Words("For 15 minutes of service TAI - UTC has not been known, and is announced as such.",
                                "It is known.", "A receiver that has just started needs up to 12.5 minutes; then renew"
                                        + " the leap second list (`leap.file`)."),
                        (sight, to) -> to.stands(UTC,
                                sight.clock().served()
                                        && !sight.clock().announced().utc().validAt(sight.taiNs()),
                                "TAI - UTC is not known")),
                new AlarmKind("leap-second-pending", Severity.NOTICE, Timing.of(0, 0),
                        new Words("A leap second comes within 31 days.", "It has come, or was withdrawn.",
                                "Check that clients and what hangs on them can do leap seconds."),
                        ClockAlarms::leapPending),
                new AlarmKind("leap-list-expiring", Severity.MINOR, Timing.of(0, 0),
                        new Words("The leap second list expires within 60 days.",
                                "A newer one is in force, or it has expired.",
                                "Put a newer leap-seconds.list where `leap.file` points, or update tzdata."),
                        (sight, to) -> {
                            if (listDays(sight) >= 0) {
                                to.under(UTC, listDays(sight), new Limit(60, 60, "days"),
                                        "the leap second list expires soon");
                            }
                        }),
                new AlarmKind("leap-list-expired", Severity.MAJOR, Timing.of(0, 0),
                        new Words("The leap second list has expired.", "A newer one is in force.",
                                "As for leap-list-expiring; until then the receiver alone tells of leap seconds."),
                        (sight, to) -> to.under(UTC, listDays(sight), new Limit(0, 0, "days"),
                                "the leap second list has expired")),
                Catalogue.said("leap-seconds-file-refused", UTC, Severity.MINOR, 0,
                        new Words("A leap second list exists and cannot be used.", "It can be read, or is gone.",
                                "Fetch it anew: it is damaged or no leap-seconds.list.")));
    }

    private static boolean holdsOver(ClockState state) {
        return state == ClockState.HOLDOVER || state == ClockState.HOLDOVER_OUT_OF_SPEC;
    }

    private static void notLocked(Sight sight, Findings to) {
        ClockState state = sight.clock().clockState();
        boolean onTheWay = state == ClockState.WARM_UP || state == ClockState.ACQUIRING;
        double limitS = sight.limits().lockS();
        to.found(CLOCK, onTheWay && sight.sinceStartS() >= limitS ? Wish.RAISE : Wish.CLEAR,
                new Reading(sight.sinceStartS(), limitS, "s"), "the clock is not locked yet");
    }

    private static void boundOver(Sight sight, Findings to) {
        to.found(CLOCK, sight.clock().clockState() == ClockState.HOLDOVER_OUT_OF_SPEC ? Wish.RAISE : Wish.CLEAR,
                new Reading(sight.clock().boundNs(), sight.limits().specNs(), "ns"),
                "the bound of holdover is beyond its limit");
    }

    private static void leapPending(Sight sight, Findings to) {
        UtcStatus utc = sight.clock().announced().utc();
        double days = utc.leapTaiNs() == LeapSecondTable.NEVER
                ? Double.NaN
                : (utc.leapTaiNs() - sight.taiNs()) / DAY_NS;
        boolean pending = days > 0 && days <= LEAP_AHEAD_DAYS;
        to.found(UTC, pending ? Wish.RAISE : Wish.CLEAR, new Reading(days, LEAP_AHEAD_DAYS, "days"),
                utc.leapChangeSeconds() < 0 ? "a second will be left out" : "a second will be inserted");
    }

    /** Days before the list in force expires; NaN before the date is known. */
    private static double listDays(Sight sight) {
        return sight.clock().served() ? (sight.leapSeconds().expiresTaiNs() - sight.taiNs()) / DAY_NS : Double.NaN;
    }
}
