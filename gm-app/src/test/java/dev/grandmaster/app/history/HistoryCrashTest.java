package dev.grandmaster.app.history;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import dev.grandmaster.app.history.HistoryFile.Note;
import dev.grandmaster.history.HistorySecond;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk as a crash or a worn flash leaves it: log and file torn at every place that matters. */
class HistoryCrashTest {

    private static final long SEED = 11;
    private static final String NAME = "history.db";
    private static final int LOG_HEADER = 32;
    private static final int FRAME_HEADER = 24;
    private static final int PAGE = 4096;
    private static final int BATCH = 40;

    @TempDir
    private Path folder;
    private final Random random = new Random(SEED);
    private int copies;

    private static HistoryWriter writer(Path file) throws SQLException {
        return new HistoryWriter(file, 400, 100, chapter -> "signed", chapter -> {
        });
    }

    private static List<HistorySecond> seconds(Path file) {
        List<HistorySecond> seconds = new ArrayList<>();
        try (HistoryFile history = new HistoryFile(file)) {
            history.seconds(0, Long.MAX_VALUE, seconds::add);
        }
        return seconds;
    }

    private static long notes(Path file) {
        try (HistoryFile history = new HistoryFile(file)) {
            return history.chapters().stream().mapToLong(chapter -> history.notesOf(chapter.number()).size()).sum();
        }
    }

    private Path copy(byte[] database, byte[] log) throws IOException {
        Path place = Files.createDirectory(folder.resolve("copy" + copies++));
        Files.write(place.resolve(NAME), database);
        if (log.length > 0) {
            Files.write(place.resolve(NAME + "-wal"), log);
        }
        return place.resolve(NAME);
    }

    /** Zeroes, noise, a torn frame: whatever may stand behind what was forced to the disk. */
    private List<byte[]> tails(byte[] log, int cut) {
        byte[] noise = new byte[FRAME_HEADER + PAGE];
        random.nextBytes(noise);
        byte[] flipped = Arrays.copyOf(log, Math.min(log.length, cut + FRAME_HEADER + PAGE));
        if (flipped.length > cut) {
            flipped[cut + random.nextInt(flipped.length - cut)] ^= 1;
        }
        byte[] noisy = Arrays.copyOf(log, cut + noise.length);
        System.arraycopy(noise, 0, noisy, cut, noise.length);
        return List.of(Arrays.copyOf(log, cut + PAGE), noisy, flipped);
    }

    @Test
    void whateverTheLogIsTornAtAllThatWasForcedIsThereAndTheNextSecondsFollow() throws SQLException, IOException {
        Path file = folder.resolve(NAME);
        Records records = new Records(SEED);
        List<HistorySecond> all = new ArrayList<>();
        TreeMap<Integer, Integer> savedAt = new TreeMap<>(); // octets of the log to seconds that are safe with them
        byte[] database;
        byte[] log;
        try (HistoryWriter writer = writer(file)) {
            savedAt.put(0, 0);
            for (int batch = 0; batch < 4; batch++) {
                for (int i = 0; i < BATCH; i++) {
                    HistorySecond second = records.next(Records.DAY + all.size());
                    writer.add(second);
                    all.add(BlockCodec.kept(second));
                }
                writer.note(new Note(all.getLast().taiSeconds() * 1_000_000_000L, "alarm", "{}"));
                savedAt.put((int) Files.size(folder.resolve(NAME + "-wal")), all.size());
            }
            database = Files.readAllBytes(file);
            log = Files.readAllBytes(folder.resolve(NAME + "-wal"));
        }
        int turn = 0;
        for (int cut : cuts(log.length)) {
            for (byte[] torn : List.of(tails(log, cut).get(turn++ % 3), Arrays.copyOf(log, cut))) {
                Path copy = copy(database, torn);
                int saved = savedAt.floorEntry(cut).getValue();
                try (HistoryWriter next = writer(copy)) {
                    next.add(records.next(Records.DAY + 1000));
                }
                List<HistorySecond> read = seconds(copy);
                String where = "seed " + SEED + ", log cut at " + cut + " of " + log.length;
                assertTrue(read.size() > saved, () -> where + ": " + read.size() + " of " + saved);
                assertEquals(all.subList(0, read.size() - 1), read.subList(0, read.size() - 1), where);
                assertEquals((read.size() - 1) / BATCH, notes(copy), where);
                assertEquals(Records.DAY + 1000, read.getLast().taiSeconds(), where);
                assertFalse(Files.exists(copy.resolveSibling(NAME + ".damaged")), where);
            }
        }
    }

    /** Around each frame of the log, in its header and in its page. */
    private static List<Integer> cuts(int length) {
        TreeSet<Integer> cuts = new TreeSet<>(List.of(0, 1, LOG_HEADER - 1, LOG_HEADER, length));
        for (int frame = LOG_HEADER; frame < length; frame += FRAME_HEADER + PAGE) {
            cuts.addAll(List.of(frame - 1, frame, frame + FRAME_HEADER + PAGE / 2));
        }
        return cuts.stream().filter(cut -> cut <= length).toList();
    }

