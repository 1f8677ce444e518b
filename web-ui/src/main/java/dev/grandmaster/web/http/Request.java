package dev.grandmaster.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * One request. Its body is read when somebody asks for it, whole and bounded unless it is read as a stream.
 *
 * @param method     as written
 * @param path       decoded, without the query
 * @param query      the first value of each name
 * @param headers    the first value of each, names in lower case
 * @param remote     address of the peer, without its port
 * @param secure     came over TLS
 * @param parameters what stood in the place of {@code {name}} in the route
 * @param body       not read yet; whoever reads it as a stream bounds what he takes in
 */
public record Request(String method, String path, Map<String, String> query, Map<String, String> headers, String remote,
        boolean secure, Map<String, String> parameters, InputStream body) {

    private static final int LONGEST_BODY = 1 << 18;

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /** A whole number of the query; refused outside its range. */
    public int whole(String name, int byDefault, int least, int most) {
        String text = query.get(name);
        if (text == null) {
            return byDefault;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw Refusal.ofField(name, "a whole number from " + least + " to " + most);
    }

    /** What stood in the place of {@code {name}}. */
    public String parameter(String name) {
        return parameters.getOrDefault(name, "");
    }

    /** A cookie by its name. */
    public Optional<String> cookie(String name) {
        for (String part : header("cookie").orElse("").split(";", -1)) {
            int sign = part.indexOf('=');
            if (sign > 0 && part.substring(0, sign).strip().equals(name)) {
                return Optional.of(part.substring(sign + 1).strip());
            }
        }
        return Optional.empty();
    }

    /** The body as text; refused where it is longer than 256 KiB. To be asked for once. */
    public String text() {
        try {
            byte[] bytes = body.readNBytes(LONGEST_BODY + 1);
            if (bytes.length > LONGEST_BODY) {
                throw new Refusal(413, "too long", "a body has at most " + LONGEST_BODY + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The body as a JSON object; refused where it is none or says that it is something else. */
    public Map<String, @Nullable Object> json() {
        String type = header("content-type").orElse("");
        if (!type.toLowerCase(java.util.Locale.ROOT).startsWith("application/")
                || !type.toLowerCase(java.util.Locale.ROOT).contains("json")) {
            throw new Refusal(415, "unsupported media type", "the body is application/json");
        }
        return Json.object(text());
    }

    /** A text field of a JSON body; refused where it is missing or longer. */
    public static String textField(Map<String, @Nullable Object> body, String field, int longest) {
        if (body.get(field) instanceof String text && !text.isEmpty() && text.length() <= longest) {
            return text;
        }
        throw Refusal.ofField(field, "text of 1 to " + longest + " characters");
    }

    Request with(Map<String, String> found) {
        return new Request(method, path, query, headers, remote, secure, Map.copyOf(found), body);
    }
}
