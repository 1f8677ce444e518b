package dev.grandmaster.app.web;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/** Lines of a text that somebody sends: none is ever longer than 64 KiB, so that no file makes memory grow. */
final class BoundedLines extends BufferedReader {

    private static final int LONGEST = 1 << 16;

    private final StringBuilder line = new StringBuilder();

    /** A line is too long for what was promised. */
    static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;
    }

    BoundedLines(InputStream text) {
        super(new InputStreamReader(text, StandardCharsets.UTF_8));
    }

    @Override
    public @Nullable String readLine() throws IOException {
        line.setLength(0);
        int c = read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() == LONGEST) {
                throw new TooLong();
            }
            line.append((char) c);
            c = read();
        }
        int end = line.length();
        return end > 0 && line.charAt(end - 1) == '\r' ? line.substring(0, end - 1) : line.toString();
    }
}