    @Test
    void aFileThatIsDamagedIsKeptAsideToldAndRecordingGoesOn() throws SQLException, IOException {
        Path file = folder.resolve(NAME);
        Records records = new Records(SEED);
        try (HistoryWriter writer = writer(file)) {
            for (int i = 0; i < 5000; i++) {
                writer.add(records.next(Records.DAY + i));
            }
        }
        byte[] good = Files.readAllBytes(file);
        List<byte[]> damaged = new ArrayList<>();
        Stream.of(2, 15, 16, 99, 100, PAGE - 1, PAGE, PAGE + 1, good.length / 2, good.length - PAGE, good.length - 1)
                .forEach(cut -> damaged.add(Arrays.copyOf(good, cut)));
        for (int from : new int[]{0, 16, 100, PAGE, good.length / 2, good.length - PAGE}) {
            byte[] noise = new byte[PAGE];
            random.nextBytes(noise);
            byte[] noisy = good.clone();
            System.arraycopy(noise, 0, noisy, from, Math.min(noise.length, good.length - from));
            damaged.add(noisy);
        }
        byte[] longer = Arrays.copyOf(good, good.length + 3 * PAGE / 2);
        Arrays.fill(longer, good.length, longer.length, (byte) 0x5A);
        damaged.add(longer);
        for (int i = 0; i < damaged.size(); i++) {
            Path copy = copy(damaged.get(i), new byte[0]);
            AtomicReference<String> told = new AtomicReference<>("");
            try (HistoryRecorder recorder = new HistoryRecorder(copy, 400, 100, chapter -> "", chapter -> {
            }, (fails, why) -> told.set(fails ? why : told.get()))) {
                for (int second = 0; second < 700; second++) { // a block and more, and another day
                    recorder.add(records.next(Records.DAY + 86_000 + second));
                }
            }
            List<HistorySecond> read = seconds(copy);
            String which = "damage " + i + ": " + read.size() + " seconds, told: " + told;
            assertTrue(read.stream().anyMatch(second -> second.taiSeconds() == Records.DAY + 86_699), which);
            Path aside = copy.resolveSibling(NAME + ".damaged");
            long kept = read.stream().filter(second -> second.taiSeconds() < Records.DAY + 5000).count();
            boolean butABlock = kept == 5000 - 600 || kept == 5000 - 200; // which is told when it is read
            assertTrue(kept == 5000 || butABlock || Files.exists(aside), which);
            if (Files.exists(aside) && told.get().isEmpty()) { // seen at the opening: nothing behind the header was changed
                assertArrayEquals(behindHeader(damaged.get(i)), behindHeader(Files.readAllBytes(aside)), which);
            }
        }
    }

    private static byte[] behindHeader(byte[] file) {
        return Arrays.copyOfRange(file, Math.min(100, file.length), file.length);
    }

    @Test
    void aBlockThatCannotBeReadCostsItsOwnSecondsAndTheDayIsClosedAllTheSame() throws SQLException {
        Path file = folder.resolve(NAME);
        Records records = new Records(SEED);
        try (HistoryWriter writer = writer(file)) {
            for (int i = 0; i < 1800; i++) {
                writer.add(records.next(Records.DAY + i));
            }
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            assertEquals(1, statement.executeUpdate("UPDATE block SET data = x'01' WHERE id = 2"));
        }
        try (HistoryWriter writer = writer(file)) {
            writer.add(records.next(Records.DAY + 86_400));
        }
        List<HistorySecond> read = seconds(file);
        assertEquals(1201, read.size());
        assertEquals(Records.DAY + 599, read.get(599).taiSeconds());
        assertEquals(Records.DAY + 1200, read.get(600).taiSeconds());
        try (HistoryFile history = new HistoryFile(file)) {
            assertEquals(1200, history.chapters().getFirst().seconds());
        }
    }

    @Test
    void aFileThatCannotBeOpenedNowIsLeftAsItIs() throws SQLException, IOException {
        Path file = folder.resolve(NAME);
        Records records = new Records(SEED);
        try (HistoryWriter writer = writer(file)) {
            writer.add(records.next(Records.DAY));
        }
        Files.createDirectory(folder.resolve(NAME + "-wal")); // where the log cannot be made
        AtomicReference<String> told = new AtomicReference<>("");
        try (HistoryRecorder recorder = new HistoryRecorder(file, 400, 100, chapter -> "", chapter -> {
        }, (fails, why) -> told.set(why))) {
            recorder.add(records.next(Records.DAY + 1));
        }
        assertTrue(told.get().startsWith("history cannot be"), told.get());
        Files.delete(folder.resolve(NAME + "-wal"));
        assertEquals(1, seconds(file).size());
    }
}
