package dev.grandmaster.app.alarm;

import java.util.List;
import java.util.stream.Stream;

import dev.grandmaster.alarm.Severity;
import dev.grandmaster.app.alarm.AlarmKind.Timing;
import dev.grandmaster.app.alarm.AlarmKind.Words;

/** All alarms there are. */
final class Catalogue {

    /** In the order of docs/alarms.md. */
    static final List<AlarmKind> ALL = Stream
            .of(ClockAlarms.kinds(), ReferenceAlarms.kinds(), PtpAlarms.kinds(), HardwareAlarms.kinds(),
                    UnitAlarms.kinds())
            .flatMap(List::stream).toList();

    private Catalogue() {
    }

    /** An alarm that stands while a part of the service says so; its condition has the same name. */
    static AlarmKind said(String code, String subject, Severity severity, int raiseS, Words words) {
        return new AlarmKind(code, severity, Timing.of(raiseS, 0), words, (sight, to) -> {
            String text = sight.conditions().get(code);
            to.stands(subject, text != null, text == null ? "" : text);
        });
    }
}
