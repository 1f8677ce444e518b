package dev.grandmaster.app.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlSocketTest {

    @Test
    void aLineIsAnswered(@TempDir Path folder) throws IOException {
        try (ControlSocket socket = ControlSocket.open(folder, line -> "heard " + line + "\nand more")) {
            assertEquals("heard status\nand more", ControlSocket.ask(folder, "status"));
            assertEquals("heard \nand more", ControlSocket.ask(folder, ""), socket::toString);
        }
        assertThrows(IOException.class, () -> ControlSocket.ask(folder, "status"));
    }

    @Test
    void theLongestLineIsAnswered(@TempDir Path folder) throws IOException {
        try (ControlSocket socket = ControlSocket.open(folder, line -> String.valueOf(line.length()))) {
            assertEquals("4095", ControlSocket.ask(folder, "x".repeat(4095)), socket::toString);
        }
    }

    @Test
    void aSocketLeftBehindIsTakenOverButNotOneInUse(@TempDir Path folder) throws IOException {
        Files.createFile(folder.resolve(ControlSocket.NAME));
        try (ControlSocket first = ControlSocket.open(folder, line -> "first")) {
            assertThrows(IOException.class, () -> ControlSocket.open(folder, line -> "second"));
            assertEquals("first", ControlSocket.ask(folder, "who"), first::toString);
        }
    }

    @Test
    void theSupervisorAnswersWhoeverAsked() throws InterruptedException {
        ControlRequests requests = new ControlRequests();
        AtomicReference<String> answer = new AtomicReference<>("");
        Thread asker = Thread.ofVirtual().start(() -> answer.set(requests.ask("one")));
        while (asker.isAlive()) {
            requests.serve(line -> "did " + line);
            Thread.onSpinWait();
        }
        asker.join();
        assertEquals("did one", answer.get());
    }
}
