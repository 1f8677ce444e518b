package dev.grandmaster.app.alarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** No alarm looks at something that nobody writes: each name that a rule asks for is given by the code that ought to. */
class CatalogueWiringTest {

    private static final Path ROOT = Path.of(System.getProperty("gm.root", ".."));
    /** Names of refusals and of messages are put together. */
    private static final Set<String> COMPOSED = Set.of("rx_", "unicast_refused_");

    private final Set<String> counters = new TreeSet<>();
    private final Set<String> figures = new TreeSet<>();
    private final Set<String> conditions = new TreeSet<>();

    /** Empty, and keeps what it was asked for. */
    private static final class Asked<V> extends AbstractMap<String, V> {
        private final Set<String> names;

        Asked(Set<String> names) {
            this.names = names;
        }

        @Override
        public V getOrDefault(Object key, V otherwise) {
            names.add((String) key);
            return otherwise;
        }

        @Override
        @SuppressWarnings("NullAway") // a map may answer so
        public V get(Object key) {
            names.add((String) key);
            return null;
        }

        @Override
        public Set<Entry<String, V>> entrySet() {
            return Set.of();
        }
    }

    @BeforeEach
    void ask() throws IOException {
        Sight well = new Stage().sight();
        Sight sight = new Sight(well.nowMonoNs(), well.startMonoNs(), well.snapshots(), well.leapSeconds(),
                well.limits(), new Asked<Double>(figures), new Asked<String>(conditions));
        new AlarmMachine(Catalogue.ALL).look(sight, 0);
        // A snapshot copies the counters of a port, so that these are read where they are written down.
        Matcher written = Pattern.compile("\"([a-z]+(_[a-z]+)+)\"")
                .matcher(text(ROOT.resolve("gm-app/src/main/java/dev/grandmaster/app/alarm/PtpAlarms.java")));
        while (written.find()) {
            counters.add(written.group(1));
        }
    }

    private static String sources(String module, String exceptFolder) throws IOException {
        try (Stream<Path> files = Files.walk(ROOT.resolve(module).resolve("src/main/java"))) {
            return files.filter(file -> file.toString().endsWith(".java") && !file.toString().contains(exceptFolder))
                    .map(CatalogueWiringTest::text).collect(Collectors.joining());
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> missing(Set<String> names, String sources) {
        return names.stream().filter(name -> !sources.contains('"' + name + '"')).collect(Collectors.toSet());
    }

    @Test
    void eachCounterIsCounted() throws IOException {
        String engine = sources("ptp-master", "/nowhere/");
        Set<String> missing = missing(counters, engine);
        missing.removeIf(name -> COMPOSED.stream().anyMatch(beginning -> name.startsWith(beginning)
                && engine.contains('"' + beginning + '"')
                && Pattern.compile('"' + name.substring(beginning.length()) + '"', Pattern.CASE_INSENSITIVE)
                        .matcher(engine).find()));
        assertTrue(counters.size() > 15, counters.toString());
        assertEquals(Set.of(), missing);
    }

    @Test
    void eachFigureIsRegistered() throws IOException {
        assertTrue(figures.size() > 10, figures.toString());
        assertEquals(Set.of(), missing(figures, sources("gm-app", "/app/alarm/")));
    }

    @Test
    void eachConditionIsSaid() throws IOException {
        conditions.removeAll(HardwareAlarms.codes()); // one for each part of gm-core's Trouble
        assertTrue(conditions.size() > 5, conditions.toString());
        assertEquals(Set.of(), missing(conditions, sources("gm-app", "/app/alarm/")));
    }

    @Test
    void whatIsNotWrittenIsFound() {
        assertEquals(Set.of("b"), missing(new TreeSet<>(Map.of("a", 1, "b", 2).keySet()), "x \"a\" y b"));
    }
}
