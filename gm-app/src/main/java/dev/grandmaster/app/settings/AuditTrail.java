package dev.grandmaster.app.settings;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * Who changed what, and when: a line of JSON each in a file that only grows, forced to the disk before the change is answered, and a line of
 * the journal. Beyond a megabyte the file becomes the former one; two are kept.
 */
public final class AuditTrail {

    /** Its name within the state directory. */
    public static final String FILE = "audit.jsonl";

    private static final long LONGEST = 1 << 20;
    private static final int SHOWN = 200;
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final Path file;
    private final LongSupplier unixS;
    private final Consumer<String> journal;
    private final Deque<Map<String, @Nullable Object>> last = new ArrayDeque<>();
    private long number;
    /** The last line may have no end: its writing failed, or a crash came in its midst. */
    private boolean torn;
    private Consumer<Map<String, @Nullable Object>> record = entry -> {
    };

    /**
     * Opens the trail and reads its last lines.
     *
     * @param unixS   seconds since 1970
     * @param journal takes a line for each
     */
    public AuditTrail(Path file, LongSupplier unixS, Consumer<String> journal) {
        this.file = file;
        this.unixS = unixS;
        this.journal = journal;
        try {
            String text = Files.exists(file) ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8) : "";
            torn = !text.isEmpty() && !text.endsWith("\n");
            long unreadable = text.lines().filter(line -> !line.isBlank() && !read(line)).count();
            if (unreadable > 0) {
                journal.accept("the audit trail has " + unreadable + " lines that cannot be read: a crash, or damage");
            }
        } catch (IOException e) {
            journal.accept("the audit trail cannot be read: " + e.getMessage());
        }
    }

    /** Takes a line; false where it is none of ours. */
    @SuppressWarnings("unchecked") // what we wrote has these names, whatever their values
    private boolean read(String line) {
        try {
            if (JSON.fromJson(line) instanceof Map<?, ?> entry && entry.containsKey("unixS")) {
                remember((Map<String, @Nullable Object>) entry);
                return true;
            }
        } catch (RuntimeException e) {
            // no JSON
        }
        return false;
    }

    private void remember(Map<String, @Nullable Object> entry) {
        number = Math.max(number, number(entry));
        last.addLast(entry);
        if (last.size() > SHOWN) {
            last.removeFirst();
        }
    }

    /** Of an entry: how many there were before it, and one; 0 in lines of before they were counted. */
    public static long number(Map<String, @Nullable Object> entry) {
        return entry.get("number") instanceof Number number ? number.longValue() : 0;
    }

    /** Whether an entry is a change of a value, and not something done otherwise. */
    public static boolean isChange(Map<String, @Nullable Object> entry) {
        return entry.get("old") != null || entry.get("new") != null;
    }

    /** @param record takes each change of a value from now on; never waits */
    public synchronized void tell(Consumer<Map<String, @Nullable Object>> record) {
        this.record = record;
    }

    /** Something was done that has no old and new value. */
    public void done(String who, String what) {
        changed(who, what, null, null);
    }

    /** A value was changed; from any thread. */
    public synchronized void changed(String who, String what, @Nullable Object before, @Nullable Object now) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        entry.put("number", number + 1);
        entry.put("unixS", unixS.getAsLong());
        entry.put("who", who);
        entry.put("what", what);
        entry.put("old", before);
        entry.put("new", now);
        remember(entry);
        journal.accept(who + ": " + what + (before == null && now == null ? "" : ": " + before + " -> " + now));
        String line = (torn ? "\n" : "") + JSON.toJson(entry) + "\n";
        torn = true;
        try {
            append(line);
            torn = false;
        } catch (IOException e) {
            journal.accept("the audit trail cannot be written: " + e.getMessage());
        }
        if (isChange(entry)) {
            record.accept(entry);
        }
    }

    private void append(String line) throws IOException {
        if (Files.exists(file) && Files.size(file) > LONGEST) {
            Files.move(file, file.resolveSibling(file.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(false);
        }
    }

    /** The last entries, newest first. */
    public synchronized List<Map<String, @Nullable Object>> last() {
        return List.copyOf(last).reversed();
    }
}
