package dev.grandmaster.app.history;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.app.persistence.Database;
import dev.grandmaster.history.HistorySecond;
import dev.grandmaster.history.HistorySpan;
import dev.grandmaster.history.HistorySpan.Range;
import org.jspecify.annotations.Nullable;

/**
 * Writes the file of history; for one thread. Seconds gather in the open block; {@link #flush} brings them to the disk, and a crash at any
 * instant costs those since the last flush; a note is on the disk at once, with the seconds before it. A chapter, which is a UTC day, is
 * closed by the first second of another day.
 */
public final class HistoryWriter implements AutoCloseable {

    /** Rows of a block. */
    static final int ROWS = 600;

    private static final int SECONDS_PER_DAY = 86_400;
    /** A longer gap begins a new block. */
    private static final int GAP_S = 60;
    private static final int VACUUM_PAGES = 1000;
    private static final double MIB = 1 << 20;

    private static final long NOTHING_TAKEN = -1;

    private static final String[] SCHEMA = {
            "CREATE TABLE IF NOT EXISTS block (id INTEGER PRIMARY KEY, chapter INTEGER NOT NULL, data BLOB NOT NULL)",
            "CREATE TABLE IF NOT EXISTS summary (id INTEGER PRIMARY KEY, first INTEGER NOT NULL, last INTEGER NOT NULL,"
                    + " seconds INTEGER NOT NULL, offset_least REAL, offset_most REAL, bound_least REAL, bound_most REAL,"
                    + " frequency_least REAL, frequency_most REAL, temperature_least REAL, temperature_most REAL,"
                    + " satellites INTEGER NOT NULL, state TEXT NOT NULL, clock_class INTEGER NOT NULL)",
            "CREATE INDEX IF NOT EXISTS summary_last ON summary (last)",
            "CREATE INDEX IF NOT EXISTS block_chapter ON block (chapter)",
            "CREATE TABLE IF NOT EXISTS chapter (number INTEGER PRIMARY KEY, day TEXT NOT NULL, previous TEXT NOT NULL,"
                    + " head TEXT NOT NULL, signature TEXT NOT NULL, seconds INTEGER NOT NULL, notes INTEGER NOT NULL)",
            "CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY, chapter INTEGER NOT NULL, tai_ns INTEGER NOT NULL,"
                    + " kind TEXT NOT NULL, json TEXT NOT NULL)",
            "CREATE INDEX IF NOT EXISTS note_chapter ON note (chapter)",
            "CREATE TABLE IF NOT EXISTS taken (change INTEGER NOT NULL)"};
    /** The notes of a chapter, in the order of the chain. */
    static final String NOTES = "SELECT tai_ns, kind, json FROM note WHERE chapter = ? ORDER BY id";

    /** Signs the head of a chapter that is closed. */
    @FunctionalInterface
    public interface Signer {
        /** The signature, base 64; empty where it cannot be made. */
        String sign(HistoryFile.Chapter chapter);
    }

    /** Is told of each chapter that was closed. */
    @FunctionalInterface
    public interface Publisher {
        void closed(HistoryFile.Chapter chapter);
    }

    /** @param change its number in the audit trail; 0: the note is of no change */
    private record Arrived(HistoryFile.Note note, long change) {
    }

    private final Connection connection;
    private final int days;
    private final int maxMiB;
    private final Signer signer;
    private final Publisher publisher;
    private final List<HistorySecond> open = new ArrayList<>(ROWS);
    /** Notes of before the first second since the opening: they wait for it, which tells their chapter. */
    private final List<Arrived> early = new ArrayList<>();
    /** Number of the newest change that has its note; {@link #NOTHING_TAKEN} in a file that never heard of changes. */
    private long taken;
    private boolean begun;
    private long blockId;
    private long chapter;
    private String day = "";
    private String head = Chain.BEGINNING;

