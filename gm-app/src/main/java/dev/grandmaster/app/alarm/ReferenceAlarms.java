package dev.grandmaster.app.alarm;

import java.util.List;
import java.util.stream.Collectors;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;
import dev.grandmaster.app.alarm.Findings.Limit;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.state.GnssStatus.Satellite;

/** The receiver, the sky, the antenna, and the pulse. */
final class ReferenceAlarms {

    private static final String RECEIVER = "receiver";
    private static final String ANTENNA = "antenna";
    private static final String SKY = "sky";
    private static final String PULSE = "pulse";
    private static final int BEST = 4;
    private static final int ENOUGH_PULSES = 20;
    private static final double PULSE_LATE_S = 3.5;
    private static final double FIRST_PULSE_S = 60;

    private ReferenceAlarms() {
    }

    static List<AlarmKind> kinds() {
        return List.of(
                new AlarmKind("receiver-silent", Severity.MAJOR, Timing.of(5, 5),
                        new Words("No bytes come from the receiver for some seconds.", "They come again.",
                                "Look at cable, supply, device name and baud rate; `gm scan` lists what there is."),
                        (sight, to) -> to.stands(RECEIVER, !sight.gnss().receiving(), "the receiver is silent")),
                new AlarmKind("receiver-no-fix", Severity.MAJOR, Timing.of(60, 10),
                        new Words("For 60 s the receiver talks and has no fix.", "It has one.",
                                "Look at the antenna and its view of the sky; a cold receiver needs up to a minute."),
                        (sight, to) -> to.stands(RECEIVER, sight.gnss().receiving() && !fixed(sight.gnss()),
                                "the receiver has no fix")),
                new AlarmKind("receiver-time-doubtful", Severity.MINOR, Timing.of(30, 30).elevatedAfter(3600),
                        new Words("For 30 s the receiver itself says that its time is not accurate.",
                                "It no longer says so.", "Look at the sky alarms; a receiver that surveys needs time."),
                        doubt(RECEIVER, Doubt.TIME_ACCURACY)),
                new AlarmKind("receiver-date-implausible", Severity.MAJOR, Timing.of(10, 10),
                        new Words("The receiver's date cannot be right.", "It can be.",
                                "A receiver before its first fix; if it stays, its firmware suffers from a week number"
                                        + " rollover."),
                        doubt(RECEIVER, Doubt.DATE_IMPLAUSIBLE)),
                new AlarmKind("receiver-misconfigured", Severity.MINOR, Timing.of(60, 5).elevatedAfter(86_400),
                        new Words("For 60 s a setting of the receiver has not been what it should be.",
                                "All are as they should be.",
                                "`gm status` and the journal name the setting; the receiver"
                                        + " may be of a kind that does not have it, or be written to by others."),
                        ReferenceAlarms::misconfigured),
                new AlarmKind("receiver-frames-damaged", Severity.MINOR, Timing.of(10, 60),
                        new Words("For 10 s damaged frames come from the receiver in each second.",
                                "None came for a minute.", "Wrong baud rate, a bad cable or a second program on the"
                                        + " port."),
                        (sight, to) -> to.counted(RECEIVER, sight.gnss().badFrames(),
                                "frames from the receiver are damaged")),
                new AlarmKind("survey-active", Severity.NOTICE, Timing.of(5, 5),
                        new Words("The receiver surveys its place.", "The place is found.",
                                "Nothing: time is less certain until it ends."),
                        ReferenceAlarms::survey),
                new AlarmKind("satellites-few", Severity.MINOR, Timing.of(30, 30).elevatedAfter(3600),
                        new Words("For 30 s fewer than `alarms.satellites` satellites are used.",
                                "There are more for 30 s.", "Look at the antenna's view of the sky."),
                        ReferenceAlarms::fewSatellites),
                new AlarmKind("signal-low", Severity.MINOR, Timing.of(60, 60).elevatedAfter(86_400),
                        new Words("For 60 s the four strongest signals have had less than `alarms.carrierToNoiseDbHz`"
                                + " on average.", "They have 2 dB more for 60 s.",
                                "Look at antenna, cable, connectors and amplifier; water in a connector does this."),
                        ReferenceAlarms::lowSignal),
                new AlarmKind("jamming", Severity.MAJOR, Timing.of(2, 30),
                        new Words("The receiver reports interference.", "It has reported none for 30 s.",
                                "Look for transmitters near the antenna."),
                        doubt(SKY, Doubt.JAMMING)),
                new AlarmKind("spoofing", Severity.CRITICAL, Timing.of(0, 60),
                        new Words("The receiver reports false signals, or they were found by other signs.",
                                "Not so for 60 s.", "Do not trust the time: compare with another source, call the"
                                        + " authority in charge of the spectrum."),
                        doubt(SKY, Doubt.SPOOFING)),
                new AlarmKind("position-moved", Severity.MAJOR, Timing.of(0, 60),
                        new Words("The position is not where it was.", "It is, for 60 s.",
                                "Has the antenna been moved? Then survey anew. If not, it is a sign of spoofing."),
                        doubt(ANTENNA, Doubt.POSITION_MOVED)),
                new AlarmKind("antenna-open", Severity.MAJOR, Timing.of(2, 10),
                        new Words("The receiver reports that its antenna draws no current.", "It draws some.",
                                "Cable or antenna is broken or not plugged in; an antenna behind a DC block or splitter"
                                        + " shows the same."),
                        doubt(ANTENNA, Doubt.ANTENNA_OPEN)),
                new AlarmKind("antenna-short", Severity.MAJOR, Timing.of(2, 10),
                        new Words("The receiver reports a short circuit of its antenna.", "There is none.",
                                "Cable, connector or antenna is damaged; take it off before the supply suffers."),
                        doubt(ANTENNA, Doubt.ANTENNA_SHORT)),
                new AlarmKind("pulse-missing", Severity.MAJOR, Timing.of(0, 5),
                        new Words("No pulse for 3.5 s, or none within the first minute.", "Pulses come.",
                                "Look at the pulse's cable, pin and edge, and whether the receiver sends it without a"
                                        + " fix."),
                        ReferenceAlarms::pulseMissing),
                new AlarmKind("pulse-noisy", Severity.MINOR, Timing.of(30, 60),
                        new Words("The pulses scatter by `alarms.pulseNoiseNs` or more, one sigma.",
                                "They scatter by less than 70 % of that.",
                                "Look at cable, termination and ground of the pulse, and at the sky."),
                        (sight, to) -> to.over(PULSE,
                                sight.reference().pulsesUsed() >= ENOUGH_PULSES
                                        ? sight.reference().pulseSigmaNs()
                                        : Double.NaN,
                                new Limit(sight.limits().pulseNoiseNs(), 0.7 * sight.limits().pulseNoiseNs(), "ns"),
                                "the pulses scatter")),
                new AlarmKind("pulse-implausible", Severity.MAJOR, Timing.of(2, 30),
                        new Words("The pulse is not where it can be.", "It is, for 30 s.",
                                "Noise on the line, the wrong edge, or a second pulse on the same input."),
                        doubt(PULSE, Doubt.PULSE_IMPLAUSIBLE)),
                new AlarmKind("reference-stepped", Severity.MAJOR, Timing.of(0, 10),
                        new Words("The pulses have moved while the clock was locked, and are not followed.",
                                "They are where our clock expects them, or were followed after"
                                        + " `holdover.requalifySeconds`.",
                                "A sign of spoofing, a receiver fault or a changed cable: find out which before the new"
                                        + " place is believed."),
                        doubt(PULSE, Doubt.REFERENCE_STEP)),
                new AlarmKind("reference-dragged", Severity.MAJOR, Timing.of(0, 10),
                        new Words("The pulses move away as the oscillator cannot have moved, and are not followed.",
                                "They have been where our clock expects them for 15 min, or were followed after"
                                        + " `holdover.requalifySeconds`.",
                                "A sign of spoofing, or of an oscillator whose frequency has jumped: compare with another"
                                        + " source of time."),
                        doubt(PULSE, Doubt.REFERENCE_DRAGGED)),
                new AlarmKind("second-ambiguous", Severity.CRITICAL, Timing.of(2, 10),
                        new Words("The receiver names other seconds than our clock.", "It names the same.",
                                "The receiver or its firmware errs by whole seconds (leap seconds, week number); compare"
                                        + " with another source."),
                        doubt(RECEIVER, Doubt.SECOND_AMBIGUOUS)),
                new AlarmKind("sources-disagree", Severity.MAJOR, Timing.of(2, 30),
                        new Words("What should tell the same does not.", "It does, for 30 s.",
                                "Find out which source is wrong; meanwhile the clock goes on by itself."),
                        doubt(RECEIVER, Doubt.SOURCES_DISAGREE)));
    }

