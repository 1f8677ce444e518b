package dev.grandmaster.app.alarm;

import java.util.List;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.app.alarm.Findings.Limit;

/** The machine that all of it runs on, the service's own parts, and those who log in. */
final class UnitAlarms {

    private static final String UNIT = "unit";
    private static final int HOUR_S = 3600;
    private static final int DAY_S = 86_400;

    private UnitAlarms() {
    }

    static List<AlarmKind> kinds() {
        return List.of(
                Catalogue.said("simulated-time-on-network", UNIT, Severity.CRITICAL, 0,
                        new Words("A simulated board announces invented time on a network.", "At the next start.",
                                "Stop it, unless this is a laboratory.")),
                new AlarmKind("events-dropped", Severity.MINOR, Timing.of(0, 300),
                        new Words("The ring of events was full; lines of the journal are missing.",
                                "None was dropped for 5 minutes.", "Look for cpu-starvation and a slow disk."),
                        (sight, to) -> to.counted(UNIT, sight.figure("events_dropped_total"), "events were dropped")),
                new AlarmKind("disk-nearly-full", Severity.MAJOR, Timing.of(5, 60),
                        new Words("Less than 10 % of the state directory's file system are free.", "12 % are.",
                                "Make room, or let history keep fewer days (`history.days`)."),
                        (sight, to) -> to.under("disk", sight.figure("disk_free_percent"), new Limit(10, 12, "%"),
                                "the disk is nearly full")),
                new AlarmKind("memory-nearly-used-up", Severity.MAJOR, Timing.of(10, 60),
                        new Words("Less than 5 % of the machine's memory are available.", "8 % are.",
                                "Find the program that takes it; the kernel may end the service otherwise."),
                        (sight, to) -> to.under("memory", sight.figure("memory_available_percent"),
                                new Limit(5, 8, "%"), "memory is nearly used up")),
                new AlarmKind("cpu-starvation", Severity.MINOR, Timing.of(0, 300).elevatedAfter(HOUR_S),
                        new Words("The service did not run when it was due, for half a second or more.",
                                "Not so for 5 minutes.",
                                "Take other work off this machine or give the service a higher priority."),
                        (sight, to) -> to.counted(UNIT, sight.figure("late_cycles_total"),
                                "the service did not get the processor in time")),
                new AlarmKind("host-clock-stepped", Severity.MINOR, Timing.of(0, HOUR_S),
                        new Words("The machine's own clock jumped by half a second or more.", "Not so for an hour.",
                                "Times in the journal are wrong around it; let one program alone set the clock."),
                        (sight, to) -> to.counted(UNIT, sight.figure("host_clock_steps_total"),
                                "the clock of the machine was stepped")),
                new AlarmKind("unclean-restart", Severity.MINOR, Timing.of(0, DAY_S),
                        new Words("The run before did not end in order: power was lost, or it crashed.",
                                "After a day.", "Look at the end of the journal before the start."),
                        (sight, to) -> to.counted(UNIT, sight.figure("unclean_restarts_total"),
                                "the run before did not end in order")),
                Catalogue.said("history-not-written", "history", Severity.MAJOR, 5,
                        new Words("History cannot be written.", "It can.",
                                "Look at the state directory: space, rights, a failing card.")),
                new AlarmKind("history-seconds-lost", Severity.MAJOR, Timing.of(0, 300),
                        new Words("Seconds were not recorded because the store was too slow.",
                                "None was lost for 5 minutes.", "The storage is failing or overloaded."),
                        (sight, to) -> to.counted("history", sight.figure("history_seconds_lost_total"),
                                "seconds were not recorded")),
                Catalogue.said("evidence-not-signed", "history", Severity.MAJOR, 0,
                        new Words("The head of a day could not be signed.", "It could.",
                                "Look at evidence.key in the state directory.")),
                Catalogue.said("mqtt-unreachable", "mqtt", Severity.MINOR, 30,
                        new Words("For 30 s there is no connection to the broker.", "There is one.",
                                "Look at broker, network and credentials; alarms wait on the disk meanwhile.")),
                new AlarmKind("mqtt-queue-overflown", Severity.MINOR, Timing.of(0, HOUR_S),
                        new Words("The queue for the broker was full and its oldest message was given up.",
                                "Not so for an hour.",
                                "Bring the broker back; raise `mqtt.queue` if it is away often."),
                        (sight, to) -> to.counted("mqtt", sight.figure("mqtt_messages_dropped_total"),
                                "messages for the broker were given up")),
                Catalogue.said("influx-unreachable", "influx", Severity.MINOR, 60,
                        new Words("For 60 s figures have not arrived at the InfluxDB.", "They arrive.",
                                "Look at server, network, token and name of the bucket; the latest looks wait meanwhile.")),
                new AlarmKind("heartbeat", Severity.NOTICE, Timing.EVENT,
                        new Words("Each `alarms.heartbeatSeconds`, so that silence can be told from health.", "-",
                                "Raise an alarm of your own when it stays away."),
                        (sight, to) -> to.counted(UNIT, sight.figure("heartbeats_total"), "the service is alive")),
                new AlarmKind("configuration-changed", Severity.NOTICE, Timing.EVENT,
                        new Words("A setting was changed while the service ran.", "-",
                                "Was it you? The journal says what."),
                        (sight, to) -> to.counted(UNIT, sight.figure("configuration_changes_total"),
                                "a setting was changed")),
                new AlarmKind("configuration-rolled-back", Severity.MINOR, Timing.of(0, DAY_S),
                        new Words("A change was not confirmed in time and was taken back.", "After a day.",
                                "Make the change again, and confirm it."),
                        (sight, to) -> to.counted(UNIT, sight.figure("configuration_rollbacks_total"),
                                "a change of the configuration was taken back")),
                new AlarmKind("log-in-attack", Severity.MAJOR, Timing.of(0, HOUR_S),
                        new Words("Log-ins failed so often that they were slowed down.", "Not so for an hour.",
                                "The journal names the address; keep the page off foreign networks."),
                        (sight, to) -> to.counted("web", sight.figure("logins_throttled_total"),
                                "somebody tries passwords")),
                new AlarmKind("certificate-expiring", Severity.MINOR, Timing.of(0, 0).elevatedAfter(14 * DAY_S),
                        new Words("The certificate of the pages expires within 30 days.", "A newer one is in place.",
                                "Put in a newer one."),
                        (sight, to) -> to.under("web", sight.figure("certificate_days"), new Limit(30, 30, "days"),
                                "the certificate expires soon")));
    }
}
