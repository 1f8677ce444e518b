package dev.grandmaster.web.http;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/** The pages as they lie in the jar, each read once. A page is asked for anew each time and answered by its tag. */
public final class StaticFiles implements Handler {

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Page(String type, byte[] bytes, String tag) {
    }

    /** Nothing else is looked for: no hidden file, no way upwards. */
    private static final Pattern NAME = Pattern.compile("/(?:[a-z0-9-]+/)*[A-Za-z0-9-]+(?:\\.[a-z0-9]+)+");
    private static final Map<String, String> TYPES = Map.of("html", "text/html; charset=utf-8", "css",
            "text/css; charset=utf-8", "js", "text/javascript; charset=utf-8", "svg", "image/svg+xml", "json",
            "application/json", "txt", "text/plain; charset=utf-8");

    private final Class<?> beside;
    private final String folder;
    private final Map<String, Page> pages = new ConcurrentHashMap<>();

    /**
     * Files of a folder of the class path.
     *
     * @param beside class in whose package the folder lies
     * @param folder its name
     */
    public StaticFiles(Class<?> beside, String folder) {
        this.beside = beside;
        this.folder = folder;
    }

    @Override
    public Answer answer(Request request) {
        String path = request.path().equals("/") ? "/index.html" : request.path();
        Page page = NAME.matcher(path).matches() && request.method().matches("GET|HEAD") ? page(path) : null;
        if (page == null) {
            throw new Refusal(404, "not found", "nothing is at " + request.path());
        }
        Map<String, String> headers = Map.of("ETag", page.tag(), "Cache-Control", "no-cache");
        boolean known = request.header("if-none-match").filter(tag -> tag.contains(page.tag())).isPresent();
        return known
                ? new Answer.Whole(304, "", new byte[0], headers)
                : new Answer.Whole(200, page.type(), page.bytes(), headers);
    }

    private @Nullable Page page(String path) {
        Page kept = pages.get(path);
        if (kept != null) {
            return kept;
        }
        String type = TYPES.get(path.substring(path.lastIndexOf('.') + 1));
        try (InputStream stream = type == null ? null : beside.getResourceAsStream(folder + path)) {
            if (stream == null || type == null) {
                return null;
            }
            byte[] bytes = stream.readAllBytes();
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            Page page = new Page(type, bytes, '"' + HexFormat.of().formatHex(digest, 0, 12) + '"');
            pages.put(path, page);
            return page;
        } catch (IOException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("a page of the program cannot be read: " + path, e);
        }
    }
}
