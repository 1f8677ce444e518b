package dev.grandmaster.linux.time;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.junit.jupiter.api.Test;

class CourtesyTest {

    /** Field 19 of proc(5), /proc/PID/stat; the name in the second one is without spaces here. */
    private static int nice() {
        try {
            return Integer.parseInt(Files.readString(Path.of("/proc/thread-self/stat")).split(" ", -1)[18]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aThreadThatGivesWayIsNicerAndSoAreThoseItStartsButNobodyElse() throws InterruptedException {
        int before = nice();
        List<Integer> seen = new CopyOnWriteArrayList<>();
        Thread courteous = Thread.ofPlatform().name("courteous").start(() -> {
            Courtesy.giveWay();
            seen.add(nice());
            try {
                Thread.ofPlatform().name("child").start(() -> seen.add(nice())).join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        courteous.join();
        assertEquals(List.of(10, 10), seen);
        assertEquals(before, nice());
    }
}
