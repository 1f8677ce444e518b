package dev.grandmaster.discipline;

import java.util.Locale;

import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.Holdover;
import dev.grandmaster.state.HoldoverOutlook;
import org.jspecify.annotations.Nullable;

/**
 * Holdover on request: while it runs the machine does as if the reference were lost, and what is announced gets worse as it would then. The
 * pulses are watched meanwhile, so that it is seen how good the clock really is. It ends by itself: after its time, and before the bound
 * reaches the specification.
 */
final class Rehearsal {

    private static final long NS = 1_000_000_000L;
    private static final double FOREHAND_S = 15;

    private final DisciplineEffects effects;
    private HoldoverOutlook.Rehearsal now = HoldoverOutlook.Rehearsal.NONE;

    Rehearsal(DisciplineEffects effects) {
        this.effects = effects;
    }

    /** A holdover that would not last for so long within its specification is none to be rehearsed, s. */
    static double leastS(DisciplineSettings.HoldoverRules rules) {
        return 2 * rules.returnSeconds() + FOREHAND_S;
    }

    /** @param possible the clock is locked and has learnt enough to hold over for a while */
    void ask(RehearsalRequest request, boolean possible, long nowMonoNs) {
        if (request.number() == now.number()) {
            return;
        }
        if (request.seconds() == 0) {
            now = numbered(request.number());
            end(nowMonoNs, "was ended by request");
        } else if (possible) {
            now = new HoldoverOutlook.Rehearsal(request.number(), true, nowMonoNs, nowMonoNs + request.seconds() * NS,
                    Double.NaN, Double.NaN, "");
            effects.event(new GmEvent.Notice(nowMonoNs, "holdover is rehearsed for " + request.seconds() + " s"));
        } else if (now.running()) {
            now = numbered(request.number());
        } else {
            now = new HoldoverOutlook.Rehearsal(request.number(), false, nowMonoNs, nowMonoNs, Double.NaN, Double.NaN,
                    "did not begin: the clock is not locked, or would not hold over for long enough");
            effects.event(new GmEvent.Notice(nowMonoNs, "the rehearsal of holdover " + now.outcome()));
        }
    }

    private HoldoverOutlook.Rehearsal numbered(long number) {
        return new HoldoverOutlook.Rehearsal(number, now.running(), now.sinceMonoNs(), now.endMonoNs(),
                now.measuredNs(), now.boundNs(), now.outcome());
    }

    boolean isRunning() {
        return now.running();
    }

    /**
     * Once a cycle while it runs.
     *
     * @param measuredNs where the pulses put our error, ns; NaN where none come
     * @param holdover   that goes on, null for none
     */
    void watch(long nowMonoNs, double measuredNs, @Nullable Holdover holdover,
            DisciplineSettings.HoldoverRules rules) {
        if (!now.running() || holdover == null) {
            return;
        }
        double boundNs = holdover.boundNs(nowMonoNs);
        // The way back takes as long as the pulses need to be believed again.
        double atReturnNs = holdover.boundNs(nowMonoNs + Math.round((rules.returnSeconds() + 1) * NS));
        now = new HoldoverOutlook.Rehearsal(now.number(), true, now.sinceMonoNs(), now.endMonoNs(), measuredNs,
                boundNs, "");
        if (nowMonoNs - now.endMonoNs() >= 0) {
            end(nowMonoNs, "took its time");
        } else if (atReturnNs >= rules.specNs()) {
            end(nowMonoNs, "was ended before the bound reached the specification");
        }
    }

    /** It is over, whatever comes next. */
    void end(long nowMonoNs, String how) {
        if (!now.running()) {
            return;
        }
        now = new HoldoverOutlook.Rehearsal(now.number(), false, now.sinceMonoNs(), nowMonoNs, now.measuredNs(),
                now.boundNs(), how);
        effects.event(new GmEvent.Notice(nowMonoNs, String.format(Locale.ROOT,
                "the rehearsal of holdover %s: %d s, the pulses put the error at %.1f ns, the bound was %.1f ns", how,
                (nowMonoNs - now.sinceMonoNs()) / NS, now.measuredNs(), now.boundNs())));
    }

    HoldoverOutlook.Rehearsal now() {
        return now;
    }
}
