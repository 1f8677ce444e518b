package dev.grandmaster.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** What a flight recording says of where time and garbage come from. */
final class HotSpots {
    private static final int SHOWN = 12;
    private static final String OURS = "dev.grandmaster";

    private final Map<String, Long> top = new HashMap<>();
    private final Map<String, Long> ours = new HashMap<>();
    private final Map<String, Long> garbage = new HashMap<>();

    private HotSpots() {
    }

    static HotSpots of(Path recording) throws IOException {
        HotSpots spots = new HotSpots();
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                spots.add(file.readEvent());
            }
        }
        return spots;
    }

    private void add(RecordedEvent event) {
        if (event.getStackTrace() == null) {
            return;
        }
        List<RecordedFrame> frames = event.getStackTrace().getFrames();
        switch (event.getEventType().getName()) {
            case "jdk.ExecutionSample" -> {
                count(top, frames, frame -> true, HotSpots::name, 1);
                count(ours, frames, frame -> frame.getMethod().getType().getName().startsWith(OURS), HotSpots::name, 1);
            }
            case "jdk.ObjectAllocationSample" -> count(garbage, frames,
                    frame -> frame.getMethod().getType().getName().startsWith(OURS),
                    frame -> name(frame) + ": " + event.getClass("objectClass").getName(), event.getLong("weight"));
            default -> {
                // the recording has much else
            }
        }
    }

    private static void count(Map<String, Long> counts, List<RecordedFrame> frames,
            Predicate<RecordedFrame> wanted,
            Function<RecordedFrame, String> name, long weight) {
        frames.stream().filter(wanted).findFirst()
                .ifPresent(frame -> counts.merge(name.apply(frame), weight, Long::sum));
    }

    private static String name(RecordedFrame frame) {
        String type = frame.getMethod().getType().getName();
        return type.substring(type.lastIndexOf('.') + 1) + '.' + frame.getMethod().getName();
    }

    void print(Report report) {
        print(report, "time, by method", top);
        print(report, "time, by our own method on top", ours);
        print(report, "garbage, by our own method on top", garbage);
    }

    private static void print(Report report, String what, Map<String, Long> counts) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        report.table(List.of(what, "share"));
        counts.entrySet().stream().sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(entry -> report.row(List.of(entry.getKey(),
                        String.format(Locale.ROOT, "%.1f %%", 100.0 * entry.getValue() / all))));
    }
}
