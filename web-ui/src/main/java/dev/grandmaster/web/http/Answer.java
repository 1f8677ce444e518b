package dev.grandmaster.web.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** What a request is answered with. */
public sealed interface Answer {

    /** A body that is known whole. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Whole(int status, String type, byte[] body, Map<String, String> headers) implements Answer {

        public Whole {
            headers = Map.copyOf(headers);
        }

        /** With a further header. */
        public Whole with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, type, body, more);
        }
    }

    /**
     * Server-sent events, until the peer goes away.
     *
     * @param allowed asked before each message; false ends the stream
     * @param since   number of the last event that the peer has, 0 for none
     */
    record Live(LiveFeed feed, BooleanSupplier allowed, long since) implements Answer {
    }

    /**
     * A file to be saved, made while it is sent: its length is not known, and no part of it is kept.
     *
     * @param fileName proposed to the browser; letters, digits, points and dashes
     */
    record Made(String type, String fileName, Maker maker) implements Answer {
    }

    /** Makes a file. */
    @FunctionalInterface
    interface Maker {

        /** Writes all of it; whatever is thrown breaks the transfer off, so that half a file is not taken for a whole one. */
        void write(OutputStream out) throws IOException;
    }

    /** 200 with JSON. */
    static Whole json(Object tree) {
        return json(200, tree);
    }

    static Whole json(int status, Object tree) {
        return new Whole(status, "application/json", bytes(Json.text(tree)), Map.of("Cache-Control", "no-store"));
    }

    static Whole text(int status, String type, String text) {
        return new Whole(status, type, bytes(text), Map.of("Cache-Control", "no-store"));
    }

    /** 204. */
    static Whole nothing() {
        return new Whole(204, "", new byte[0], Map.of("Cache-Control", "no-store"));
    }

    /** RFC 9457. */
    static Whole problem(Refusal refusal) {
        Whole answer = new Whole(refusal.status(), "application/problem+json", bytes(Json.text(refusal.problem())),
                Map.of("Cache-Control", "no-store"));
        return refusal.retryAfterS() > 0
                ? answer.with("Retry-After", Long.toString(refusal.retryAfterS()))
                : answer;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
