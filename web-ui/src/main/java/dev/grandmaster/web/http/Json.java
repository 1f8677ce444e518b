package dev.grandmaster.web.http;

import java.util.Map;

import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/** JSON to trees of maps, lists, text, Long, Double, Boolean and null, and back. */
public final class Json {

    /** Deeper nesting is refused before a parser sees it. */
    private static final int DEEPEST = 24;

    private static final JsonType<Object> ANY = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private Json() {
    }

    /** A tree as text. NaN and infinities are no JSON: {@link #finite} before they come here. */
    public static String text(Object tree) {
        return ANY.toJson(tree);
    }

    /** A number as JSON can carry it: null for NaN and the infinities. */
    public static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }

    /**
     * The object that a text is.
     *
     * @throws Refusal with status 400 for anything else
     */
    @SuppressWarnings("unchecked") // the library makes maps with text as keys
    public static Map<String, @Nullable Object> object(String text) {
        bound(text);
        Object tree;
        try {
            tree = ANY.fromJson(text);
        } catch (JsonException | IllegalStateException e) {
            throw new Refusal(400, "not JSON", String.valueOf(e.getMessage()));
        }
        if (tree instanceof Map<?, ?> map) {
            return (Map<String, @Nullable Object>) map;
        }
        throw new Refusal(400, "not a JSON object", "the body is one JSON object");
    }

    /** Refuses what is nested too deeply, and what goes on after its end. */
    private static void bound(String text) {
        int depth = 0;
        boolean quoted = false;
        boolean over = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    quoted = false;
                }
                continue;
            }
            if (over && !Character.isWhitespace(c)) {
                throw new Refusal(400, "not JSON", "something follows the object");
            }
            switch (c) {
                case '"' -> quoted = true;
                case '{', '[' -> depth++;
                case '}', ']' -> over = --depth == 0;
                default -> {
                    // the parser's business
                }
            }
            if (depth > DEEPEST) {
                throw new Refusal(400, "not JSON that is expected here", "nested deeper than " + DEEPEST);
            }
        }
    }
}
