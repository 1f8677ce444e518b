package dev.grandmaster.app.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.app.history.HistoryFile.Note;
import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.history.HistorySecond;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that writes history and audit trail as fast as it can is killed ({@code SIGKILL}) while it does. */
class KilledInTheMidstTest {

    private static final long SEED = 5;
    private static final int BATCH = 70;
    private static final int DAY_S = 86_400;

    @TempDir
    private Path folder;

    /** What is killed: says a number when so many batches are safe. */
    static final class Victim {

        private Victim() {
        }

        public static void main(String[] arguments) throws SQLException {
            Path folder = Path.of(arguments[0]);
            Records records = new Records(SEED);
            AuditTrail audit = new AuditTrail(folder.resolve(AuditTrail.FILE), () -> 1, line -> {
            });
            try (HistoryWriter writer = new HistoryWriter(folder.resolve("history.db"), 400, 100,
                    chapter -> "signed", chapter -> {
                    })) {
                for (int batch = 0; batch < Integer.MAX_VALUE; batch++) {
                    for (int i = 0; i < BATCH; i++) {
                        writer.add(records.next(second(batch * BATCH + i)));
                    }
                    writer.note(new Note(batch, "alarm", "{\"batch\":" + batch + '}'));
                    audit.changed("ada", "x", batch, batch + 1);
                    System.out.println(batch + 1);
                    System.out.flush();
                }
            }
        }
    }

    /** A day has 500 seconds here, so that days are closed as well. */
    private static long second(int number) {
        return Records.DAY + number / 500L * DAY_S + number % 500;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 9, 40})
    void nothingThatWasSafeIsLost(int batches) throws IOException, InterruptedException, SQLException {
        int safe = killedAfter(batches);
        Path file = folder.resolve("history.db");
        Records records = new Records(SEED);
        List<String> told = new ArrayList<>();
        try (HistoryWriter next = new HistoryWriter(file, 400, 100, chapter -> "signed", chapter -> {
        })) {
            next.flush();
        }
        List<HistorySecond> read = new ArrayList<>();
        try (HistoryFile history = new HistoryFile(file)) {
            history.seconds(0, Long.MAX_VALUE, read::add);
            assertTrue(read.size() >= safe * BATCH, read.size() + " seconds of " + safe + " batches");
            for (int i = 0; i < read.size(); i++) {
                assertEquals(BlockCodec.kept(records.next(second(i))), read.get(i));
            }
            List<Chapter> chapters = history.chapters();
            List<Note> notes = chapters.stream().flatMap(chapter -> history.notesOf(chapter.number()).stream())
                    .toList();
            assertTrue(notes.size() >= safe, notes.size() + " notes of " + safe);
            for (int i = 0; i < notes.size(); i++) {
                assertEquals("{\"batch\":" + i + '}', notes.get(i).json());
            }
            assertChained(history, chapters);
        }
        AuditTrail audit = new AuditTrail(folder.resolve(AuditTrail.FILE), () -> 2, told::add);
        Map<String, @Nullable Object> newest = audit.last().getFirst();
        assertTrue(newest.get("new") instanceof Number number && number.intValue() >= safe, newest + " of " + safe);
    }

    /** Each closed chapter's head is that of what is read of it. */
    private static void assertChained(HistoryFile history, List<Chapter> chapters) {
        String head = Chain.BEGINNING;
        for (Chapter chapter : chapters) {
            assertEquals(head, chapter.previous(), chapter.day());
            Chain chain = new Chain(head);
            history.secondsOf(chapter.number(), second -> chain.add(RecordLine.of(second)));
            history.notesOf(chapter.number()).forEach(note -> chain.add(RecordLine.of(note)));
            head = chain.head();
            if (!chapter.head().isEmpty()) {
                assertEquals(head, chapter.head(), chapter.day());
            }
        }
    }

    /** Gives how many batches it said were safe. */
    private int killedAfter(int batches) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), Victim.class.getName(), folder.toString())
                .redirectError(folder.resolve("errors").toFile()).start();
        int safe = 0;
        try (BufferedReader said = process.inputReader()) {
            for (String line = said.readLine(); line != null; line = said.readLine()) {
                safe = Integer.parseInt(line);
                if (safe == batches) {
                    process.toHandle().destroyForcibly(); // what it has said can be read to the end
                }
            }
        }
        process.waitFor();
        assertTrue(safe >= batches, Files.readString(folder.resolve("errors")));
        return safe;
    }
}
