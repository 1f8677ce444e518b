package dev.grandmaster.app.settings;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import dev.grandmaster.app.config.SettingRows;
import dev.grandmaster.app.persistence.DurableFile;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/** The last versions of what the operator set while the service ran, in one file that is either old or new after a crash. */
public final class KeptSettings {

    static final int MOST_VERSIONS = 20;

    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    /**
     * One version.
     *
     * @param number from 1; 0 is the time before anything was set
     * @param unixS  when, host's clock
     * @param who    account, token or console
     * @param what   one line
     * @param values full key to value, all that is set in this version
     */
    public record Version(long number, long unixS, String who, String what, Map<String, Object> values) {

        static final Version NONE = new Version(0, 0, "", "nothing was set", Map.of());

        public Version {
            values = Map.copyOf(values);
        }

        /** As {@code key=value}, in a steady order. */
        public List<String> assignments() {
            return new TreeMap<>(values).entrySet().stream()
                    .map(entry -> SettingRows.assignment(entry.getKey(), entry.getValue())).toList();
        }
    }

    private final DurableFile file;
    private final List<Version> versions = new ArrayList<>();

    private KeptSettings(DurableFile file) {
        this.file = file;
    }

    /** @throws IOException where the file is there and cannot be read as ours */
    public static KeptSettings read(DurableFile file) throws IOException {
        KeptSettings kept = new KeptSettings(file);
        kept.read();
        return kept;
    }

    private void read() throws IOException {
        String text = file.read().orElse("");
        if (!text.isEmpty()) {
            try {
                Map<?, ?> tree = (Map<?, ?>) JSON.fromJson(text);
                ((List<?>) Objects.requireNonNull(tree.get("versions"), "versions"))
                        .forEach(each -> versions.add(version((Map<?, ?>) each)));
            } catch (RuntimeException e) {
                versions.clear();
                throw new IOException("damaged: " + e.getMessage(), e);
            }
        }
    }

    /** Nothing was ever set; the first change replaces the file. */
    public static KeptSettings none(DurableFile file) {
        return new KeptSettings(file);
    }

    @SuppressWarnings("unchecked") // written by us; whatever else it holds is refused by the rows
    private static Version version(Map<?, ?> tree) {
        return new Version(((Number) part(tree, "number")).longValue(), ((Number) part(tree, "unixS")).longValue(),
                (String) part(tree, "who"), (String) part(tree, "what"), (Map<String, Object>) part(tree, "values"));
    }

    private static Object part(Map<?, ?> tree, String name) {
        return Objects.requireNonNull(tree.get(name), name);
    }

    /** The version in force. */
    public Version newest() {
        return versions.isEmpty() ? Version.NONE : versions.getLast();
    }

    /** All that are kept, oldest first. */
    List<Version> all() {
        return List.copyOf(versions);
    }

    /** Keeps a further version; nothing has changed when this throws. */
    void keep(Version version) throws IOException {
        List<Version> more = new ArrayList<>(versions);
        more.add(version);
        while (more.size() > MOST_VERSIONS) {
            more.removeFirst();
        }
        file.write(JSON.toJson(Map.of("versions", more.stream().map(KeptSettings::tree).toList())) + "\n");
        versions.clear();
        versions.addAll(more);
    }

    private static Map<String, Object> tree(Version version) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("number", version.number());
        tree.put("unixS", version.unixS());
        tree.put("who", version.who());
        tree.put("what", version.what());
        tree.put("values", new TreeMap<>(version.values()));
        return tree;
    }
}
