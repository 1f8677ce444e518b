package dev.grandmaster.app.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

class BoundedLinesTest {

    private static BoundedLines of(String text) {
        return new BoundedLines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void linesEndAsTextDoes() throws IOException {
        try (BoundedLines lines = of("a\r\n\nlast")) {
            assertEquals("a", lines.readLine());
            assertEquals("", lines.readLine());
            assertEquals("last", lines.readLine());
            assertNull(lines.readLine());
        }
    }

    @Test
    void aLineWithoutEndIsRefused() throws IOException {
        String longest = "x".repeat(1 << 16);
        try (BoundedLines lines = of(longest + "\n" + longest + "x")) {
            assertEquals(longest, lines.readLine());
            assertThrows(BoundedLines.TooLong.class, lines::readLine);
        }
    }
}