    /**
     * Opens the file, made where it does not exist.
     *
     * @param days   for how long seconds are kept
     * @param maxMiB room that they take at most
     * @throws SQLException where it cannot be opened
     */
    public HistoryWriter(Path file, int days, int maxMiB, Signer signer, Publisher publisher) throws SQLException {
        this.connection = Database.write(file, SCHEMA);
        this.days = days;
        this.maxMiB = maxMiB;
        this.signer = signer;
        this.publisher = publisher;
        try {
            // What would hide all the rest is looked through; blocks are many, and each stands for itself.
            Database.check(connection, "summary", "chapter", "note");
            resume();
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /**
     * Goes on behind the last block; the chapter that was open is open still. One that was closed just before a crash is published once
     * more, since nobody knows whether it was.
     */
    private void resume() throws SQLException {
        blockId = 1 + number("SELECT coalesce(max(id), 0) FROM block");
        taken = number("SELECT coalesce(max(change), " + NOTHING_TAKEN + ") FROM taken");
        HistoryFile.Chapter last = lastChapter();
        connection.commit();
        if (last != null) {
            boolean closed = !last.head().isEmpty();
            chapter = last.number();
            day = closed ? "" : last.day();
            head = closed ? last.head() : last.previous();
            if (closed) {
                publisher.closed(last);
            }
        }
    }

    private HistoryFile.@Nullable Chapter lastChapter() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT number, day, previous, head, signature, seconds, notes FROM chapter"
                                + " ORDER BY number DESC LIMIT 1")) {
            return rows.next() ? HistoryFile.chapter(rows) : null;
        }
    }

    /** Takes a second. Written now is only what is complete. */
    public void add(HistorySecond second) throws SQLException {
        HistorySecond kept = BlockCodec.kept(second);
        String newDay = day(kept);
        if (!newDay.equals(day)) {
            turn(newDay);
        } else if (!open.isEmpty() && !follows(open.getLast(), kept)) {
            closeBlock();
        }
        open.add(kept);
        begun = true;
        if (!early.isEmpty()) {
            for (Arrived arrived : early) {
                insert(arrived);
            }
            early.clear();
            flush();
        }
        if (open.size() == ROWS) {
            closeBlock();
        }
    }

    private static boolean follows(HistorySecond before, HistorySecond now) {
        long gap = now.taiSeconds() - before.taiSeconds();
        return gap > 0 && gap <= GAP_S && before.named() == now.named();
    }

    /** The UTC day of a second, as it was announced. */
    static String day(HistorySecond second) {
        return LocalDate.ofEpochDay(Math.floorDiv(second.utcSeconds(), SECONDS_PER_DAY)).toString();
    }

    /** Another day: the chapter is closed, the next one opened. That is on the disk with its first seconds, so that none is empty. */
    private void turn(String newDay) throws SQLException {
        closeBlock();
        if (!day.isEmpty()) {
            closeChapter();
        }
        chapter++;
        giveUpTheOldest();
        day = newDay;
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO chapter VALUES (?, ?, ?, '', '', 0, 0)")) {
            insert.setLong(1, chapter);
            insert.setString(2, day);
            insert.setString(3, head);
            insert.executeUpdate();
        }
    }

    private void closeChapter() throws SQLException {
        Chain chain = new Chain(head);
        long seconds = chain(HistoryFile.BLOCKS, rows -> {
            List<HistorySecond> block = HistoryFile.block(connection, rows.getLong(1));
            block.forEach(second -> chain.add(RecordLine.of(second)));
            return block.size();
        });
        long notes = chain(NOTES, rows -> {
            chain.add(RecordLine.of(HistoryFile.note(rows)));
            return 1;
        });
        HistoryFile.Chapter closed = new HistoryFile.Chapter(chapter, day, head, chain.head(), "", seconds, notes);
        HistoryFile.Chapter signed = new HistoryFile.Chapter(chapter, day, head, chain.head(), signer.sign(closed),
                seconds, notes);
        try (PreparedStatement update = connection.prepareStatement(
                "UPDATE chapter SET head = ?, signature = ?, seconds = ?, notes = ? WHERE number = ?")) {
            update.setString(1, signed.head());
            update.setString(2, signed.signature());
            update.setLong(3, seconds);
            update.setLong(4, notes);
            update.setLong(5, chapter);
            update.executeUpdate();
        }
        connection.commit();
        head = signed.head();
        publisher.closed(signed);
    }

    /** Puts something of a row into a chain, and says how many. */
    private interface Linking {
        int link(ResultSet rows) throws SQLException;
    }

    private long chain(String sql, Linking linking) throws SQLException {
        long count = 0;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, chapter);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    count += linking.link(rows);
                }
            }
        }
        return count;
    }

    /** Takes a note of the chapter that is open, and brings it to the disk with all that was taken before. */
    void note(HistoryFile.Note note) throws SQLException {
        take(new Arrived(note, 0));
    }

    /**
     * The same of a change of the settings; one whose note is here already is passed over.
     *
     * @param number in the audit trail, in which each change has a greater one
     */
    void change(long number, HistoryFile.Note note) throws SQLException {
        take(new Arrived(note, number));
    }

    private void take(Arrived arrived) throws SQLException {
        if (begun) {
            insert(arrived);
            flush();
        } else {
            early.add(arrived);
        }
    }

    /**
     * Says how far the audit trail has come: a file that never heard of changes, since it is new, say, asks for none of before.
     *
     * @param newest number of the last change
     */
    void trail(long newest) throws SQLException {
        if (taken == NOTHING_TAKEN) {
            keepTaken(newest);
            connection.commit();
        }
    }

    private void keepTaken(long newest) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("DELETE FROM taken");
            statement.executeUpdate("INSERT INTO taken VALUES (" + newest + ')');
        }
        taken = newest;
    }

    private void insert(Arrived arrived) throws SQLException {
        if (arrived.change > 0 && arrived.change <= taken) {
            return;
        }
        HistoryFile.Note note = arrived.note;
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO note (chapter, tai_ns, kind, json) VALUES (?, ?, ?, ?)")) {
            insert.setLong(1, chapter);
            insert.setLong(2, note.taiNs());
            insert.setString(3, note.kind());
            insert.setString(4, note.json());
            insert.executeUpdate();
        }
        if (arrived.change > 0) {
            keepTaken(arrived.change);
        }
    }

    /** Brings all that was taken to the disk. */
    public void flush() throws SQLException {
        writeOpen();
        connection.commit();
    }

    private void closeBlock() throws SQLException {
        if (!open.isEmpty()) {
            flush();
            blockId++;
            open.clear();
        }
    }

    private void writeOpen() throws SQLException {
        if (open.isEmpty()) {
            return;
        }
        try (PreparedStatement block = connection.prepareStatement("INSERT OR REPLACE INTO block VALUES (?, ?, ?)")) {
            block.setLong(1, blockId);
            block.setLong(2, chapter);
            block.setBytes(3, BlockCodec.encode(open));
            block.executeUpdate();
        }
        HistorySpan span = open.stream().map(Spans::of).reduce(Spans::and).orElseThrow();
        try (PreparedStatement summary = connection.prepareStatement(
                "INSERT OR REPLACE INTO summary VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            summary.setLong(1, blockId);
            summary.setLong(2, span.fromTaiSeconds());
            summary.setLong(3, span.toTaiSeconds());
            summary.setInt(4, span.seconds());
            range(summary, 5, span.offset());
            range(summary, 7, span.bound());
            range(summary, 9, span.frequency());
            range(summary, 11, span.temperature());
            summary.setInt(13, span.leastSatellites());
            summary.setString(14, span.worstState().name());
            summary.setInt(15, span.worstClockClass());
            summary.executeUpdate();
        }
    }

    private static void range(PreparedStatement statement, int at, Range range) throws SQLException {
        if (Double.isNaN(range.least())) {
            statement.setNull(at, Types.REAL);
            statement.setNull(at + 1, Types.REAL);
        } else {
            statement.setDouble(at, range.least());
            statement.setDouble(at + 1, range.most());
        }
    }

    /** Once a day: chapters that are too old go, and the oldest where all take too much room; whole ones, as evidence has them. */
    private void giveUpTheOldest() throws SQLException {
        long newest = number("SELECT coalesce(max(last), 0) FROM summary");
        long before = newest - (long) days * SECONDS_PER_DAY;
        try (Statement statement = connection.createStatement()) {
            boolean more = true;
            while (more) {
                long oldest = number("SELECT coalesce(min(chapter), 0) FROM block");
                long itsLast = number("SELECT coalesce(max(s.last), 0) FROM summary s JOIN block b ON b.id = s.id"
                        + " WHERE b.chapter = " + oldest);
                more = oldest < chapter && oldest > 0
                        && (itsLast < before || HistoryFile.octets(statement) > maxMiB * MIB);
                if (more) {
                    statement.executeUpdate("DELETE FROM summary WHERE id IN (SELECT id FROM block WHERE chapter = "
                            + oldest + ')');
                    statement.executeUpdate("DELETE FROM block WHERE chapter = " + oldest);
                    statement.executeUpdate("DELETE FROM note WHERE chapter = " + oldest);
                }
            }
        }
        connection.commit();
        try (Statement vacuum = connection.createStatement()) {
            vacuum.execute("PRAGMA incremental_vacuum(" + VACUUM_PAGES + ')');
        }
        connection.commit();
    }

    private long number(String sql) throws SQLException {
        try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws SQLException {
        try {
            flush();
        } finally {
            connection.close();
        }
    }
}
