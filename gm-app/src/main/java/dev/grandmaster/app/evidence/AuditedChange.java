package dev.grandmaster.app.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * A change of a setting out of the audit trail.
 *
 * @param utc    when, by the machine's own clock
 * @param who    did it
 * @param what   key of the setting
 * @param before the former value; empty for none
 * @param now    the new one
 */
public record AuditedChange(String utc, String who, String what, String before, String now) {

    private static final JsonType<Object> JSON = Jsonb.builder().build().type(Object.class);

    /**
     * The changes within some UTC days, oldest first; lines that are cut or tell of no value are passed over.
     *
     * @param trail the file, and beside it the former one with {@code .1}
     */
    public static List<AuditedChange> within(Path trail, LocalDate first, LocalDate last) throws IOException {
        List<AuditedChange> changes = new ArrayList<>();
        for (Path file : List.of(trail.resolveSibling(trail.getFileName() + ".1"), trail)) {
            if (Files.exists(file)) {
                for (String line : Files.readAllLines(file)) {
                    AuditedChange change = read(line);
                    if (change != null && !change.day().isBefore(first) && !change.day().isAfter(last)) {
                        changes.add(change);
                    }
                }
            }
        }
        return changes;
    }

    private LocalDate day() {
        return LocalDate.ofInstant(Instant.parse(utc), ZoneOffset.UTC);
    }

    private static @Nullable AuditedChange read(String line) {
        try {
            if (JSON.fromJson(line) instanceof Map<?, ?> parts && parts.get("unixS") instanceof Number unixS
                    && (parts.get("old") != null || parts.get("new") != null)) {
                return new AuditedChange(Instant.ofEpochSecond(unixS.longValue()).toString(), text(parts, "who"),
                        text(parts, "what"), text(parts, "old"), text(parts, "new"));
            }
        } catch (RuntimeException e) {
            // cut by a crash in the midst of writing
        }
        return null;
    }

    private static String text(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        return value == null ? "" : value.toString();
    }
}
