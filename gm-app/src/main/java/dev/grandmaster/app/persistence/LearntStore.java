package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.grandmaster.discipline.DisciplineMemory;
import dev.grandmaster.holdover.model.OscillatorMemory;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the discipline has learnt of its oscillator, kept over restarts. Losing it costs time to learn and nothing else, so no failure ends the service. */
public final class LearntStore {

    private static final Logger LOG = LoggerFactory.getLogger("gm");

    private final DurableFile file;
    private final JsonType<Object> json = Jsonb.builder().build().type(Object.class);

    public LearntStore(DurableFile file) {
        this.file = file;
    }

    /** What is kept; nothing where there is none or it cannot be understood. */
    public Optional<DisciplineMemory> read() {
        try {
            Optional<String> text = file.read();
            return text.map(json::fromJson).map(LearntStore::memory);
        } catch (IOException | JsonException | IllegalArgumentException e) {
            LOG.warn("what was learnt cannot be read, it is learnt anew: {}", e.getMessage());
            return Optional.empty();
        }
    }

    /** What is kept, as it is written; empty where there is nothing. */
    public String text() {
        try {
            return file.read().orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Keeps something newer; nothing learnt leaves what is kept. */
    public void write(Optional<DisciplineMemory> learnt) {
        if (learnt.isEmpty()) {
            return;
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("correctionPpb", learnt.get().correctionPpb());
        parts.put("sigmaPpb", learnt.get().sigmaPpb());
        parts.put("taiNs", Long.toString(learnt.get().taiNs())); // a JSON number has 53 bits
        parts.put("lockedTaiNs", Long.toString(learnt.get().lockedTaiNs()));
        OscillatorMemory oscillator = learnt.get().oscillator();
        if (oscillator != null) {
            parts.put("oscillator", parts(oscillator));
        }
        try {
            file.write(json.toJson(parts) + "\n");
        } catch (IOException e) {
            LOG.warn("what was learnt cannot be kept: {}", e.getMessage());
        }
    }

    private static DisciplineMemory memory(Object object) {
        if (!(object instanceof Map<?, ?> parts)) {
            throw new IllegalArgumentException("it is no JSON object");
        }
        return new DisciplineMemory(number(parts, "correctionPpb"), number(parts, "sigmaPpb"),
                whole(parts, "taiNs"), parts.containsKey("lockedTaiNs") ? whole(parts, "lockedTaiNs") : 0,
                oscillator(parts.get("oscillator")));
    }

    private static @Nullable OscillatorMemory oscillator(@Nullable Object object) {
        if (!(object instanceof Map<?, ?> parts)) {
            return null;
        }
        double celsius = parts.get("celsius") instanceof Number number ? number.doubleValue() : Double.NaN;
        return new OscillatorMemory(numbers(parts, "state"), numbers(parts, "sigma"), celsius, number(parts, "lagS"),
                number(parts, "q2"), numbers(parts, "strangeness"), numbers(parts, "independent"));
    }

    private static Map<String, Object> parts(OscillatorMemory oscillator) {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("state", oscillator.state());
        parts.put("sigma", oscillator.sigma());
        if (Double.isFinite(oscillator.celsius())) {
            parts.put("celsius", oscillator.celsius());
        }
        parts.put("lagS", oscillator.lagS());
        parts.put("q2", oscillator.q2());
        parts.put("strangeness", oscillator.strangeness());
        parts.put("independent", oscillator.independent());
        return parts;
    }

    private static List<Double> numbers(Map<?, ?> parts, String name) {
        if (parts.get(name) instanceof List<?> list && list.stream().allMatch(Number.class::isInstance)) {
            return list.stream().map(Number.class::cast).map(Number::doubleValue).toList();
        }
        throw new IllegalArgumentException(name + " is missing");
    }

    private static long whole(Map<?, ?> parts, String name) {
        return Long.parseLong(String.valueOf(parts.get(name)));
    }

    private static double number(Map<?, ?> parts, String name) {
        if (parts.get(name) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException(name + " is missing");
    }
}
