package dev.grandmaster.app.alarm;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.board.Trouble;

/** Devices that are gone, fail, or are in other hands; what the board itself says of them. */
public final class HardwareAlarms {

    private HardwareAlarms() {
    }

    static List<AlarmKind> kinds() {
        return List.of(
                said(Trouble.Part.CLOCK, Severity.CRITICAL,
                        new Words("The disciplined clock is gone, fails, or somebody else steers it.",
                                "It is open again, and ours alone.",
                                "Look at the card and its driver (dmesg); stop ptp4l, phc2sys and ts2phc on this"
                                        + " clock. It is opened again by itself.")),
                said(Trouble.Part.PULSE, Severity.MAJOR,
                        new Words("The device that stamps the receiver's pulse is gone.", "It is open again.",
                                "Look at the card or the PPS driver (dmesg). It is opened again by itself.")),
                said(Trouble.Part.FOLLOWER, Severity.MAJOR,
                        new Words("A clock that follows the disciplined one is gone, or not within its limit.",
                                "It follows again.",
                                "Its ports are not served meanwhile. Look at the card (dmesg), and for another"
                                        + " program that steers it.")),
                said(Trouble.Part.SYSTEM_CLOCK, Severity.MINOR,
                        new Words("The system clock was to be kept and is not.", "It is kept again.",
                                "Only one program may hold it: stop chronyd, ntpd, systemd-timesyncd, phc2sys, or"
                                        + " take `clock.keepSystem` out.")),
                said(Trouble.Part.OSCILLATOR, Severity.MAJOR,
                        new Words("The oscillator's converter or serial line does not answer, or its tuning range"
                                + " is nearly used up.", "It answers, and is within its range.",
                                "Look at the bus and the wiring; an oscillator at the end of its range wants"
                                        + " adjusting or replacing.")),
                said(Trouble.Part.OUTPUT, Severity.MINOR,
                        new Words("A pulse output, lamp, relay or supply cannot be set.", "It can be set again.",
                                "What it shows is not to be relied on. Look at the chip or the card (dmesg).")));
    }

    /** Says of every part whether it is in trouble now. */
    public static void tell(Conditions conditions, List<Trouble> troubles) {
        for (Trouble.Part part : Trouble.Part.values()) {
            String text = troubles.stream().filter(trouble -> trouble.part() == part).map(Trouble::text)
                    .collect(Collectors.joining("; "));
            conditions.set(code(part), !text.isEmpty(), text);
        }
    }

    private static AlarmKind said(Trouble.Part part, Severity severity, Words words) {
        return Catalogue.said(code(part), "hardware", severity, 0, words);
    }

    /** As in docs/alarms.md. */
    static String code(Trouble.Part part) {
        return "hardware-" + part.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All codes, for tests. */
    static List<String> codes() {
        return Arrays.stream(Trouble.Part.values()).map(HardwareAlarms::code).toList();
    }
}
