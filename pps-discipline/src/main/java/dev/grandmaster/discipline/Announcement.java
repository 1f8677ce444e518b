package dev.grandmaster.discipline;

import dev.grandmaster.discipline.pulse.LeapOracle;
import dev.grandmaster.discipline.pulse.LeapOracle.Circumstances;
import dev.grandmaster.discipline.pulse.LeapOracle.Judgement;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.quality.QualityLatch;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.UtcStatus;

/** What the machine tells of itself: quality, UTC and verdict, each change of them as an event. */
final class Announcement {

    private static final long NS = 1_000_000_000L;

    private final LeapOracle oracle;
    private final DisciplineEffects effects;
    private final QualityLatch latch = new QualityLatch();
    private Announced announced;
    private Verdict verdict;
    private UtcStatus utc;
    private String notice = "";
    private boolean judged;
    private long judgedMonoNs;

    Announcement(LeapOracle oracle, Verdict verdict, long startMonoNs, DisciplineEffects effects) {
        this.oracle = oracle;
        this.effects = effects;
        this.verdict = verdict;
        this.announced = GrandmasterState.initial(startMonoNs).announced();
        this.utc = announced.utc();
    }

    void tellVerdict(long nowMonoNs, Verdict now) {
        if (!now.equals(verdict)) {
            effects.event(new GmEvent.VerdictChanged(nowMonoNs, verdict, now));
            verdict = now;
        }
    }

    /** True where a second has passed since the oracle was asked. */
    boolean isUtcDue(long nowMonoNs) {
        return !judged || nowMonoNs - judgedMonoNs >= NS;
    }

    /** Asks the oracle. */
    void judgeUtc(Circumstances now) {
        judged = true;
        judgedMonoNs = now.monoNs();
        Judgement judgement = oracle.judge(now);
        UtcStatus next = judgement.status();
        if (next.valid() != utc.valid() || next.offsetSeconds() != utc.offsetSeconds()
                || next.leapTaiNs() != utc.leapTaiNs()) {
            effects.event(
                    new GmEvent.UtcChanged(now.monoNs(), next.offsetSeconds(), next.valid(), judgement.why()));
        }
        if (!judgement.notice().equals(notice)) {
            notice = judgement.notice();
            if (!notice.isEmpty()) {
                effects.event(new GmEvent.Notice(now.monoNs(), notice));
            }
        }
        utc = next;
    }

    /** Settles what is announced in a state with a bound, ns. */
    Announced announce(long nowMonoNs, ClockState state, double boundNs, DisciplineSettings settings) {
        Announced fresh = settings.policy().announce(state, boundNs, settings.holdover().specNs(),
                announced.quality().clockClass(), utc);
        Announced settled = latch.settle(fresh, nowMonoNs);
        if (!settled.quality().equals(announced.quality())) {
            effects.event(new GmEvent.ClockQualityChanged(nowMonoNs, announced.quality(), settled.quality()));
        }
        announced = settled;
        return settled;
    }
}
