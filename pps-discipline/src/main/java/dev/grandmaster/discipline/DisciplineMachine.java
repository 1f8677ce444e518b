package dev.grandmaster.discipline;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.discipline.pulse.LeapOracle.Circumstances;
import dev.grandmaster.discipline.pulse.SecondCorrelator;
import dev.grandmaster.discipline.pulse.SecondWitness;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.holdover.Holdover;
import dev.grandmaster.holdover.model.OscillatorModel;
import dev.grandmaster.holdover.quality.QualityPolicy;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.GrandmasterState.Announced;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.ReferenceStatus;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SourceVerdict;
import dev.grandmaster.time.Testimony;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.WitnessOpinion;
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
    /** Once clients follow, small errors are slewed no faster than this, ppb: with what a TCXO does by itself it stays below 20. */
    private static final double GENTLE_PPB = 15;
    /** The snapshot may be relied on for so long; the machine is asked at least once a second. */
    private static final long VALID_NS = 3 * NS;
    /** Pulses that come, but out of place, for so long: the reference has stepped. */
    private static final long GATE_CLOSED_NS = 8 * NS;
    /** Edges are looked for so long after they are due, then every {@value #GRID_NS} ns. */
    private static final long AFTER_EDGE_NS = 2_000_000;
    private static final long GRID_NS = 100_000_000;
    /** Without lock the gate only keeps out what is no pulse of ours at all, ns. */
    private static final double WIDE_GATE_NS = 10_000;
    /** Without a reference a plain crystal may drift by so much until the median of the last pulses has caught up, ns. */
    private static final double ADRIFT_NS = 4_000;
    /** Somebody else's step up to here is slewed away, a larger one is stepped back, ns. */
    private static final double FOREIGN_STEP_NS = 100_000;
    /** Clients hear of a degraded clock for three announce intervals of 2 s before it is stepped back. */
    private static final long FOREIGN_STEP_WAIT_NS = 6 * NS;
    /** How long other sources have to deny our second before it is given up. */
    private static final long DENIED_NS = 60 * NS;

    private final DisciplineEffects effects;
    private final double stampUncertaintyNs;
    private final ReferenceWatch reference = new ReferenceWatch();
    private final Acquisition acquisition;
    private final OscillatorWatch oscillator;
    private final OscillatorModel model;
    private final PulseLoop loop;
    private final Steering steering;
    private final Requalification elsewhere = new Requalification();
    private final ClockWatch clock = new ClockWatch();
    private final Announcement announcement;
    private final Rehearsal rehearsal;

    private DisciplineSettings settings;
    private ClockState state = ClockState.WARM_UP;
    private long enteredMonoNs;
    private boolean served;
    private boolean everLocked;
    private long lockedTaiNs;
    private boolean holdoverReady;
    private boolean acquired;
    /** The clock was locked since the second was named: until then it is no judge of the pulses. */
    private boolean proven;
    private final SecondWitness witness = new SecondWitness();
    private boolean pulseInput = true;
    private WitnessOpinion opinion = WitnessOpinion.SILENT;
    private long notDeniedMonoNs;

    private boolean edgeSeen;
    private long pulses;
    private long foreignSteps;
    private long lastEdgeMonoNs;
    private long lockedSinceMonoNs;
    private @Nullable Holdover holdover;
    private long publishedTaiNs;
    private long publishedMonoNs;

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
        this.rehearsal = new Rehearsal(effects);
        this.stampUncertaintyNs = stampUncertaintyNs;
        this.acquisition = new Acquisition(
                new SecondCorrelator(reference.oracle, settings.antenna().earliestTaiSeconds()), witness,
                stampUncertaintyNs, effects);
        this.lockedTaiNs = memory == null ? 0 : memory.lockedTaiNs();
        this.oscillator = new OscillatorWatch(settings.oscillator(), memory, maxFrequencyPpb, startMonoNs);
        this.model = oscillator.model;
        this.loop = new PulseLoop(oscillator, settings.oscillator().loopS(), maxFrequencyPpb, stampUncertaintyNs,
                effects);
        this.steering = loop.steering;
        loop.start(memory == null ? 0 : memory.correctionPpb(), model.correctionSigmaPpb());
        acquisition.restart(settings.steering().stepThresholdNs(), startMonoNs);
        this.announcement = new Announcement(reference.oracle, reference.verdictAt(startMonoNs), startMonoNs, effects);
        this.publishedMonoNs = startMonoNs;
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

    /** Somebody wants to see holdover; only a clock that is locked and could hold over does him the favour. */
    public void onRehearsal(RehearsalRequest request, long nowMonoNs) {
        rehearsal.ask(request, state == ClockState.LOCKED && holdoverReady
                && oscillator.foreseenS(nowMonoNs) > Rehearsal.leastS(settings.holdover()), nowMonoNs);
    }

    /** The leap second list in force, null for none. */
    public void onLeapSeconds(@Nullable LeapSecondTable table) {
        reference.oracle.onTable(table);
        witness.onTable(table);
    }

    /** What sources say that do not depend on the receiver, null for nothing. */
    public void onTestimony(@Nullable Testimony testimony) {
        witness.onTestimony(testimony);
    }

    /** Whether edges can come at all: a device that was pulled out is known at once, not when its edges are missed. */
    public void onPulseInput(boolean present) {
        pulseInput = present;
    }

    /** The temperature at the oscillator, degrees Celsius; NaN: nobody measures it. */
    public void onTemperature(double celsius) {
        oscillator.onTemperature(celsius);
    }

    /** What the receiver said. */
    public void onMessage(TimeMessage message) {
        switch (message) {
            case SecondLabel label -> {
                CrossTimestamp now = clock.reading();
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
        if (!clock.isOurs(edge.era())) {
            return;
        }
        edgeSeen = true;
        pulses++;
        lastEdgeMonoNs = edge.monoNs();
        if (!acquired) {
            int steps = acquisition.steps();
            acquisition.onEdge(edge, settings.antenna().cableDelayNs(), nowMonoNs);
            followOwnStep(steps);
            return;
        }
        long second = Math.floorDiv(edge.clockNs() + NS / 2, NS);
        if (!loop.isNew(second)) {
            return;
        }
        double stampedNs = edge.clockNs() - second * NS - settings.antenna().cableDelayNs()
                - steering.slew.pendingNs(edge.monoNs());
        double residualNs = stampedNs + reference.sawtooth.correctionNs(second, reference.corrections);
        boolean outlier = loop.isOutlier(second, edge.monoNs(), residualNs);
        boolean elsewhereNow = Math.abs(residualNs) > WIDE_GATE_NS + 10 * stampUncertaintyNs
                || (state == ClockState.LOCKED && outlier);
        if (elsewhereNow || outlier) {
            loop.unsettle();
        }
        if (!isTracking() || elsewhereNow) {
            elsewhere.onPulse(edge.monoNs(), residualNs, ADRIFT_NS + loop.gateNs());
        } else if (reference.isTrusted(nowMonoNs)) {
            if (reference.sawtooth.onPulse(second, stampedNs - steering.correctedNs(edge.monoNs()),
                    reference.corrections)) {
                effects.event(new GmEvent.Notice(nowMonoNs, reference.sawtooth.text()));
            }
            loop.onPulse(second, edge.monoNs(), residualNs);
            elsewhere.restart();
        }
    }

    /**
     * Decides and steers.
     *
     * @param now the clock, read in this cycle; null while it cannot be read
     */
    public GrandmasterState cycle(long nowMonoNs, @Nullable CrossTimestamp now) {
        boolean confirmed = acquired && opinion == WitnessOpinion.CONFIRMS;
        reference.oracle.onColdReceiver(!confirmed && reference.mayBeCold(nowMonoNs));
        watchClock(nowMonoNs, now);
        hearWitness(nowMonoNs, now);
        announcement.tellVerdict(nowMonoNs, verdict(nowMonoNs));
        if (now != null) {
            acquire(nowMonoNs);
            coast(nowMonoNs);
            decide(nowMonoNs);
            if (!isTracking() && acquired) {
                steering.hold(model.correctionPpb());
            }
            double slewPpb = settings.steering().maxSlewPpb();
            steering.apply(nowMonoNs, everLocked && steering.slew.isSmall() ? Math.min(GENTLE_PPB, slewPpb) : slewPpb);
            if (steering.isFailed()) {
                loseClock(nowMonoNs, "the clock takes no corrections");
            }
        }
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
        CrossTimestamp now = clock.reading();
        return everLocked && now != null
                ? new DisciplineMemory(model.correctionPpb(), model.correctionSigmaPpb(), now.clockNs(), lockedTaiNs,
                        model.memory())
                : null;
    }

    /**
     * Where a pulse is missing the model goes on with the temperature alone. It has to be there before its bound is asked: how warm it became
     * meanwhile is measured, and what is not known yet it takes for the worst.
     */
    private void coast(long nowMonoNs) {
        if (!isTracking() || !acquired || loop.isMissing(nowMonoNs)) {
            oscillator.coast(nowMonoNs);
        }
    }

    // ---- the clock itself ----

    /** Notices a clock that is gone, that came back, or that somebody else has stepped. */
    private void watchClock(long nowMonoNs, @Nullable CrossTimestamp now) {
        if (now == null) {
            loseClock(nowMonoNs, "the clock cannot be read");
        } else if (clock.isSteppedByOthers(now)) {
            foreignSteps++;
            effects.event(new GmEvent.Notice(nowMonoNs, "somebody else has stepped the clock"));
            loseClock(nowMonoNs, "the clock was stepped by somebody else");
            reacquire(nowMonoNs);
        }
    }

    /** A second that is denied for long is given up: nothing more is claimed of it, and it has to be named again. */
    private void hearWitness(long nowMonoNs, @Nullable CrossTimestamp now) {
        opinion = now == null ? WitnessOpinion.UNSURE : witness.opinion(now.clockAt(nowMonoNs), nowMonoNs);
        if (!acquired || opinion != WitnessOpinion.DENIES) {
            notDeniedMonoNs = nowMonoNs;
        } else if (nowMonoNs - notDeniedMonoNs >= DENIED_NS) {
            loseClock(nowMonoNs, opinion.text());
            reacquire(nowMonoNs);
        }
    }

    /** Nothing is known of the clock's error from here on. */
    private void loseClock(long nowMonoNs, String why) {
        model.forget();
        rehearsal.end(nowMonoNs, "was broken off: " + why);
        holdoverReady = false;
        holdover = null;
        loop.end();
        elsewhere.restart();
        elsewhere.unlatch();
        if (state != ClockState.WARM_UP && state != ClockState.FREE_RUN) {
            enter(served ? ClockState.FREE_RUN : ClockState.WARM_UP, nowMonoNs, why);
        }
    }

    /** The second has to be named again. Clients that follow are given time to hear that nothing is claimed any more. */
    private void reacquire(long nowMonoNs) {
        acquired = false;
        proven = false;
        steering.slew.clear();
        acquisition.restart(served ? FOREIGN_STEP_NS : settings.steering().stepThresholdNs(),
                served ? nowMonoNs + FOREIGN_STEP_WAIT_NS : nowMonoNs);
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
            oscillator.takeFrequency(steering.appliedPpb(), acquisition.frequencyErrorPpb());
            steering.hold(model.correctionPpb());
        }
        if (acquisition.isDone()) {
            acquired = true;
            served = true;
            steering.slew.clear();
            // What is left is slewed, so that the servo has no transient.
            steering.slew.add(acquisition.remainingNs());
            reference.audit.restart();
            CrossTimestamp reading = clock.reading();
            if (reading != null) {
                oscillator.age(reading.clockAt(nowMonoNs));
            }
            beginTracking(nowMonoNs, 0, model.correctionSigmaPpb());
        }
    }

    private void followOwnStep(int stepsBefore) {
        if (acquisition.steps() != stepsBefore) {
            clock.expectEra(effects.era());
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
            if (loop.isMissing(nowMonoNs)) {
                steering.coast();
            }
            if (state != ClockState.LOCKED && loop.isSettled(nowMonoNs, settings.steering().lockSeconds())) {
                enter(ClockState.LOCKED, nowMonoNs, "the error is small");
                everLocked = true;
                proven = true;
                lockedSinceMonoNs = nowMonoNs;
            }
            holdoverReady |= state == ClockState.LOCKED
                    && nowMonoNs - lockedSinceMonoNs >= settings.holdover().minLockSeconds() * NS;
        } else {
            rehearsal.watch(nowMonoNs, elsewhere.medianNs(), holdover, settings.holdover());
            ageHoldover(nowMonoNs);
            tryReturn(nowMonoNs);
        }
    }

    /** Why the reference has to be given up; empty while it has not. */
    private String whyLost(long nowMonoNs) {
        if (rehearsal.isRunning()) {
            return "holdover is rehearsed";
        }
        if (!pulseInput) {
            return "the pulse input is gone";
        }
        if (nowMonoNs - lastEdgeMonoNs > ReferenceWatch.LOST_NS) {
            return "no pulses";
        }
        String doubt = reference.whyLost(nowMonoNs);
        if (!doubt.isEmpty()) {
            return doubt;
        }
        if (loop.isDragged()) {
            return "the pulses are being dragged away";
        }
        if (loop.ageNs(nowMonoNs) > GATE_CLOSED_NS) {
            return elsewhere.isEmpty() ? "no usable pulses" : "the pulses have moved";
        }
        return "";
    }

    private void loseReference(long nowMonoNs, String why) {
        boolean moved = !elsewhere.isEmpty() && loop.ageNs(nowMonoNs) > GATE_CLOSED_NS;
        boolean dragged = loop.isDragged();
        if (moved && !proven) {
            loseClock(nowMonoNs, "the pulses are not where the first of them foretold them");
            reacquire(nowMonoNs);
            return;
        }
        if (dragged || moved) {
            double placeNs = dragged ? loop.disagreementNs() : elsewhere.medianNs();
            loop.goBack();
            elsewhere.latch(dragged ? Doubt.REFERENCE_DRAGGED : Doubt.REFERENCE_STEP, placeNs);
        } else {
            elsewhere.restart();
        }
        holdover = holdoverReady
                ? new Holdover(model, loop.lastMonoNs(), loop.boundAtPulseNs(settings.antenna().calibrationNs()))
                : null;
        loop.end();
        steering.hold(model.correctionPpb());
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
        if (state == ClockState.FREE_RUN && reference.audit.isDisputed()
                && Math.min(reference.fixS(nowMonoNs), (nowMonoNs - enteredMonoNs) / (double) NS) >= settings.holdover()
                        .returnSeconds()) {
            effects.event(new GmEvent.Notice(nowMonoNs,
                    "nothing is claimed of the second any more, and the receiver insists on another one"));
            loseClock(nowMonoNs, "the second is named again");
            reference.audit.restart();
            reacquire(nowMonoNs);
            return;
        }
        boolean present = nowMonoNs - lastEdgeMonoNs <= ReferenceWatch.LOST_NS;
        if (!present || !reference.isTrusted(nowMonoNs)) {
            elsewhere.restart();
            return;
        }
        if (rehearsal.isRunning() || elsewhere.regularS() < settings.holdover().returnSeconds()) {
            return;
        }
        boolean expected = elsewhere
                .isExpected(state == ClockState.FREE_RUN ? Double.POSITIVE_INFINITY : boundNs(nowMonoNs));
        if (!expected && elsewhere.latched() == null) {
            elsewhere.latch(Doubt.REFERENCE_STEP, elsewhere.medianNs());
        }
        if (expected || elsewhere.regularS() >= settings.holdover().requalifySeconds()) {
            double movedNs = elsewhere.medianNs();
            double wanderedPpb = loop.wanderedPpb(nowMonoNs);
            double movingNs = elsewhere.lastNs() - movedNs;
            steering.slew.add(movedNs);
            enter(state == ClockState.FREE_RUN ? ClockState.ACQUIRING : ClockState.RECOVERING, nowMonoNs,
                    expected ? "the pulses are back" : "the pulses have stayed at their new place");
            beginTracking(nowMonoNs, movingNs, wanderedPpb);
        }
    }

    private void beginTracking(long nowMonoNs, double errorNs, double frequencySigmaPpb) {
        loop.begin(nowMonoNs, errorNs, frequencySigmaPpb);
        holdover = null;
        elsewhere.unlatch();
        elsewhere.restart();
    }

    private void enter(ClockState next, long nowMonoNs, String why) {
        effects.event(new GmEvent.ClockStateChanged(nowMonoNs, state, next, why));
        state = next;
        enteredMonoNs = nowMonoNs;
    }

    // ---- what is told ----

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
        return pendingNs + loop.boundNs(nowMonoNs, settings.antenna().calibrationNs());
    }

    private boolean holdsOver() {
        return holdover != null || (holdoverReady && isTracking());
    }

    private Verdict verdict(long nowMonoNs) {
        Verdict verdict = reference.verdictAt(nowMonoNs);
        if (acquired && opinion == WitnessOpinion.DENIES) {
            verdict = verdict.and(Verdict.of(Trust.REFUSE, Doubt.SOURCES_DISAGREE));
        }
        Doubt latched = elsewhere.latched();
        return latched == null ? verdict : verdict.and(Verdict.of(Trust.COAST, latched));
    }

    /**
     * The reference as it is now.
     *
     * @param steps how often we have stepped the clock
     */
    ReferenceStatus reference(long nowMonoNs, long steps) {
        return new ReferenceStatus(verdict(nowMonoNs), pulses, loop.used(), lastEdgeMonoNs, loop.noiseNs(), steps,
                foreignSteps, acquired ? opinion : WitnessOpinion.SILENT);
    }

    HoldoverOutlook outlook(long nowMonoNs) {
        return oscillator.outlook(holdover, nowMonoNs, boundNs(nowMonoNs), holdsOver(), settings.holdover().specNs(),
                rehearsal.now());
    }

    private GrandmasterState publish(long nowMonoNs) {
        CrossTimestamp now = clock.reading();
        publishedTaiNs = now == null ? publishedTaiNs + nowMonoNs - publishedMonoNs : now.clockAt(nowMonoNs);
        publishedMonoNs = nowMonoNs;
        if (state == ClockState.LOCKED && holdoverReady && now != null && opinion != WitnessOpinion.DENIES) {
            lockedTaiNs = publishedTaiNs;
        }
        if (acquired && announcement.isUtcDue(nowMonoNs)) {
            boolean tracking = isTracking() && reference.isTrusted(nowMonoNs);
            announcement.judgeUtc(new Circumstances(publishedTaiNs, nowMonoNs, tracking, reference.fixS(nowMonoNs),
                    opinion == WitnessOpinion.CONFIRMS));
        }
        double boundNs = boundNs(nowMonoNs);
        double offsetNs = acquired ? steering.slew.pendingNs(nowMonoNs) + loop.phaseNs() : Double.NaN;
        Announced announced = announcement.announce(nowMonoNs, state, boundNs, settings);
        return new GrandmasterState(state, served, offsetNs, boundNs, steering.appliedPpb(), announced,
                settings.policy().unattended(announced), nowMonoNs + VALID_NS, publishedTaiNs, nowMonoNs,
                holdsOver() ? oscillator.secondsUntil(settings.holdover().specNs(), holdover, nowMonoNs, boundNs) : 0);
    }
}
