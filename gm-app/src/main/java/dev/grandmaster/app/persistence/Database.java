package dev.grandmaster.app.persistence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import org.sqlite.SQLiteConfig;

/**
 * Opens SQLite files the way that suits a small unit: one writer and readers that do not wait for each other (write-ahead log), each
 * commit forced to the disk, little memory, room that is freed given back.
 */
public final class Database {

    private static final int CACHE_KIB = 512;
    private static final int BUSY_MS = 5_000;

    private Database() {
    }

    /**
     * Opens for the one writer, made where it does not exist. A file that is no database is put aside, beside its name, and begun anew.
     *
     * @param schema statements that make what does not exist
     */
    public static Connection write(Path file, String... schema) throws SQLException {
        try {
            return prepared(file, schema);
        } catch (SQLException damaged) {
            if (!Files.exists(file)) {
                throw damaged;
            }
            try {
                Files.move(file, file.resolveSibling(file.getFileName() + ".damaged"),
                        StandardCopyOption.REPLACE_EXISTING);
                for (String tail : new String[]{"-wal", "-shm"}) {
                    Files.deleteIfExists(file.resolveSibling(file.getFileName() + tail));
                }
            } catch (IOException stuck) {
                damaged.addSuppressed(stuck);
                throw damaged;
            }
            return prepared(file, schema);
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
