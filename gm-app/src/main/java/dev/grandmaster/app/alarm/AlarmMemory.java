package dev.grandmaster.app.alarm;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.app.persistence.DurableFile;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The alarms on disk, so that numbers, times and what was acknowledged survive a restart. A file that cannot be read is begun anew. */
public final class AlarmMemory {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final DurableFile file;

    public AlarmMemory(DurableFile file) {
        this.file = file;
    }

    /** What is kept; {@link AlarmStatus#NONE} where nothing is. */
    AlarmStatus read() {
        try {
            return file.read().map(JSON::fromJson).map(AlarmMemory::status).orElse(AlarmStatus.NONE);
        } catch (IOException | JsonException | IllegalArgumentException e) {
            LOG.warn("former alarms cannot be read, they are begun anew: {}", e.getMessage());
            return AlarmStatus.NONE;
        }
    }

    void write(AlarmStatus status) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("sequence", status.changes());
        parts.put("active", status.active().stream().map(alarm -> AlarmJson.parts(alarm, Long::toString)).toList());
        parts.put("recent", status.recent().stream().map(alarm -> AlarmJson.parts(alarm, Long::toString)).toList());
        try {
            file.write(JSON.toJson(parts) + "\n");
        } catch (IOException e) {
            LOG.warn("alarms cannot be kept: {}", e.getMessage());
        }
    }

    private static AlarmStatus status(Object object) {
        if (object instanceof Map<?, ?> parts && parts.get("sequence") instanceof Number sequence) {
            return new AlarmStatus(alarms(parts.get("active")), alarms(parts.get("recent")), sequence.longValue());
        }
        throw new IllegalArgumentException("it is no object with a sequence");
    }

    private static List<Alarm> alarms(@Nullable Object list) {
        List<Alarm> alarms = new ArrayList<>();
        if (list instanceof List<?> all) {
            all.forEach(one -> {
                if (one instanceof Map<?, ?> parts) {
                    alarms.add(AlarmJson.alarm(parts));
                }
            });
        }
        return alarms;
    }
}
