package dev.grandmaster.app.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.grandmaster.app.control.ControlRequests;
import dev.grandmaster.app.settings.SettingsDesk;
import dev.grandmaster.app.settings.SettingsRefused;
import dev.grandmaster.web.api.Settings;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** Brings what the pages ask of the settings to the supervisor, and its answers back. */
public final class DeskSettings implements Settings {

    private final SettingsDesk desk;
    private final ControlRequests supervisor;
    private final LongSupplier monoNs;
    private final String clockIdentity;
    private volatile Map<String, @Nullable Object> antenna;
    private volatile @Nullable Long pendingUntilMonoNs;

    /**
     * The way to a desk.
     *
     * @param monoNs        monotonic ns
     * @param clockIdentity of the unit
     */
    public DeskSettings(SettingsDesk desk, ControlRequests supervisor, LongSupplier monoNs, String clockIdentity) {
        this.desk = desk;
        this.supervisor = supervisor;
        this.monoNs = monoNs;
        this.clockIdentity = clockIdentity;
        this.antenna = desk.antenna();
    }

    private <T> T ask(Supplier<T> work) {
        try {
            return supervisor.ask(work);
        } catch (SettingsRefused refused) {
            if (refused.conflict()) {
                throw new Refusal(409, "not now", String.valueOf(refused.getMessage()));
            }
            throw Refusal.ofFields(refused.fields().entrySet().stream()
                    .map(field -> new Refusal.Field(field.getKey(), field.getValue())).toList());
        } catch (TimeoutException e) {
            throw Refusal.later(503, "busy", "the service did not answer in time", 1);
        }
    }

    private Map<String, @Nullable Object> outcome(Supplier<SettingsDesk.Outcome> work) {
        SettingsDesk.Outcome outcome = ask(() -> {
            SettingsDesk.Outcome made = work.get();
            refresh();
            return made;
        });
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("changes", outcome.changes().stream().map(change -> {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("key", change.key());
            each.put("old", change.before());
            each.put("new", change.now());
            return each;
        }).toList());
        tree.put("effect", outcome.effect().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("version", outcome.version());
        tree.put("confirmWithinS", outcome.effect() == SettingsDesk.Effect.CONFIRM ? SettingsDesk.CONFIRM_S : null);
        return tree;
    }

    /** Something else changed the settings: a roll-back, the command line. On the supervisor's thread. */
    public void refresh() {
        antenna = desk.antenna();
        pendingUntilMonoNs = desk.pendingUntilMonoNs();
    }

    @Override
    public @Nullable Long confirmWithinS() {
        Long until = pendingUntilMonoNs;
        return until == null ? null : Math.max(0, (until - monoNs.getAsLong()) / 1_000_000_000L);
    }

    @Override
    public Map<String, @Nullable Object> describe() {
        return ask(() -> desk.describe(monoNs.getAsLong()));
    }

    @Override
    public Map<String, @Nullable Object> change(Map<String, @Nullable Object> changes, String who, boolean preview) {
        return outcome(() -> desk.change(changes, who, preview, monoNs.getAsLong()));
    }

    @Override
    public Map<String, @Nullable Object> confirm(String who) {
        return outcome(() -> desk.confirm(who));
    }

    @Override
    public Map<String, @Nullable Object> rollBack(String who) {
        return outcome(() -> desk.rollBack(who));
    }

    @Override
    public List<Map<String, @Nullable Object>> versions() {
        return ask(desk::versions);
    }

    @Override
    public Map<String, @Nullable Object> restore(long version, String who, boolean preview) {
        return outcome(() -> desk.restore(version, who, preview, monoNs.getAsLong()));
    }

    @Override
    public String exported(boolean withIdentity) {
        return ask(() -> desk.exported(withIdentity ? clockIdentity : null));
    }

    @Override
    public Map<String, @Nullable Object> imported(String toml, String who, boolean preview) {
        return outcome(() -> desk.importText(toml, who, preview, monoNs.getAsLong()));
    }

    @Override
    public Map<String, @Nullable Object> antenna() {
        return antenna;
    }
}
