package dev.grandmaster.app.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

import dev.grandmaster.app.config.Configuration;
import dev.grandmaster.app.config.ConfigurationException;
import dev.grandmaster.app.config.Problem;
import dev.grandmaster.app.config.RunRequest;
import dev.grandmaster.app.config.SettingRows;
import dev.grandmaster.app.settings.KeptSettings.Version;
import dev.grandmaster.board.BoardException;
import org.jspecify.annotations.Nullable;

/**
 * Changes settings: all of a change or nothing of it. What touches PTP is put back after a minute unless it is confirmed, and is kept only then,
 * so that a restart in between puts it back as well. Used by one thread.
 */
public final class SettingsDesk {

    /** How long a dangerous change waits for its confirmation. */
    public static final int CONFIRM_S = 60;

    private static final long SECOND_NS = 1_000_000_000L;

    /** What takes a configuration over. */
    public interface Appliance {

        /** Takes over what can change while the clock runs; the rest of the configuration is as it was. */
        void takeOver(Configuration configuration);

        /**
         * Opens the PTP ports anew.
         *
         * @throws BoardException where that cannot be done; the ports are as they were then
         */
        void reopenPtp(Configuration configuration) throws BoardException;
    }

    /** What becomes of a change. */
    public enum Effect {
        /** In force. */
        NOW,
        /** In force, and put back unless confirmed. */
        CONFIRM,
        /** Kept; some of it comes into force when the service is started anew. */
        RESTART
    }

    /**
     * A value that changes.
     *
     * @param before null: it was not written anywhere
     * @param now    null: it is not written any more
     */
    public record Change(String key, @Nullable Object before, @Nullable Object now) {
    }

    /**
     * What a change is, or would be.
     *
     * @param version of the kept settings afterwards
     */
    public record Outcome(List<Change> changes, Effect effect, long version) {
    }

    private record Pending(Configuration before, Version wanted, List<Change> changes, long untilMonoNs) {
    }

    private final RunRequest.Sources sources;
    private final KeptSettings kept;
    private final Appliance appliance;
    private final AuditTrail audit;
    private final LongSupplier unixS;
    private Configuration inForce;
    private @Nullable Pending pending;
    private boolean restartNeeded;

    /**
     * A desk for a service that has begun.
     *
     * @param inForce what it began with
     * @param unixS   seconds since 1970, for people
     */
    public SettingsDesk(RunRequest.Sources sources, Configuration inForce, KeptSettings kept, Appliance appliance,
            AuditTrail audit, LongSupplier unixS) {
        this.sources = sources;
        this.inForce = inForce;
        this.kept = kept;
        this.appliance = appliance;
        this.audit = audit;
        this.unixS = unixS;
    }

