package dev.grandmaster.app.leap;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.time.LeapSecondTable;

/**
 * Where leap second lists come from: the operator's own file, the system's, the one that ships with the program. The one that was updated
 * last is taken, so that a list older than the newest leap second never wins over one that knows it.
 */
public final class LeapSecondsSources {

    private static final List<Path> OF_THE_SYSTEM = List.of(Path.of("/usr/share/zoneinfo/leap-seconds.list"),
            Path.of("/etc/leap-seconds.list"));

    private final List<Path> files;

    /** @param own the operator's file, preferred to the others where it is not older */
    public LeapSecondsSources(Optional<Path> own) {
        List<Path> all = new ArrayList<>();
        own.ifPresent(all::add);
        all.addAll(OF_THE_SYSTEM);
        files = List.copyOf(all);
    }

    /**
     * The lists that were found.
     *
     * @param best    the list to use
     * @param refused files that exist and cannot be used
     */
    public record Found(LeapSecondTable best, List<LeapSecondsList.Refused> refused) {
    }

    /** Reads all sources anew. Never fails: the shipped list is always there. */
    public Found read() {
        List<LeapSecondsList> good = new ArrayList<>();
        List<LeapSecondsList.Refused> refused = new ArrayList<>();
        for (Path file : files) {
            if (Files.exists(file)) {
                sort(fromFile(file), good, refused);
            }
        }
        sort(LeapSecondsList.parse(shippedText(), "shipped list"), good, refused);
        LeapSecondsList best = good.stream().max(Comparator.comparingLong(LeapSecondsList::updatedUtcSeconds))
                .orElseThrow();
        return new Found(best.table(), refused);
    }

    private static void sort(LeapSecondsList.Reading reading, List<LeapSecondsList> good,
            List<LeapSecondsList.Refused> refused) {
        switch (reading) {
            case LeapSecondsList.Good fine -> good.add(fine.list());
            case LeapSecondsList.Refused bad -> refused.add(bad);
        }
    }

    private static LeapSecondsList.Reading fromFile(Path file) {
        try {
            return LeapSecondsList.parse(Files.readString(file, StandardCharsets.ISO_8859_1), file.toString());
        } catch (IOException e) {
            return new LeapSecondsList.Refused(file.toString(), "cannot be read");
        }
    }

    static String shippedText() {
        try (InputStream in = LeapSecondsSources.class.getResourceAsStream("leap-seconds.list")) {
            if (in == null) {
                throw new IllegalStateException("the shipped leap second list is missing from the program");
            }
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new IllegalStateException("the shipped leap second list cannot be read", e);
        }
    }
}
