package dev.grandmaster.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.app.history.HistoryFile.Note;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/** What the report has beside seconds: alarms, changes of the configuration, starts. */
final class ReportNotes {

    private static final JsonType<Object> JSON = Jsonb.builder().build().type(Object.class);
    private static final int MOST = 2_000;

    private ReportNotes() {
    }

    static void append(StringBuilder page, List<Note> notes) {
        EvidenceReport.table(page, "Alarms", List.of("time", "alarm", "severity", "now", "what"), rows(notes, "alarm",
                parts -> EvidenceReport.row(text(parts, parts.get("cleared") == null ? "raised" : "cleared"),
                        text(parts, "code") + " (" + text(parts, "subject") + ')', text(parts, "severity"),
                        text(parts, "state"), text(parts, "text"))));
        EvidenceReport.table(page, "Changes of settings by people", List.of("time", "who", "what", "before", "after"),
                rows(notes, "change", parts -> EvidenceReport.row(
                        text(parts, "at")
                                + (Boolean.TRUE.equals(parts.get("late")) ? " (noted at the next start)" : ""),
                        text(parts, "who"),
                        text(parts, "what"), text(parts, "old"), text(parts, "new"))));
        EvidenceReport.table(page, "Changes that came into force while it ran",
                List.of("time", "what", "before", "after"), rows(notes, "configuration", ReportNotes::changes));
        EvidenceReport.table(page, "Starts of the service",
                List.of("time", "board", "the run before", "settings (SHA-256)"),
                rows(notes, "start", parts -> EvidenceReport.row(text(parts, "at"), text(parts, "board")
                        + (Boolean.TRUE.equals(parts.get("simulated")) ? ", SIMULATED: this time is invented" : ""),
                        Boolean.TRUE.equals(parts.get("unclean")) ? "did not end in order" : "ended in order",
                        text(parts, "settings"))));
    }

    /** One part of a report out of one note. */
    private interface Shown {
        String rows(Map<?, ?> parts);
    }

    private static List<String> rows(List<Note> notes, String kind, Shown shown) {
        List<String> rows = new ArrayList<>();
        for (Note note : notes) {
            if (note.kind().equals(kind) && rows.size() < MOST) {
                rows.add(JSON.fromJson(note.json()) instanceof Map<?, ?> parts
                        ? shown.rows(parts)
                        : EvidenceReport.row(note.json()));
            }
        }
        return rows;
    }

    private static String changes(Map<?, ?> parts) {
        StringBuilder rows = new StringBuilder();
        if (parts.get("old") instanceof Map<?, ?> before && parts.get("new") instanceof Map<?, ?> now) {
            now.forEach((key, value) -> {
                if (!value.equals(before.get(key))) {
                    rows.append(EvidenceReport.row(text(parts, "at"), String.valueOf(key),
                            text(before, String.valueOf(key)),
                            String.valueOf(value)));
                }
            });
        }
        return rows.toString();
    }

    private static String text(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        return value == null ? "" : value.toString();
    }
}