    /**
     * Changes values.
     *
     * @param changes full key to value; null takes the key back to what file or default say
     * @param preview only says what would change
     * @throws SettingsRefused with every key that is wrong
     */
    public Outcome change(Map<String, @Nullable Object> changes, String who, boolean preview, long nowMonoNs) {
        Map<String, String> wrong = new LinkedHashMap<>();
        Set<String> commanded = commanded();
        Map<String, Object> values = new TreeMap<>(newest().values());
        changes.forEach((key, value) -> {
            if (!SettingRows.knows(key)) {
                wrong.put(key, "no such key, see docs/configuration.md");
            } else if (commanded.contains(key)) {
                wrong.put(key, "was set on the command line of the service, which comes first");
            } else if (value == null) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        if (!wrong.isEmpty()) {
            throw SettingsRefused.values(wrong);
        }
        return become(values, "", who, preview, nowMonoNs);
    }

    /** Goes back to a kept version. */
    public Outcome restore(long number, String who, boolean preview, long nowMonoNs) {
        Version version = kept.all().stream().filter(each -> each.number() == number).findFirst()
                .orElseThrow(() -> SettingsRefused.conflict("version " + number + " is not kept"));
        return become(version.values(), "back to version " + number, who, preview, nowMonoNs);
    }

    /** Takes the text of a site file in the place of all that was set here. */
    public Outcome importText(String text, String who, boolean preview, long nowMonoNs) {
        List<String> problems = SettingRows.problems(text);
        if (!problems.isEmpty()) {
            throw SettingsRefused.values(Map.of("import", String.join("\n", problems)));
        }
        Map<String, Object> values = new TreeMap<>(SettingRows.written(text, List.of()));
        commanded().forEach(values::remove);
        return become(values, "import", who, preview, nowMonoNs);
    }

    private Outcome become(Map<String, Object> values, String what, String who, boolean preview, long nowMonoNs) {
        if (pending != null && !preview) {
            throw SettingsRefused.conflict("a change waits to be confirmed or rolled back");
        }
        Version wanted = new Version(newest().number() + 1, unixS.getAsLong(), who, what, values);
        Configuration configuration = load(wanted);
        List<Change> changes = between(effective(newest()), effective(wanted));
        Configuration live = inForce.withLiveKeysOf(configuration);
        Configuration possible = live.withPtpOf(configuration);
        boolean ptp = !possible.equals(live);
        boolean restart = !possible.equals(configuration);
        Effect effect = ptp ? Effect.CONFIRM : restart ? Effect.RESTART : Effect.NOW;
        if (preview || changes.isEmpty()) {
            return new Outcome(changes, changes.isEmpty() ? Effect.NOW : effect, newest().number());
        }
        Version named = what.isEmpty()
                ? new Version(wanted.number(), wanted.unixS(), who,
                        String.join(", ", changes.stream().map(Change::key).toList()), values)
                : wanted;
        Configuration before = inForce;
        if (ptp) {
            reopen(possible);
            pending = new Pending(before, named, changes, nowMonoNs + CONFIRM_S * SECOND_NS);
        } else {
            keep(named, changes);
        }
        appliance.takeOver(possible);
        inForce = possible;
        restartNeeded |= restart;
        return new Outcome(changes, effect, named.number());
    }

    private void reopen(Configuration configuration) {
        try {
            appliance.reopenPtp(configuration);
        } catch (BoardException e) {
            throw SettingsRefused.values(Map.of("ptp", "the ports cannot be opened so: " + e.getMessage()));
        }
    }

    private void keep(Version version, List<Change> changes) {
        try {
            kept.keep(version);
        } catch (IOException e) {
            throw SettingsRefused.conflict("the settings cannot be kept: " + e.getMessage());
        }
        changes.forEach(change -> audit.changed(version.who(), change.key(), change.before(), change.now()));
    }

    /** Keeps what waits for it. */
    public Outcome confirm(String who) {
        Pending waiting = waiting();
        keep(waiting.wanted(), waiting.changes());
        audit.done(who, "confirmed version " + waiting.wanted().number());
        pending = null;
        return new Outcome(waiting.changes(), Effect.NOW, waiting.wanted().number());
    }

    /** Puts back what waits for confirmation. */
    public Outcome rollBack(String who) {
        Pending waiting = waiting();
        pending = null;
        try {
            appliance.reopenPtp(waiting.before());
        } catch (BoardException e) {
            audit.done(who, "the former ports cannot be opened: " + e.getMessage());
            throw SettingsRefused.conflict("the former ports cannot be opened: " + e.getMessage());
        }
        appliance.takeOver(waiting.before());
        inForce = waiting.before();
        audit.done(who, "rolled back " + String.join(", ", waiting.changes().stream().map(Change::key).toList()));
        return new Outcome(waiting.changes(), Effect.NOW, newest().number());
    }

    private Pending waiting() {
        Pending waiting = pending;
        if (waiting == null) {
            throw SettingsRefused.conflict("nothing waits for confirmation");
        }
        return waiting;
    }

    /** Rolls back what nobody confirmed in time; answers whether it did. */
    public boolean rollBackIfDue(long nowMonoNs) {
        Pending waiting = pending;
        if (waiting == null || nowMonoNs - waiting.untilMonoNs() < 0) {
            return false;
        }
        rollBack("nobody confirmed in time");
        return true;
    }

    /** Monotonic ns at which what waits is put back; null where nothing waits. */
    public @Nullable Long pendingUntilMonoNs() {
        Pending waiting = pending;
        return waiting == null ? null : waiting.untilMonoNs();
    }

    /** Tables and rows with documentation, value, origin, whether locked; and what waits. */
    public Map<String, @Nullable Object> describe(long nowMonoNs) {
        Map<String, Object> file = SettingRows.written(sources.siteFile(), List.of());
        Version version = shown();
        Map<String, Object> now = effective(version);
        Set<String> commanded = commanded();
        Map<String, Object> origins = new TreeMap<>();
        now.keySet().forEach(key -> origins.put(key, commanded.contains(key)
                ? "command line"
                : version.values().containsKey(key) ? "set here" : file.containsKey(key) ? "site file" : "default"));
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("version", newest().number());
        tree.put("tables", SettingRows.tables());
        tree.put("boardTables", SettingRows.boardTables());
        tree.put("boardValues", SettingRows.board(sources.boardFile()));
        tree.put("values", now);
        tree.put("origins", origins);
        tree.put("live", Configuration.LIVE_KEYS);
        tree.put("restartNeeded", restartNeeded);
        Pending waiting = pending;
        tree.put("pending", waiting == null
                ? null
                : Map.of("who", waiting.wanted().who(), "changes", waiting.changes().stream().map(Change::key).toList(),
                        "leftS", Math.max(0, (waiting.untilMonoNs() - nowMonoNs) / SECOND_NS)));
        return tree;
    }

    /** The kept versions, newest first. */
    public List<Map<String, @Nullable Object>> versions() {
        List<Map<String, @Nullable Object>> trees = new ArrayList<>();
        for (Version version : kept.all().reversed()) {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>();
            tree.put("version", version.number());
            tree.put("unixS", version.unixS());
            tree.put("who", version.who());
            tree.put("what", version.what());
            tree.put("values", version.values());
            trees.add(tree);
        }
        return trees;
    }

    /**
     * The effective values as the text of a site file. Keys, accounts and certificates are files of their own and never among it.
     *
     * @param clockIdentity for a unit that takes this one's place; null for one that has its own
     */
    public String exported(@Nullable String clockIdentity) {
        return "# Settings of a grandmaster, version " + newest().number() + ".\n\n"
                + SettingRows.file(SettingRows.withIdentity(effective(newest()), clockIdentity));
    }

    /** SHA-256, hexadecimal, of what site file, board file, command line and people have set. */
    public String digest() {
        String all = SettingRows.file(effective(newest())) + new TreeMap<>(SettingRows.board(sources.boardFile()));
        try {
            return HexFormat.of().formatHex(
                    MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // each JDK has it
        }
    }

    /** The parts of the antenna's delay as they are in force. */
    public Map<String, @Nullable Object> antenna() {
        return SettingRows.antenna(effective(shown()));
    }

    private Version newest() {
        return kept.newest();
    }

    private Version shown() {
        Pending waiting = pending;
        return waiting == null ? newest() : waiting.wanted();
    }

    private Set<String> commanded() {
        return new TreeSet<>(SettingRows.written("", sources.sets()).keySet());
    }

    private Map<String, Object> effective(Version version) {
        List<String> sets = new ArrayList<>(version.assignments());
        sets.addAll(sources.sets());
        return SettingRows.written(sources.siteFile(), sets);
    }

    private static List<Change> between(Map<String, Object> before, Map<String, Object> now) {
        Set<String> keys = new TreeSet<>(before.keySet());
        keys.addAll(now.keySet());
        return keys.stream().filter(key -> !Objects.equals(before.get(key), now.get(key)))
                .map(key -> new Change(key, before.get(key), now.get(key))).toList();
    }

    /** Holds a version against the rows, together with files and command line. */
    private Configuration load(Version version) {
        try {
            return sources.load(version.assignments());
        } catch (ConfigurationException e) {
            Map<String, String> fields = new LinkedHashMap<>();
            for (Problem problem : e.problems()) {
                String text = problem.text();
                int end = Math.min(indexOr(text, " = "), indexOr(text, ": "));
                fields.merge(text.substring(0, end), text.substring(Math.min(text.length(), indexOr(text, ": ") + 2)),
                        (one, other) -> one + "; " + other);
            }
            throw SettingsRefused.values(fields);
        }
    }

    private static int indexOr(String text, String what) {
        int index = text.indexOf(what);
        return index < 0 ? text.length() : index;
    }
}
