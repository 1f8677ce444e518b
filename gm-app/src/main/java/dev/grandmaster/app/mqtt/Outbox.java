package dev.grandmaster.app.mqtt;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;

import dev.grandmaster.app.persistence.Database;

/**
 * Messages that wait for the broker, on the disk, in the order in which they came. It is bounded: when it is full, the oldest event or
 * word of an alarm that a later one overtook goes, then the oldest word of a cleared alarm, never the last word of one that stands, of
 * which there are no more than there are alarms. For one thread.
 */
final class Outbox implements AutoCloseable {

    /**
     * A message in its place.
     *
     * @param id its place; a later one is larger
     */
    record Waiting(long id, Message message) {
    }

    /** Worth of a message: when room is needed, the least goes first. */
    private static final int OVERTAKEN = 0;
    private static final int LAST_WORD = 1;
    private static final int STANDS = 2;

    private final Connection connection;
    private final int most;
    private long count;
    private long dropped;

    Outbox(Path file, int most) throws SQLException {
        this.most = most;
        this.connection = Database.write(file,
                "CREATE TABLE IF NOT EXISTS waiting (id INTEGER PRIMARY KEY AUTOINCREMENT,"
                        + " topic TEXT NOT NULL, payload TEXT NOT NULL, retained INTEGER NOT NULL, standing INTEGER NOT NULL)");
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM waiting")) {
            count = rows.next() ? rows.getLong(1) : 0;
        }
        connection.commit();
    }

    /**
     * Puts a message behind all others; it is on the disk when this returns.
     *
     * @param standing of an alarm that stands: an older word of the same topic says nothing any more and stays only for the order
     */
    void put(Message message, boolean standing) throws SQLException {
        // What stood under this topic is no longer the last word, so it may go when room is needed.
        try (PreparedStatement older = connection
                .prepareStatement("UPDATE waiting SET standing = ? WHERE topic = ? AND standing > ?")) {
            older.setInt(1, OVERTAKEN);
            older.setString(2, message.topic());
            older.setInt(3, OVERTAKEN);
            older.executeUpdate();
        }
        try (PreparedStatement insert = connection
                .prepareStatement("INSERT INTO waiting (topic, payload, retained, standing) VALUES (?, ?, ?, ?)")) {
            insert.setString(1, message.topic());
            insert.setString(2, message.payload());
            insert.setInt(3, message.retained() ? 1 : 0);
            insert.setInt(4, standing ? STANDS : message.retained() ? LAST_WORD : OVERTAKEN);
            insert.executeUpdate();
        }
        count++;
        while (count > most && dropOldest()) {
            count--;
            dropped++;
        }
        connection.commit();
    }

    private boolean dropOldest() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("DELETE FROM waiting WHERE id ="
                    + " (SELECT id FROM waiting WHERE standing < " + STANDS
                    + " ORDER BY standing, retained, id LIMIT 1)") > 0;
        }
    }

    /** The oldest message; nothing where none waits. */
    Optional<Waiting> first() throws SQLException {
        if (count == 0) {
            return Optional.empty();
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement
                        .executeQuery("SELECT id, topic, payload, retained FROM waiting ORDER BY id LIMIT 1")) {
            return rows.next()
                    ? Optional.of(new Waiting(rows.getLong(1),
                            new Message(rows.getString(2), rows.getString(3), rows.getInt(4) != 0)))
                    : Optional.empty();
        }
    }

    /** The broker has it. */
    void remove(Waiting sent) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("DELETE FROM waiting WHERE id = ?")) {
            delete.setLong(1, sent.id());
            count -= delete.executeUpdate();
        }
        connection.commit();
    }

    /** How many wait. */
    long size() {
        return count;
    }

    /** How many were given up since this was opened. */
    long dropped() {
        return dropped;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
