package dev.grandmaster.web.api;

import java.util.List;
import java.util.Map;

import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the unit, seen and changed. Whoever implements it holds every value against the configuration's own rows, changes all or
 * nothing, keeps what it changed over crashes, and puts dangerous changes back unless they are confirmed.
 */
public interface Settings {

    /** Tables and rows with their documentation, value and origin; {@code version} counts changes. */
    Map<String, @Nullable Object> describe();

    /**
     * Changes values, or only says what would change.
     *
     * @param changes full key to its value; null takes the key back to what the file or the default says
     * @param preview nothing is changed
     * @return {@code changes} (key, old, new), {@code effect} ("now", "confirm", "restart"), {@code version}, {@code confirmWithinS}
     * @throws Refusal naming each key that is wrong
     */
    Map<String, @Nullable Object> change(Map<String, @Nullable Object> changes, String who, boolean preview);

    /** Keeps a change that waits for it. */
    Map<String, @Nullable Object> confirm(String who);

    /** Puts a change that waits for confirmation back. */
    Map<String, @Nullable Object> rollBack(String who);

    /** The kept versions, newest first: number, when, who, what changed. */
    List<Map<String, @Nullable Object>> versions();

    /** Goes back to a version; goes the way of any other change. */
    Map<String, @Nullable Object> restore(long version, String who, boolean preview);

    /**
     * All that was changed here and in the site file, as the text of a site file; no key, password or certificate is in it.
     *
     * @param withIdentity with this unit's clockIdentity, for one that takes its place
     */
    String exported(boolean withIdentity);

    /** Takes the text of a site file in the place of all that was changed here. */
    Map<String, @Nullable Object> imported(String toml, String who, boolean preview);

    /** The sum of the antenna's delay, part by part: {@code totalNs}, {@code parts} of name and ns, {@code cables}. */
    Map<String, @Nullable Object> antenna();

    /** Seconds until a change that waits is put back; null where none waits. Never waits for anybody. */
    @Nullable
    Long confirmWithinS();
}