    private static AlarmKind.Rule doubt(String subject, Doubt doubt) {
        return (sight, to) -> to.stands(subject, sight.doubts(doubt), doubt.text());
    }

    private static boolean fixed(GnssStatus gnss) {
        return gnss.fix() != Fix.NONE && gnss.fix() != Fix.DEAD_RECKONING;
    }

    private static void misconfigured(Sight sight, Findings to) {
        GnssStatus.Receiver receiver = sight.gnss().receiver();
        if (receiver != null) {
            String wrong = receiver.settings().stream().filter(setting -> !setting.agreed())
                    .map(setting -> setting.name() + " is " + setting.found() + ", not " + setting.wanted())
                    .collect(Collectors.joining("; "));
            to.stands(RECEIVER, !wrong.isEmpty(), wrong);
        }
    }

    private static void survey(Sight sight, Findings to) {
        GnssStatus.Receiver receiver = sight.gnss().receiver();
        GnssStatus.Survey survey = receiver == null ? null : receiver.survey();
        to.stands(ANTENNA, survey != null && survey.active(), "the receiver surveys its place");
    }

    private static void fewSatellites(Sight sight, Findings to) {
        int least = sight.limits().satellites();
        to.under(SKY, fixed(sight.gnss()) ? sight.gnss().satellitesUsed() : Double.NaN, new Limit(least, least, ""),
                "few satellites are used");
    }

    /** Silent where the receiver shows no signals. */
    private static void lowSignal(Sight sight, Findings to) {
        double least = sight.limits().carrierToNoise();
        double mean = sight.gnss().satellites().stream().mapToDouble(Satellite::carrierToNoise)
                .filter(carrierToNoise -> carrierToNoise > 0).map(carrierToNoise -> -carrierToNoise).sorted()
                .limit(BEST).average().orElse(Double.NaN);
        to.under(SKY, -mean, new Limit(least, least + 2, "dBHz"), "the signals are weak");
    }

    private static void pulseMissing(Sight sight, Findings to) {
        boolean never = sight.reference().pulses() == 0;
        to.stands(PULSE, never
                ? sight.sinceStartS() > FIRST_PULSE_S
                : sight.agoS(sight.reference().lastPulseMonoNs()) > PULSE_LATE_S, "no pulse comes");
    }
}
