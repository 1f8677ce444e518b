package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/**
 * Opens SQLite files the way that suits a small unit: one writer and readers that do not wait for each other (write-ahead log), each
 * commit forced to the disk, little memory, room that is freed given back.
 */
public final class Database {

    private static final Logger LOG = LoggerFactory.getLogger("gm");
    private static final int CACHE_KIB = 512;
    private static final int BUSY_MS = 5_000;

    private Database() {
    }

    /**
     * Opens for the one writer, made where it does not exist. A file that is no database, or one of another make, is put aside and begun
     * anew; one that cannot be opened now, because the disk is full, say, is left as it is.
     *
     * @param schema statements that make what does not exist
     */
    public static Connection write(Path file, String... schema) throws SQLException {
        try {
            return prepared(file, schema);
        } catch (SQLException e) {
            if (!isDamaged(e) && e.getErrorCode() != SQLiteErrorCode.SQLITE_ERROR.code) {
                throw e;
            }
            putAside(file, e);
            return prepared(file, schema);
        }
    }

    /** Whether what failed says that the file itself is damaged. */
    public static boolean isDamaged(SQLException e) {
        return e.getErrorCode() == SQLiteErrorCode.SQLITE_CORRUPT.code
                || e.getErrorCode() == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    /**
     * Looks tables and their indices through.
     *
     * @throws SQLException that {@link #isDamaged} tells of where something in them is wrong
     */
    public static void check(Connection connection, String... tables) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : tables) {
                try (ResultSet rows = statement.executeQuery("PRAGMA quick_check(" + table + ')')) {
                    String found = rows.next() ? rows.getString(1) : "ok";
                    if (!found.equals("ok")) {
                        throw new SQLException(found, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
                    }
                }
            }
        }
    }

    /**
     * Takes a damaged file out of the way, and tells so. It is kept beside its name, with the log that belongs to it, in the place of a former
     * one.
     *
     * @param why what showed the damage
     * @throws SQLException that same, where the file cannot be moved
     */
    public static void putAside(Path file, SQLException why) throws SQLException {
        Path aside = file.resolveSibling(file.getFileName() + ".damaged");
        try {
            move(file, aside, "");
            move(file, aside, "-wal");
            Files.deleteIfExists(file.resolveSibling(file.getFileName() + "-shm"));
        } catch (IOException stuck) {
            why.addSuppressed(stuck);
            throw why;
        }
        LOG.warn("{} is damaged ({}): it is kept as {} and begun anew", file, why.getMessage(), aside.getFileName());
    }

    private static void move(Path file, Path aside, String tail) throws IOException {
        Path from = file.resolveSibling(file.getFileName() + tail);
        Path to = aside.resolveSibling(aside.getFileName() + tail);
        Files.deleteIfExists(to);
        if (Files.exists(from)) {
            Files.move(from, to);
        }
    }

    private static Connection prepared(Path file, String... schema) throws SQLException {
        SQLiteConfig config = config();
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        Connection connection = config.createConnection("jdbc:sqlite:" + file);
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA auto_vacuum = INCREMENTAL");
            statement.execute("PRAGMA journal_mode = WAL");
            for (String one : schema) {
                statement.execute(one);
            }
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Opens for reading alone. */
    public static Connection read(Path file) throws SQLException {
        SQLiteConfig config = config();
        config.setReadOnly(true);
        return config.createConnection("jdbc:sqlite:" + file);
    }

    private static SQLiteConfig config() {
        SQLiteConfig config = new SQLiteConfig();
        config.setCacheSize(-CACHE_KIB);
        config.setBusyTimeout(BUSY_MS);
        config.setTempStore(SQLiteConfig.TempStore.MEMORY);
        return config;
    }
}
