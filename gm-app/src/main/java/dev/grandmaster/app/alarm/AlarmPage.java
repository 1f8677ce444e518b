package dev.grandmaster.app.alarm;

import java.util.List;

import dev.grandmaster.app.alarm.AlarmKind.Timing;

/** docs/alarms.md, made from the catalogue. */
public final class AlarmPage {

    /** Name of the page inside {@code docs/}. */
    public static final String NAME = "alarms.md";

    private static final String INTRODUCTION = """
            <!-- Made from the catalogue in gm-app's package alarm by `./gm generate-docs`. Change the catalogue, not this page. -->
            # Alarms

            An alarm is a *level*: it is raised when its condition has lasted, stands, and is cleared when the condition has been
            absent for long enough. Between the limits of raising and clearing nothing changes. What happens and does not last is
            counted first: an alarm made of a count stands until the count has rested. So nothing is lost when the ring of events
            is full. *Events* at the end of this page happen and never stand.

            Each alarm has a *subject*: a port (`eth0:UDPv4:0` is interface, transport, domain), the antenna, the clock. A minor
            alarm may become a major one when it stands for long. Each change of any alarm has a *sequence* number that grows
            over restarts; what stood before a restart stands after it until a look clears it.

            - **notice**: nothing is amiss; worth knowing.
            - **minor**: the time is right; something wants care.
            - **major**: the time is at risk, or somebody is not served.
            - **critical**: the time is wrong or not served, or nobody can tell.

            `./gm alarms` shows those that stand, `./gm alarms --history` also the last changes, `./gm alarms --acknowledge
            CODE/SUBJECT` notes that somebody has seen one. Each change is a line of the journal and a message by MQTT
            ([mqtt.md](mqtt.md)). Limits in `code` are keys of the site file ([configuration.md](configuration.md)).
            """;

    private AlarmPage() {
    }

    /** The page. */
    public static String render() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        append(page, "The clock", ClockAlarms.kinds());
        append(page, "Receiver, antenna and pulse", ReferenceAlarms.kinds());
        append(page, "PTP", PtpAlarms.kinds());
        append(page, "Clock hardware", HardwareAlarms.kinds());
        append(page, "The unit", UnitAlarms.kinds());
        page.append("\n## Events\n\n| event | severity | when | what to do |\n|---|---|---|---|\n");
        Catalogue.ALL.stream().filter(kind -> kind.timing().event()).forEach(kind -> page.append("| `")
                .append(kind.code()).append("` | ").append(kind.severity().word()).append(" | ")
                .append(kind.words().raised()).append(" | ").append(kind.words().toDo()).append(" |\n"));
        return page.toString();
    }

    private static void append(StringBuilder page, String title, List<AlarmKind> kinds) {
        page.append("\n## ").append(title).append("\n\n")
                .append("| alarm | severity | raised | cleared | what to do |\n|---|---|---|---|---|\n");
        kinds.stream().filter(kind -> !kind.timing().event()).forEach(kind -> page.append("| `").append(kind.code())
                .append("` | ").append(severity(kind)).append(" | ").append(kind.words().raised())
                .append(lasting(kind.timing().raiseS())).append(" | ").append(kind.words().cleared())
                .append(lasting(kind.timing().clearS())).append(" | ").append(kind.words().toDo()).append(" |\n"));
    }

    private static String severity(AlarmKind kind) {
        int elevateS = kind.timing().elevateS();
        return kind.severity().word() + (elevateS == Timing.NEVER ? "" : ", major after " + duration(elevateS));
    }

    private static String lasting(int seconds) {
        return seconds == 0 ? "" : " (" + duration(seconds) + ")";
    }

    private static String duration(int seconds) {
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + " d";
        }
        return seconds % 3600 == 0 ? seconds / 3600 + " h" : seconds + " s";
    }
}
