package dev.grandmaster.app.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.app.history.HistoryFile.Chapter;
import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySecond.Figures;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryWriterTest {

    private static final long SEED = 7;
    private static final int DAY_S = 86_400;

    @TempDir
    private Path folder;
    private final List<Chapter> closed = new ArrayList<>();

    private HistoryWriter open(int days, int maxMiB) throws SQLException {
        return new HistoryWriter(folder.resolve("history.db"), days, maxMiB, chapter -> "signed", closed::add);
    }

    private List<HistorySecond> read(long from, long to) {
        List<HistorySecond> seconds = new ArrayList<>();
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            file.seconds(from, to, seconds::add);
        }
        return seconds;
    }

    private static List<HistorySecond> fill(HistoryWriter writer, long from, int count) throws SQLException {
        Records records = new Records(SEED);
        List<HistorySecond> seconds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            HistorySecond second = records.next(from + i);
            writer.add(second);
            seconds.add(BlockCodec.kept(second));
        }
        return seconds;
    }

    @Test
    void nothingWasRecordedBeforeThereIsAFile() {
        try (HistoryFile file = new HistoryFile(folder.resolve("none.db"))) {
            assertEquals(Optional.empty(), file.extent());
            assertEquals(List.of(), file.spans(0, 100, 10));
            assertEquals(List.of(), file.chapters());
        }
    }

    @Test
    void secondsAreReadAsTheyWereWrittenAcrossBlocksAndOpenings() throws SQLException {
        List<HistorySecond> all = new ArrayList<>();
        try (HistoryWriter writer = open(400, 100)) {
            all.addAll(fill(writer, Records.DAY, 1000));
        }
        try (HistoryWriter writer = open(400, 100)) {
            all.addAll(fill(writer, Records.DAY + 1500, 700));
        }
        assertEquals(all, read(0, Long.MAX_VALUE));
        assertEquals(all.subList(590, 611), read(Records.DAY + 590, Records.DAY + 610));
        assertEquals(List.of(), read(Records.DAY + 1000, Records.DAY + 1499));
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            assertEquals(Optional.of(new History.Extent(Records.DAY, Records.DAY + 2199)), file.extent());
        }
    }

    @Test
    void whatWasFlushedIsThereAfterACrash() throws SQLException, IOException {
        HistoryWriter writer = open(400, 100);
        List<HistorySecond> all = fill(writer, Records.DAY, 650);
        writer.flush();
        fill(writer, Records.DAY + 650, 30);
        Path after = Files.createDirectory(folder.resolve("after"));
        for (String tail : List.of("", "-wal")) { // as the disk is when the power goes
            Files.copy(folder.resolve("history.db" + tail), after.resolve("history.db" + tail));
        }
        writer.close();
        try (HistoryWriter next = new HistoryWriter(after.resolve("history.db"), 400, 100, chapter -> "",
                closed::add)) {
            next.flush();
        }
        List<HistorySecond> seconds = new ArrayList<>();
        try (HistoryFile file = new HistoryFile(after.resolve("history.db"))) {
            file.seconds(0, Long.MAX_VALUE, seconds::add);
        }
        assertEquals(all, seconds);
    }

    @Test
    void aChangeIsNotedOnceHoweverOftenItIsTold() throws SQLException {
        try (HistoryWriter writer = open(400, 100)) {
            writer.trail(3);
            changes(writer, 2, 3, 4, 4); // before the first second
            fill(writer, Records.DAY, 1);
            changes(writer, 4, 5);
        }
        assertEquals(List.of("4", "5"), changesNoted());
        try (HistoryWriter writer = open(400, 100)) {
            writer.trail(7);
            fill(writer, Records.DAY + 10, 1);
            changes(writer, 4, 5, 6, 7);
        }
        assertEquals(List.of("4", "5", "6", "7"), changesNoted());
    }

    private static void changes(HistoryWriter writer, long... numbers) throws SQLException {
        for (long number : numbers) {
            writer.change(number, new HistoryFile.Note(1, "change", Long.toString(number)));
        }
    }

    private List<String> changesNoted() {
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            return file.chapters().stream().flatMap(chapter -> file.notesOf(chapter.number()).stream())
                    .map(HistoryFile.Note::json).toList();
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsPutAside() throws SQLException, IOException {
        Files.writeString(folder.resolve("history.db"),
                "this is no database, and it is long enough to be looked at".repeat(50));
        try (HistoryWriter writer = open(400, 100)) {
            fill(writer, Records.DAY, 3);
        }
        assertEquals(3, read(0, Long.MAX_VALUE).size());
        assertTrue(Files.exists(folder.resolve("history.db.damaged")));
    }

    @Test
    void aClockThatIsSetBackLosesNothing() throws SQLException {
        try (HistoryWriter writer = open(400, 100)) {
            fill(writer, Records.DAY + 100, 50);
            fill(writer, Records.DAY + 90, 50);
        }
        assertEquals(100, read(0, Long.MAX_VALUE).size());
    }

    @Test
    void aDayIsAChapterAndEachGoesOnFromTheOneBefore() throws SQLException {
        try (HistoryWriter writer = open(400, 100)) {
            fill(writer, Records.DAY + DAY_S - 5, 10);
        }
        try (HistoryWriter writer = open(400, 100)) {
            fill(writer, Records.DAY + DAY_S + 20, 10);
            fill(writer, Records.DAY + 2L * DAY_S, 1);
        }
        assertEquals(List.of("2026-11-22", "2026-11-23"), closed.stream().map(Chapter::day).toList());
        assertEquals(List.of(5L, 15L), closed.stream().map(Chapter::seconds).toList());
        assertEquals(Chain.BEGINNING, closed.getFirst().previous());
        assertEquals(closed.getFirst().head(), closed.getLast().previous());
        assertNotEquals(closed.getFirst().head(), closed.getLast().head());
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            List<Chapter> chapters = file.chapters();
            assertEquals(closed, chapters.subList(0, 2));
            assertEquals(closed.getLast().head(), chapters.getLast().previous());
            assertEquals("", chapters.getLast().head());
        }
    }

    @Test
    void anExtremeOfASingleSecondIsInEveryPlot() throws SQLException {
        try (HistoryWriter writer = open(400, 100)) {
            fill(writer, Records.DAY, 4000);
            writer.add(new HistorySecond(Records.DAY + 4000, true, ClockState.HOLDOVER, 7, 37, true, 0, Trust.COAST,
                    new Figures(-777.7, 888.8, 5, Double.NaN)));
            fill(writer, Records.DAY + 4001, 4000);
        }
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            for (int points : new int[]{1, 3, 13, 100, 8001, 100_000}) {
                List<HistorySpan> spans = file.spans(Records.DAY, Records.DAY + 8000, points);
                assertTrue(spans.size() <= points, spans.size() + " of " + points);
                assertEquals(8001, spans.stream().mapToInt(HistorySpan::seconds).sum());
                assertEquals(-777.7, spans.stream().mapToDouble(span -> span.offset().least()).min().orElseThrow());
                assertEquals(888.8, spans.stream().mapToDouble(span -> span.bound().most()).max().orElseThrow());
                assertTrue(spans.stream().anyMatch(span -> span.worstState() == ClockState.HOLDOVER));
                assertEquals(0, spans.stream().mapToInt(HistorySpan::leastSatellites).min().orElseThrow());
            }
        }
    }

    @Test
    void oldDaysGoAndSoDoDaysThatTakeTooMuchRoom() throws SQLException {
        try (HistoryWriter writer = open(3, 100)) {
            for (int day = 0; day < 8; day++) {
                fill(writer, Records.DAY + (long) day * DAY_S, 700);
            }
        }
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            assertEquals(List.of("2026-11-25", "2026-11-26", "2026-11-27", "2026-11-28", "2026-11-29"),
                    file.chapters().stream().map(Chapter::day).toList());
        }
        try (HistoryWriter writer = open(400, 0)) {
            fill(writer, Records.DAY + 9L * DAY_S, 700);
        }
        try (HistoryFile file = new HistoryFile(folder.resolve("history.db"))) {
            assertEquals(List.of("2026-12-01"), file.chapters().stream().map(Chapter::day).toList());
        }
    }
}
