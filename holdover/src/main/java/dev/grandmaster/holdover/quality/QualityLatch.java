package dev.grandmaster.holdover.quality;

import dev.grandmaster.state.GrandmasterState.Announced;
import org.jspecify.annotations.Nullable;

/** Keeps clockAccuracy from flickering: it becomes worse at once, better only after it has been better for a while. */
public final class QualityLatch {

    private static final long BETTER_AFTER_NS = 10_000_000_000L;

    private @Nullable Announced told;
    private boolean improving;
    private long improvingSinceMonoNs;

    /** What to announce, given what would be announced without memory. */
    public Announced settle(Announced fresh, long nowMonoNs) {
        Announced before = told;
        boolean better = before != null && before.quality().clockClass() == fresh.quality().clockClass()
                && fresh.quality().clockAccuracy().compareTo(before.quality().clockAccuracy()) < 0;
        if (before == null || !better) {
            improving = false;
            told = fresh;
            return fresh;
        }
        if (!improving) {
            improving = true;
            improvingSinceMonoNs = nowMonoNs;
        }
        if (nowMonoNs - improvingSinceMonoNs >= BETTER_AFTER_NS) {
            improving = false;
            told = fresh;
            return fresh;
        }
        Announced kept = new Announced(before.quality(), fresh.utc(), fresh.timeTraceable(),
                fresh.frequencyTraceable(), fresh.timeSource());
        told = kept;
        return kept;
    }
}
