package dev.grandmaster.gnss;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code counts.json} says of one stream. The file is printed one value a line, which is all that is read here. */
public record ExpectedCounts(SortedMap<String, Long> counts, SortedMap<String, Long> bad, Map<String, Long> numbers,
        Map<String, String> times) {

    private static final Pattern FILE = Pattern.compile(" \"(gnss/[^\"]+)\": \\{");
    private static final Pattern GROUP = Pattern.compile("  \"(\\w+)\": \\{.*");
    private static final Pattern NUMBER = Pattern.compile("  \"(\\w+)\": (\\d+),?");
    private static final Pattern TIME = Pattern.compile("  \"(\\w+_time)\": \"([^\"]+)\",?");
    private static final Pattern ENTRY = Pattern.compile("   \"([^\"]+)\": (\\d+),?");

    public ExpectedCounts() {
        this(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }

    public static Map<String, ExpectedCounts> all() {
        Map<String, ExpectedCounts> all = new TreeMap<>();
        ExpectedCounts current = new ExpectedCounts();
        String group = "";
        for (String line : lines(Corpus.root().resolve("gnss/counts.json"))) {
            Matcher file = FILE.matcher(line);
            Matcher opened = GROUP.matcher(line);
            Matcher number = NUMBER.matcher(line);
            Matcher time = TIME.matcher(line);
            Matcher entry = ENTRY.matcher(line);
            if (file.matches()) {
                current = new ExpectedCounts();
                all.put(file.group(1), current);
            } else if (opened.matches()) {
                group = opened.group(1);
            } else if (number.matches()) {
                current.numbers.put(number.group(1), Long.valueOf(number.group(2)));
            } else if (time.matches()) {
                current.times.put(time.group(1), time.group(2));
            } else if (entry.matches() && group.equals("counts")) {
                current.counts.put(entry.group(1), Long.valueOf(entry.group(2)));
            } else if (entry.matches() && group.equals("bad")) {
                current.bad.put(entry.group(1), Long.valueOf(entry.group(2)));
            }
        }
        return all;
    }

    private static Iterable<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
