package dev.grandmaster.web.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** A request that is not carried out; becomes problem details (RFC 9457). Nothing has been changed when it is thrown. */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String title;
    private final transient List<Field> fields;
    private final long retryAfterS;

    /**
     * What is wrong with one field.
     *
     * @param field  its name as the client wrote it
     * @param detail one sentence
     */
    public record Field(String field, String detail) {
    }

    /**
     * A refusal of the whole request.
     *
     * @param status HTTP status, 400 or above
     * @param title  what kind of trouble, a few words that do not change
     * @param detail this time's trouble
     */
    public Refusal(int status, String title, String detail) {
        this(status, title, detail, List.of(), 0);
    }

    private Refusal(int status, String title, String detail, List<Field> fields, long retryAfterS) {
        super(detail, null, false, false);
        this.status = status;
        this.title = title;
        this.fields = List.copyOf(fields);
        this.retryAfterS = retryAfterS;
    }

    /** Fields of the body are wrong, all of them at once. */
    public static Refusal ofFields(List<Field> fields) {
        return new Refusal(400, "invalid values",
                String.join("; ", fields.stream().map(field -> field.field() + ": " + field.detail()).toList()), fields,
                0);
    }

    /** One field of the body is wrong. */
    public static Refusal ofField(String field, String detail) {
        return ofFields(List.of(new Field(field, detail)));
    }

    /** Too much, too soon. */
    public static Refusal later(int status, String title, String detail, long retryAfterS) {
        return new Refusal(status, title, detail, List.of(), retryAfterS);
    }

    /** The same with a prefix of its fields taken off, where the client did not write it. */
    public Refusal withoutPrefix(String prefix) {
        return fields.isEmpty()
                ? this
                : ofFields(fields.stream().map(field -> field.field().startsWith(prefix)
                        ? new Field(field.field().substring(prefix.length()), field.detail())
                        : field).toList());
    }

    int status() {
        return status;
    }

    /** Seconds until it is worth trying again; 0 for none said. */
    long retryAfterS() {
        return retryAfterS;
    }

    /** The members of RFC 9457, and {@code errors} with a field each. */
    Map<String, @Nullable Object> problem() {
        Map<String, @Nullable Object> problem = new LinkedHashMap<>();
        problem.put("type", "about:blank");
        problem.put("title", title);
        problem.put("status", status);
        problem.put("detail", getMessage());
        if (!fields.isEmpty()) {
            problem.put("errors", fields.stream().map(field -> {
                Map<String, Object> error = new LinkedHashMap<>();
                error.put("field", field.field());
                error.put("detail", field.detail());
                return error;
            }).toList());
        }
        return problem;
    }
}
