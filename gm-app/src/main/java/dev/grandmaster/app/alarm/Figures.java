package dev.grandmaster.app.alarm;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import java.util.stream.Collectors;

/**
 * Levels and counts that are in no snapshot of an agent, by their names: whoever owns one registers how it is read. Names end in the
 * unit; counts, which only grow from 0 at the start, in {@code _total}. They are metrics as well.
 */
public final class Figures {

    private final Map<String, DoubleSupplier> suppliers = new ConcurrentHashMap<>();

    /** @param read called from the supervisor and from whoever reads metrics; NaN while nothing is known */
    public void register(String name, DoubleSupplier read) {
        suppliers.put(name, read);
    }

    /** All figures now. */
    public Map<String, Double> read() {
        return suppliers.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> entry.getValue().getAsDouble()));
    }
}
