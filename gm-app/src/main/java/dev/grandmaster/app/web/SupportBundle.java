package dev.grandmaster.app.web;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import dev.grandmaster.app.settings.AuditTrail;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Json;

/**
 * All that somebody who helps asks for, as one zip file that is made while it is sent. Accounts, keys and certificates are not in it; what
 * looks like a secret in a text is blacked out. A part that cannot be had is told in its place.
 */
public final class SupportBundle {

    private static final long LARGEST_FILE = 64 << 20;
    private static final Pattern SECRET = Pattern
            .compile("(?i)(\"?\\w*(?:password|secret|passphrase)\\w*\"?\\s*[=:]\\s*)\"[^\"]*\"");
    private static final Pattern LOGIN = Pattern.compile("(://)[^/@\\s\"]+@");

    /** Writes one part. */
    private interface Part {
        void write(OutputStream out) throws IOException;
    }

    private final Map<String, Part> parts = new LinkedHashMap<>();
    private final AuditTrail audit;

    /** An empty one; who asks for it is put down in the trail. */
    public SupportBundle(AuditTrail audit) {
        this.audit = audit;
    }

    /** Adds a text that is made when the bundle is. */
    public SupportBundle text(String name, Supplier<String> text) {
        parts.put(name, out -> out.write(withoutSecrets(text.get()).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Adds a tree as JSON. */
    public SupportBundle json(String name, Supplier<?> tree) {
        return text(name, () -> Json.text(tree.get()) + '\n');
    }

    /** Adds a text file, where it exists. */
    public SupportBundle textFile(String name, Path file) {
        parts.put(name, out -> out.write(withoutSecrets(Files.readString(file)).getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Adds a file as it is, where it exists and is not too large. */
    public SupportBundle file(String name, Path file) {
        parts.put(name, out -> {
            if (Files.size(file) > LARGEST_FILE) {
                throw new IOException(file + " is larger than " + (LARGEST_FILE >> 20) + " MiB");
            }
            Files.copy(file, out);
        });
        return this;
    }

    /** Blacks out what looks like a password, in TOML, JSON and addresses. */
    static String withoutSecrets(String text) {
        return LOGIN.matcher(SECRET.matcher(text).replaceAll("$1\"(left out)\"")).replaceAll("$1(left out)@");
    }

    /** The bundle for somebody. */
    Answer.Maker asked(String who) {
        return out -> {
            audit.done(who, "took a support bundle");
            try (ZipOutputStream zip = new ZipOutputStream(out)) {
                for (Map.Entry<String, Part> part : parts.entrySet()) {
                    add(zip, part.getKey(), part.getValue());
                }
            }
        };
    }

    private static void add(ZipOutputStream zip, String name, Part part) throws IOException {
        zip.putNextEntry(new ZipEntry("grandmaster-support/" + name));
        try {
            part.write(zip);
        } catch (IOException | RuntimeException e) {
            zip.write(("not to be had: " + e.getMessage() + '\n').getBytes(StandardCharsets.UTF_8));
        }
        zip.closeEntry();
    }
}
