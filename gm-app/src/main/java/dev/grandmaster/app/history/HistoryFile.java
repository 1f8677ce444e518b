package dev.grandmaster.app.history;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;

import dev.grandmaster.app.persistence.Database;
import dev.grandmaster.history.History;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.history.HistorySpan.Range;
import dev.grandmaster.state.ClockState;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the file of history, beside the one who writes it or without. */
public final class HistoryFile implements History, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    /** The blocks of a chapter, in the order of the chain. */
    static final String BLOCKS = "SELECT id FROM block WHERE chapter = ? ORDER BY id";
    /** From this length of a point on the extremes of whole blocks are good enough. */
    private static final long BLOCK_S = HistoryWriter.ROWS;

    private final Path file;
    private @Nullable Connection connection;

    /** @param file need not exist yet: then nothing was recorded */
    public HistoryFile(Path file) {
        this.file = file;
    }

    /**
     * A chapter of the record: the seconds of one UTC day, as long as the clock was not set back within it.
     *
     * @param number    from 1, without a gap
     * @param day       such as {@code 2026-11-22}
     * @param head      of the chain, hexadecimal; empty while the chapter is open
     * @param previous  head of the chapter before
     * @param signature of the head, base 64; empty while the chapter is open
     * @param seconds   recorded; 0 while the chapter is open
     * @param notes     beside them; 0 while the chapter is open
     */
    public record Chapter(long number, String day, String previous, String head, String signature, long seconds,
            long notes) {
    }

    /**
     * Something that belongs to the record beside the seconds.
     *
     * @param kind alarm, change (of a setting, by whom), configuration (as it came into force), start
     * @param json what it is, in one line
     */
    public record Note(long taiNs, String kind, String json) {
    }

    @Override
    public synchronized void seconds(long fromTaiSeconds, long toTaiSeconds, Consumer<HistorySecond> sink) {
        List<Long> ids = new ArrayList<>();
        query("SELECT id FROM summary WHERE last >= ? AND first <= ? ORDER BY id", rows -> ids.add(rows.getLong(1)),
                fromTaiSeconds, toTaiSeconds);
        blocks(ids, second -> {
            if (second.taiSeconds() >= fromTaiSeconds && second.taiSeconds() <= toTaiSeconds) {
                sink.accept(second);
            }
        });
    }

    @Override
    public synchronized List<HistorySpan> spans(long fromTaiSeconds, long toTaiSeconds, int points) {
        if (points < 1 || toTaiSeconds < fromTaiSeconds) {
            throw new IllegalArgumentException("no point or no second is asked for");
        }
        Spans spans = new Spans(fromTaiSeconds, toTaiSeconds, points);
        if (Spans.widthS(fromTaiSeconds, toTaiSeconds, points) < BLOCK_S) {
            seconds(fromTaiSeconds, toTaiSeconds, spans::add);
        } else {
            query("SELECT * FROM summary WHERE last >= ? AND first <= ? ORDER BY id", rows -> spans.add(span(rows)),
                    fromTaiSeconds, toTaiSeconds);
        }
        return spans.list();
    }

    private static HistorySpan span(ResultSet rows) throws SQLException {
        return new HistorySpan(rows.getLong(2), rows.getLong(3), rows.getInt(4), range(rows, 5), range(rows, 7),
                range(rows, 9), range(rows, 11), rows.getInt(13), ClockState.valueOf(rows.getString(14)),
                rows.getInt(15));
    }

    private static Range range(ResultSet rows, int column) throws SQLException {
        double least = rows.getDouble(column);
        return rows.wasNull() ? Range.UNKNOWN : new Range(least, rows.getDouble(column + 1));
    }

    @Override
    public synchronized Optional<Extent> extent() {
        List<Extent> found = new ArrayList<>();
        query("SELECT min(first), max(last), count(*) FROM summary", rows -> {
            if (rows.getLong(3) > 0) {
                found.add(new Extent(rows.getLong(1), rows.getLong(2)));
            }
        });
        return found.stream().findFirst();
    }

    /** All chapters whose seconds are kept, the open one last. */
    public synchronized List<Chapter> chapters() {
        List<Chapter> chapters = new ArrayList<>();
        query("SELECT number, day, previous, head, signature, seconds, notes FROM chapter"
                + " WHERE EXISTS (SELECT 1 FROM block WHERE block.chapter = number) ORDER BY number",
                rows -> chapters.add(chapter(rows)));
        return chapters;
    }

    static Chapter chapter(ResultSet rows) throws SQLException {
        return new Chapter(rows.getLong(1), rows.getString(2), rows.getString(3), rows.getString(4), rows.getString(5),
                rows.getLong(6), rows.getLong(7));
    }

    /** The seconds of a chapter in the order in which they were recorded. No block is held open while they are handed over. */
    public synchronized void secondsOf(long chapter, Consumer<HistorySecond> sink) {
        List<Long> ids = new ArrayList<>();
        query(BLOCKS, rows -> ids.add(rows.getLong(1)), chapter);
        blocks(ids, sink);
    }

    /** The seconds of a block; none where it is damaged, which the journal tells and the gap shows. */
    static List<HistorySecond> block(Connection open, long id) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement("SELECT data FROM block WHERE id = ?")) {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? BlockCodec.decode(rows.getBytes(1)) : List.of();
            }
        } catch (DataFormatException e) {
            return damaged(id, e);
        } catch (SQLException e) {
            if (Database.isDamaged(e)) {
                return damaged(id, e);
            }
            throw e;
        }
    }

    private static List<HistorySecond> damaged(long id, Exception why) {
        LOG.warn("block {} of history is damaged and passed over: {}", id, why.getMessage());
        return List.of();
    }

    /** Hands over the seconds of some blocks, one block after the other. */
    private void blocks(List<Long> ids, Consumer<HistorySecond> sink) {
        for (long id : ids) {
            try {
                block(opened(), id).forEach(sink);
            } catch (SQLException e) {
                throw failed(e);
            }
        }
    }

    /** What was noted in a chapter, in the order in which it was. */
    public synchronized List<Note> notesOf(long chapter) {
        List<Note> notes = new ArrayList<>();
        query(HistoryWriter.NOTES, rows -> notes.add(note(rows)), chapter);
        return notes;
    }

    static Note note(ResultSet rows) throws SQLException {
        return new Note(rows.getLong(1), rows.getString(2), rows.getString(3));
    }

    private interface Reading {
        void row(ResultSet rows) throws SQLException;
    }

    private void query(String sql, Reading reading, long... values) {
        if (!Files.exists(file)) {
            return;
        }
        try (PreparedStatement statement = opened().prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setLong(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reading.row(rows);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private Connection opened() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = Database.read(file);
            connection = open;
        }
        return open;
    }

    private HistoryException failed(SQLException e) {
        close();
        return new HistoryException("history cannot be read: " + e.getMessage(), e);
    }

    /** Room that the records take, octets. */
    static long octets(Statement statement) throws SQLException {
        long[] figures = new long[3];
        String[] pragmas = {"page_count", "freelist_count", "page_size"};
        for (int i = 0; i < pragmas.length; i++) {
            try (ResultSet rows = statement.executeQuery("PRAGMA " + pragmas[i])) {
                figures[i] = rows.next() ? rows.getLong(1) : 0;
            }
        }
        return (figures[0] - figures[1]) * figures[2];
    }

    @Override
    public synchronized void close() {
        Connection open = connection;
        connection = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                // nothing was written
            }
        }
    }
}
