package dev.grandmaster.app.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxTest {

    @TempDir
    private Path folder;

    private Outbox open(int most) throws SQLException {
        return new Outbox(folder.resolve("mqtt.db"), most);
    }

    private static Message message(String topic, int number) {
        return new Message(topic, "" + number, topic.startsWith("alarm"));
    }

    private static List<String> drain(Outbox outbox) throws SQLException {
        List<String> all = new ArrayList<>();
        for (Optional<Outbox.Waiting> next = outbox.first(); next.isPresent(); next = outbox.first()) {
            all.add(next.get().message().topic() + ' ' + next.get().message().payload());
            outbox.remove(next.get());
        }
        return all;
    }

    @Test
    void orderSurvivesARestart() throws SQLException {
        try (Outbox outbox = open(10)) {
            for (int i = 0; i < 4; i++) {
                outbox.put(message("alarm/" + i, i), true);
            }
            outbox.remove(outbox.first().orElseThrow());
        }
        try (Outbox outbox = open(10)) {
            outbox.put(message("event/x", 9), false);
            assertEquals(4, outbox.size());
            assertEquals(List.of("alarm/1 1", "alarm/2 2", "alarm/3 3", "event/x 9"), drain(outbox));
            assertEquals(0, outbox.size());
        }
    }

    @Test
    void whenItIsFullTheOldestEventGoesAndNeverAnAlarmThatStands() throws SQLException {
        try (Outbox outbox = open(3)) {
            outbox.put(message("alarm/a", 1), true);
            outbox.put(message("event/e", 2), false);
            outbox.put(message("event/e", 3), false);
            outbox.put(message("alarm/b", 4), true);
            outbox.put(message("event/e", 5), false);
            outbox.put(message("alarm/c", 6), true);
            outbox.put(message("alarm/d", 7), true);
            assertEquals(3, outbox.dropped());
            assertEquals(List.of("alarm/a 1", "alarm/b 4", "alarm/c 6", "alarm/d 7"), drain(outbox));
        }
    }

    @Test
    void theLastWordOfAnAlarmThatIsClearedOutlivesItsFirst() throws SQLException {
        try (Outbox outbox = open(2)) {
            outbox.put(message("alarm/a", 1), true);
            outbox.put(message("alarm/a", 2), false);
            outbox.put(message("alarm/b", 3), true);
            assertEquals(List.of("alarm/a 2", "alarm/b 3"), drain(outbox));
        }
    }

    /** Without its last word the broker would show an alarm for ever that was cleared long ago. */
    @Test
    void wordsThatWereOvertakenGoBeforeTheLastWordOfAClearedAlarm() throws SQLException {
        try (Outbox outbox = open(3)) {
            outbox.put(message("alarm/a", 1), false);
            outbox.put(message("alarm/b", 2), true);
            outbox.put(message("alarm/b", 3), false);
            outbox.put(message("alarm/b", 4), true);
            assertEquals(1, outbox.dropped());
            outbox.put(message("event/e", 5), false);
            outbox.put(message("alarm/c", 6), true);
            assertEquals(List.of("alarm/a 1", "alarm/b 4", "alarm/c 6"), drain(outbox));
        }
    }
}
