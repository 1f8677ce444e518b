package dev.grandmaster.discipline;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.discipline.pulse.LeapOracle;
import dev.grandmaster.discipline.pulse.SecondCorrelator;
import dev.grandmaster.discipline.servo.PiServo;
import dev.grandmaster.discipline.servo.PulseNoise;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.Holdover;
import dev.grandmaster.holdover.model.MeanFrequencyModel;
import dev.grandmaster.holdover.model.OscillatorModel;
import dev.grandmaster.holdover.quality.QualityLatch;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of the disciplined clock.
 *
 * <p>Within a cycle: what arrived is handed in ({@link #onMessage}, {@link #onEdge}), then {@link #cycle} decides, steers once and answers
 * with the snapshot to publish. The clock is stepped before it is first served, afterwards only when somebody else has stepped it;
 * otherwise every error is slewed.
 */
public final class DisciplineMachine {

    private static final long NS = 1_000_000_000L;
    /** The snapshot may be relied on for so long; the machine is asked at least once a second. */
    private static final long VALID_NS = 3 * NS;
    /** Pulses that come, but out of place, for so long: the reference has stepped. */
    private static final long GATE_CLOSED_NS = 8 * NS;
    /** A pulse that is due by now and has not come is missing. */
    private static final long MISSING_NS = NS + NS / 10;
    /** Edges are looked for so long after they are due, then every {@value #GRID_NS} ns. */
    private static final long AFTER_EDGE_NS = 2_000_000;
    private static final long GRID_NS = 100_000_000;
    /** Without lock the gate only keeps out what is no pulse of ours at all, ns. */
    private static final double WIDE_GATE_NS = 10_000;
    /** The error counts as small below this, or below three sigma of the pulses, ns. */
    private static final double SMALL_NS = 100;
    private static final double SIGMAS = 3;
    /** Somebody else's step up to here is slewed away, a larger one is stepped back, ns. */
    private static final double FOREIGN_STEP_NS = 100_000;
    /** Clients hear of a degraded clock for three announce intervals of 2 s before it is stepped back. */
    private static final long FOREIGN_STEP_WAIT_NS = 6 * NS;
    /** How far clock and monotonic clock may drift apart beside what their reading costs: 500 ppm of adjustment at most. */
    private static final double DRIFT_APART = 500e-6;
    private static final double DISCONTINUITY_NS = 50_000;

    /** How well a few pulses give the frequency, ppb. */
    private static final double NAMING_SIGMA_PPB = 100;

    private final DisciplineEffects effects;
    private final double stampUncertaintyNs;
    private final ReferenceWatch reference = new ReferenceWatch();
    private final Acquisition acquisition;
    private final Steering steering;
    private final OscillatorModel model;
    private final PulseNoise noise = new PulseNoise();
    private final Requalification elsewhere = new Requalification();
    private final QualityLatch latch = new QualityLatch();

    private DisciplineSettings settings;
    private ClockState state = ClockState.WARM_UP;
    private boolean served;
    private boolean everLocked;
    private boolean holdoverReady;
    private boolean acquired;
    private int expectedEra;
    private boolean eraKnown;
    private boolean witness;
    private @Nullable CrossTimestamp reading;

    private boolean edgeSeen;
    private long lastEdgeMonoNs;
    private long lastAcceptedMonoNs;
    private long lastSecond;
    private double lastCorrectedNs;
    private boolean joined;
    private double estimateNs;
    private boolean small;
    private long smallSinceMonoNs;
    private long lockedSinceMonoNs;
    private @Nullable Holdover holdover;
    private boolean stepLatched;
    private double latchedAtNs;

    private Verdict verdict;
    private UtcStatus utc = UtcStatus.unknown(37);
    private String utcNotice = "";
    private long utcJudgedMonoNs;
    private boolean utcJudged;
    private Announced announced;
    private GrandmasterState published;

    /**
     * @param maxFrequencyPpb    what the clock can be steered by
     * @param stampUncertaintyNs see {@code PpsInput}
     * @param memory             of a former run, or null
     * @param startMonoNs        monotonic ns now
     */
    public DisciplineMachine(DisciplineSettings settings, double maxFrequencyPpb, double stampUncertaintyNs,
            @Nullable DisciplineMemory memory, long startMonoNs, DisciplineEffects effects) {
        this.settings = settings;
        this.effects = effects;
        this.stampUncertaintyNs = stampUncertaintyNs;
        this.acquisition = new Acquisition(
                new SecondCorrelator(reference.oracle, settings.antenna().earliestTaiSeconds()), effects);
        this.steering = new Steering(new PiServo(settings.oscillator().loopS(), maxFrequencyPpb), maxFrequencyPpb,
                effects);
        double startPpb = memory == null ? 0 : memory.correctionPpb();
        this.model = new MeanFrequencyModel(settings.oscillator());
        model.guess(startPpb, memory == null ? maxFrequencyPpb : memory.sigmaPpb());
        steering.start(startPpb, false);
        acquisition.restart(settings.steering().stepThresholdNs(), startMonoNs);
        noise.start(Math.max(10, stampUncertaintyNs));
        this.verdict = reference.verdictAt(startMonoNs);
        this.published = GrandmasterState.initial(startMonoNs);
        this.announced = published.announced();
    }

    /** Takes over new settings. A changed cable delay is slewed; the oscillator stays what it was at the start. */
    public void onSettings(DisciplineSettings changed) {
        if (changed.equals(settings)) {
            return;
        }
        if (acquired) {
            steering.slew.add(settings.antenna().cableDelayNs() - changed.antenna().cableDelayNs());
        }
        settings = changed;
    }

    /** The leap second list in force, null for none. */
    public void onLeapSeconds(@Nullable LeapSecondTable table) {
        reference.oracle.onTable(table);
    }

    /** Whether somebody who does not depend on the receiver agrees with our second. */
    public void onWitness(boolean agrees) {
        witness = agrees;
    }

    /** What the receiver said. */
    public void onMessage(TimeMessage message) {
        switch (message) {
            case SecondLabel label -> {
                CrossTimestamp now = reading;
                if (!acquired) {
                    acquisition.onLabel(label);
                } else if (now != null) {
                    reference.onLabel(label, now);
                }
            }
            case PulseCorrection correction -> reference.corrections.onCorrection(correction);
            case LeapEvidence evidence -> reference.oracle.onEvidence(evidence);
            case SourceVerdict judged -> reference.onVerdict(judged);
        }
    }

    /** An edge of the pulse. */
    public void onEdge(Edge edge, long nowMonoNs) {
        if (!eraKnown || edge.era() != expectedEra) {
            return;
        }
        edgeSeen = true;
        lastEdgeMonoNs = edge.monoNs();
        if (!acquired) {
            int steps = acquisition.steps();
            acquisition.onEdge(edge, settings.antenna().cableDelayNs(), nowMonoNs);
            followOwnStep(steps);
            return;
        }
        long second = Math.floorDiv(edge.clockNs() + NS / 2, NS);
        if (joined && second <= lastSecond) {
            return;
        }
        double errorNs = edge.clockNs() - second * NS + reference.corrections.at(second)
                - settings.antenna().cableDelayNs();
        double residualNs = errorNs - steering.slew.pendingNs(edge.monoNs());
        double gateNs = state == ClockState.LOCKED
                ? noise.gateNs()
                : WIDE_GATE_NS + 10 * stampUncertaintyNs;
        if (!isTracking() || Math.abs(residualNs) > gateNs) {
            elsewhere.onPulse(edge.monoNs(), residualNs, Math.max(200, 1.5 * noise.gateNs()));
        } else if (reference.isTrusted(nowMonoNs)) {
            accept(edge, second, residualNs);
        }
    }

    private void accept(Edge edge, long second, double residualNs) {
        double intervalS = joined ? second - lastSecond : 1;
        double correctedNs = steering.correctedNs(edge.monoNs());
        model.observe(intervalS, joined ? correctedNs - lastCorrectedNs : 0, residualNs);
        noise.onOffset(residualNs);
        estimateNs += Math.clamp(steering.noiseGain() / 2, 0.05, 0.5) * (residualNs - estimateNs);
        steering.onOffset(residualNs, intervalS);
        joined = true;
        lastSecond = second;
        lastCorrectedNs = correctedNs;
        lastAcceptedMonoNs = edge.monoNs();
        elsewhere.restart();
    }

    /**
     * Decides and steers.
     *
     * @param now the clock, read in this cycle; null while it cannot be read
     */
    public GrandmasterState cycle(long nowMonoNs, @Nullable CrossTimestamp now) {
        watchClock(nowMonoNs, now);
        tellVerdict(nowMonoNs);
        if (now != null) {
            acquire(nowMonoNs);
            decide(nowMonoNs);
            steering.apply(nowMonoNs, settings.steering().maxSlewPpb());
            if (steering.isFailed()) {
                loseClock(nowMonoNs, "the clock takes no corrections");
            }
        }
        judgeUtc(nowMonoNs);
        return publish(nowMonoNs);
    }

    /** When the next cycle is due at the latest, monotonic ns. */
    public long deadlineMonoNs(long nowMonoNs) {
        long sinceEdgeNs = nowMonoNs - lastEdgeMonoNs;
        boolean edgeAhead = acquired && edgeSeen && sinceEdgeNs >= 0 && sinceEdgeNs < NS;
        return edgeAhead ? lastEdgeMonoNs + NS + AFTER_EDGE_NS : nowMonoNs + GRID_NS;
    }

    /** What to keep over a restart; null before there is anything. */
    public @Nullable DisciplineMemory memory() {
        CrossTimestamp now = reading;
        return everLocked && now != null
                ? new DisciplineMemory(model.correctionPpb(), model.correctionSigmaPpb(), now.clockNs())
                : null;
    }

    // ---- the clock itself ----

    /** Notices a clock that is gone, that came back, or that somebody else has stepped. */
    private void watchClock(long nowMonoNs, @Nullable CrossTimestamp now) {
        CrossTimestamp before = reading;
        if (now == null) {
            loseClock(nowMonoNs, "the clock cannot be read");
            return;
        }
        reading = now;
        if (!eraKnown) {
            eraKnown = true;
            expectedEra = now.era();
            return;
        }
        boolean stepped = now.era() != expectedEra;
        if (!stepped && before != null && before.era() == now.era()) {
            double apartNs = now.clockNs() - before.clockAt(now.monoNs());
            double allowedNs = DISCONTINUITY_NS + now.windowNs() + before.windowNs()
                    + DRIFT_APART * Math.abs(now.monoNs() - before.monoNs());
            stepped = Math.abs(apartNs) > allowedNs;
        }
        if (stepped) {
            expectedEra = now.era();
            effects.event(new GmEvent.Notice(nowMonoNs, "somebody else has stepped the clock"));
            loseClock(nowMonoNs, "the clock was stepped by somebody else");
            acquired = false;
            steering.slew.clear();
            acquisition.restart(served ? FOREIGN_STEP_NS : settings.steering().stepThresholdNs(),
                    served ? nowMonoNs + FOREIGN_STEP_WAIT_NS : nowMonoNs);
        }
    }

    /** Nothing is known of the clock's error from here on. */
    private void loseClock(long nowMonoNs, String why) {
        model.forget();
        holdoverReady = false;
        holdover = null;
        joined = false;
        elsewhere.restart();
        stepLatched = false;
        if (state != ClockState.WARM_UP && state != ClockState.FREE_RUN) {
            enter(served ? ClockState.FREE_RUN : ClockState.WARM_UP, nowMonoNs, why);
        }
    }

    /** Names the second and steps, until that is done. */
    private void acquire(long nowMonoNs) {
        if (acquired) {
            return;
        }
        boolean trusted = reference.isTrusted(nowMonoNs);
        boolean pulses = edgeSeen && nowMonoNs - lastEdgeMonoNs <= ReferenceWatch.LOST_NS;
        if (trusted && pulses && (state == ClockState.WARM_UP || state == ClockState.FREE_RUN)) {
            enter(ClockState.ACQUIRING, nowMonoNs, "pulses and fix are there");
        } else if (state == ClockState.ACQUIRING && !(trusted && pulses)) {
            enter(served ? ClockState.FREE_RUN : ClockState.WARM_UP, nowMonoNs,
                    pulses ? "the receiver is not to be trusted" : "no pulses");
        }
        boolean hadFrequency = !Double.isNaN(acquisition.frequencyErrorPpb());
        int steps = acquisition.steps();
        acquisition.poll(nowMonoNs, trusted, settings.antenna().cableDelayNs());
        followOwnStep(steps);
        if (!hadFrequency && !Double.isNaN(acquisition.frequencyErrorPpb())) {
            double correctionPpb = steering.appliedPpb() - acquisition.frequencyErrorPpb();
            steering.start(correctionPpb, false);
            model.forget();
            model.guess(correctionPpb, NAMING_SIGMA_PPB);
        }
        if (acquisition.isDone()) {
            acquired = true;
            served = true;
            steering.slew.clear();
            if (Math.abs(acquisition.remainingNs()) > settings.steering().stepThresholdNs()) {
                steering.slew.add(acquisition.remainingNs());
            }
            reference.audit.restart();
            beginTracking(nowMonoNs);
        }
    }

    private void followOwnStep(int stepsBefore) {
        if (acquisition.steps() != stepsBefore) {
            expectedEra = effects.era();
        }
    }

    // ---- states ----

    private boolean isTracking() {
        return switch (state) {
            case ACQUIRING, LOCKED, RECOVERING -> true;
            case WARM_UP, HOLDOVER, HOLDOVER_OUT_OF_SPEC, FREE_RUN -> false;
        };
    }

    private void decide(long nowMonoNs) {
        if (!acquired) {
            return;
        }
        if (isTracking()) {
            String lost = whyLost(nowMonoNs);
            if (!lost.isEmpty()) {
                loseReference(nowMonoNs, lost);
                return;
            }
            if (nowMonoNs - lastAcceptedMonoNs > MISSING_NS) {
                steering.coast();
            }
            if (state != ClockState.LOCKED && isSettled(nowMonoNs)) {
                enter(ClockState.LOCKED, nowMonoNs, "the error is small");
                everLocked = true;
                lockedSinceMonoNs = nowMonoNs;
            }
            holdoverReady |= state == ClockState.LOCKED
                    && nowMonoNs - lockedSinceMonoNs >= settings.holdover().minLockSeconds() * NS;
        } else {
            ageHoldover(nowMonoNs);
            tryReturn(nowMonoNs);
        }
    }

    /** Why the reference has to be given up; empty while it has not. */
    private String whyLost(long nowMonoNs) {
        if (nowMonoNs - lastEdgeMonoNs > ReferenceWatch.LOST_NS) {
            return "no pulses";
        }
        if (reference.audit.isDisputed()) {
            return "the receiver names other seconds, by " + reference.audit.differenceSeconds() + " s";
        }
        if (reference.isLost(nowMonoNs)) {
            return "the receiver is not to be trusted";
        }
        if (nowMonoNs - lastAcceptedMonoNs > GATE_CLOSED_NS) {
            return elsewhere.isEmpty() ? "no usable pulses" : "the pulses have moved";
        }
        return "";
    }

    private void loseReference(long nowMonoNs, String why) {
        if (!elsewhere.isEmpty() && nowMonoNs - lastAcceptedMonoNs > GATE_CLOSED_NS) {
            stepLatched = true;
            latchedAtNs = elsewhere.medianNs();
        } else {
            elsewhere.restart();
        }
        joined = false;
        steering.hold(model.correctionPpb());
        holdover = holdoverReady ? new Holdover(model, lastAcceptedMonoNs, trackingBoundNs()) : null;
        enter(holdoverReady ? ClockState.HOLDOVER : ClockState.FREE_RUN, nowMonoNs, why);
    }

    /** Out of specification, then lost, as the bound grows. */
    private void ageHoldover(long nowMonoNs) {
        Holdover current = holdover;
        if (current == null) {
            return;
        }
        double boundNs = boundNs(nowMonoNs);
        double specNs = settings.holdover().specNs();
        if (state == ClockState.HOLDOVER && boundNs > specNs) {
            enter(ClockState.HOLDOVER_OUT_OF_SPEC, nowMonoNs, "the bound is beyond the specification");
        }
        if (state == ClockState.HOLDOVER_OUT_OF_SPEC && boundNs > specNs * QualityPolicy.LOST_FACTOR) {
            enter(ClockState.FREE_RUN, nowMonoNs, "the bound is ten times the specification");
        }
    }

    /** Believes the pulses again when they have been regular for long enough, and are where our own clock expects them or stay elsewhere. */
    private void tryReturn(long nowMonoNs) {
        boolean present = nowMonoNs - lastEdgeMonoNs <= ReferenceWatch.LOST_NS;
        if (!present || !reference.isTrusted(nowMonoNs)) {
            elsewhere.restart();
            return;
        }
        if (elsewhere.regularS() < settings.holdover().returnSeconds()) {
            return;
        }
        double movedNs = elsewhere.medianNs();
        boolean expected = Math.abs(movedNs) <= boundNs(nowMonoNs)
                && (!stepLatched || Math.abs(movedNs) < Math.abs(latchedAtNs) / 2);
        if (!expected && !stepLatched) {
            stepLatched = true;
            latchedAtNs = movedNs;
        }
        if (expected || elsewhere.regularS() >= settings.holdover().requalifySeconds()) {
            steering.slew.add(movedNs);
            steering.start(model.correctionPpb(), true);
            enter(state == ClockState.FREE_RUN ? ClockState.ACQUIRING : ClockState.RECOVERING, nowMonoNs,
                    expected ? "the pulses are back" : "the pulses have stayed at their new place");
            beginTracking(nowMonoNs);
        }
    }

    private void beginTracking(long nowMonoNs) {
        model.forget();
        holdover = null;
        stepLatched = false;
        elsewhere.restart();
        joined = false;
        estimateNs = 0;
        small = false;
        lastAcceptedMonoNs = nowMonoNs;
    }

    /** True when the error has been small for long enough. */
    private boolean isSettled(long nowMonoNs) {
        double limitNs = Math.max(SMALL_NS, SIGMAS * noise.sigmaNs());
        boolean smallNow = joined
                && Math.abs(steering.slew.pendingNs(nowMonoNs)) + Math.abs(estimateNs) <= limitNs;
        if (smallNow && !small) {
            smallSinceMonoNs = nowMonoNs;
        }
        small = smallNow;
        return small && nowMonoNs - smallSinceMonoNs >= settings.steering().lockSeconds() * NS;
    }

    private void enter(ClockState next, long nowMonoNs, String why) {
        effects.event(new GmEvent.ClockStateChanged(nowMonoNs, state, next, why));
        state = next;
    }

    // ---- what is told ----

    /** The bound without what the slew has still to remove, ns: calibration, the stamps, the loop's error and its noise. */
    private double trackingBoundNs() {
        return settings.antenna().calibrationNs() + stampUncertaintyNs + Math.abs(estimateNs)
                + SIGMAS * noise.sigmaNs() * Math.sqrt(steering.noiseGain());
    }

    private double boundNs(long nowMonoNs) {
        if (!acquired) {
            return Double.POSITIVE_INFINITY;
        }
        double pendingNs = Math.abs(steering.slew.pendingNs(nowMonoNs));
        Holdover current = holdover;
        if (current != null) {
            return pendingNs + current.boundNs(nowMonoNs);
        }
        if (!isTracking()) {
            return Double.POSITIVE_INFINITY;
        }
        long ageNs = nowMonoNs - lastAcceptedMonoNs;
        return pendingNs + trackingBoundNs() + (ageNs > MISSING_NS ? model.growthNs(ageNs / (double) NS) : 0);
    }

    private void tellVerdict(long nowMonoNs) {
        Verdict now = reference.verdictAt(nowMonoNs);
        if (stepLatched) {
            now = now.and(Verdict.of(Trust.COAST, Doubt.REFERENCE_STEP));
        }
        if (!now.equals(verdict)) {
            effects.event(new GmEvent.VerdictChanged(nowMonoNs, verdict, now));
            verdict = now;
        }
    }

    /** Asks the oracle once a second. */
    private void judgeUtc(long nowMonoNs) {
        CrossTimestamp now = reading;
        if (!acquired || now == null || (utcJudged && nowMonoNs - utcJudgedMonoNs < NS)) {
            return;
        }
        utcJudged = true;
        utcJudgedMonoNs = nowMonoNs;
        boolean tracking = isTracking() && reference.isTrusted(nowMonoNs);
        LeapOracle.Judgement judged = reference.oracle.judge(new LeapOracle.Circumstances(now.clockAt(nowMonoNs),
                nowMonoNs, tracking, reference.fixS(nowMonoNs), witness));
        UtcStatus next = judged.status();
        if (next.valid() != utc.valid() || next.offsetSeconds() != utc.offsetSeconds()
                || next.leapTaiNs() != utc.leapTaiNs()) {
            effects.event(new GmEvent.UtcChanged(nowMonoNs, next.offsetSeconds(), next.valid(), judged.why()));
        }
        if (!judged.notice().equals(utcNotice)) {
            utcNotice = judged.notice();
            if (!utcNotice.isEmpty()) {
                effects.event(new GmEvent.Notice(nowMonoNs, utcNotice));
            }
        }
        utc = next;
    }

    private GrandmasterState publish(long nowMonoNs) {
        double boundNs = boundNs(nowMonoNs);
        double specNs = settings.holdover().specNs();
        Announced fresh = settings.policy().announce(state, boundNs, specNs, everLocked,
                announced.quality().clockClass(), utc);
        Announced settled = latch.settle(fresh, nowMonoNs);
        if (!settled.quality().equals(announced.quality())) {
            effects.event(
                    new GmEvent.ClockQualityChanged(nowMonoNs, announced.quality(), settled.quality()));
        }
        announced = settled;
        CrossTimestamp now = reading;
        double offsetNs = acquired ? steering.slew.pendingNs(nowMonoNs) + estimateNs : Double.NaN;
        published = new GrandmasterState(state, served, offsetNs, boundNs, steering.appliedPpb(), announced,
                settings.policy().unattended(everLocked, utc), nowMonoNs + VALID_NS,
                now == null ? published.taiAt(nowMonoNs) : now.clockAt(nowMonoNs), nowMonoNs);
        return published;
    }
}
