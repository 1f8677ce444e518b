package dev.grandmaster.bench.clock;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Queue;

import dev.grandmaster.bench.clock.ClockRig.Epoch;
import dev.grandmaster.bench.clock.ClockRig.Setting;
import dev.grandmaster.bench.clock.ClockRig.Words;
import dev.grandmaster.discipline.DisciplineSettings;
import dev.grandmaster.holdover.model.OscillatorClass;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.TimeMessage;
import dev.grandmaster.time.UtcStatus;

/**
 * Days on which receivers were wrong about UTC or the date, and days on which a second was really inserted, played again: twenty minutes
 * before the midnight in question and ten after it. The service has a list of leap seconds in force.
 */
final class LeapRuns {

    private static final long NS = ClockRig.NS;
    private static final long DAY_S = 86_400;
    private static final double BEFORE_S = 1200;
    private static final double AFTER_S = 600;
    /** TAI is unaffected while the clock is nearer than this, ns: a thirteenth of what UTC as GPS sent it was wrong by in 2016. */
    private static final double UNAFFECTED_NS = 1000;
    /** The clock is locked, and list and receiver are compared, within this time, s. */
    private static final double SETTLED_S = 120;
    private static final long ROLLOVER_S = 1024 * 7 * DAY_S;
    private static final double A0_NS = 13_700;

    /** What the receiver announces or does, from when on. */
    private enum Receiver {
        /** It knows what the list knows. */
        RIGHT,
        /** 2003: a leap second announced for the wrong week, 256 weeks away from the one that is meant (WNlsf has eight bits). */
        ANNOUNCES_ONE_TOO_MUCH,
        /** January 2015: the leap second of June applied as soon as it was announced. */
        APPLIES_IT_AT_ONCE,
        /** 2016: UTC as GPS sends it is 13.7 us off, and the pulse with it. */
        STEPS,
        /** 2019: the week begins at 0 again. */
        ROLLS_OVER,
        /** 2021: a countdown to a change by nothing. */
        COUNTS_DOWN_TO_NOTHING
    }

    /**
     * One day.
     *
     * @param midnight  after which it is another UTC day
     * @param offsetS   TAI - UTC before it, s
     * @param inserted  whether a second is
     * @param receiver  what it says and does
     */
    private record Script(LocalDate midnight, int offsetS, boolean inserted, Receiver receiver) implements Words {

        long midnightTaiS() {
            return midnight.toEpochDay() * DAY_S + offsetS + (inserted ? 1 : 0);
        }

        int offsetAt(long taiS) {
            return taiS >= midnightTaiS() && inserted ? offsetS + 1 : offsetS;
        }

        LeapSecondTable list() {
            LeapSecondTable.Entry before = new LeapSecondTable.Entry(0, offsetS);
            LeapSecondTable.Entry after = new LeapSecondTable.Entry(midnight.toEpochDay() * DAY_S, offsetS + 1);
            return new LeapSecondTable("as of then", inserted ? List.of(before, after) : List.of(before),
                    midnight.plusMonths(3).toEpochDay() * DAY_S * NS);
        }

        @Override
        public void say(long taiS, long arrivalMonoNs, Queue<TimeMessage> to) {
            boolean past = taiS >= midnightTaiS();
            ClockRig.nameSecond(receiver == Receiver.ROLLS_OVER && past ? taiS - ROLLOVER_S : taiS, arrivalMonoNs, to);
            boolean counting = receiver == Receiver.COUNTS_DOWN_TO_NOTHING;
            boolean announcing = inserted || receiver == Receiver.ANNOUNCES_ONE_TOO_MUCH;
            int told = offsetAt(taiS) + (receiver == Receiver.APPLIES_IT_AT_ONCE && past ? 1 : 0);
            to.add(new LeapEvidence(told, Origin.GPS, announcing && !past ? 1 : 0,
                    (announcing || counting) && !past ? midnightTaiS() * NS : LeapSecondTable.NEVER, Origin.GPS,
                    arrivalMonoNs));
        }
    }

    private static final List<Script> SCRIPTS = List.of(
            new Script(LocalDate.of(2003, 11, 28), 32, false, Receiver.ANNOUNCES_ONE_TOO_MUCH),
            new Script(LocalDate.of(2015, 1, 22), 35, false, Receiver.APPLIES_IT_AT_ONCE),
            new Script(LocalDate.of(2015, 7, 1), 35, true, Receiver.RIGHT),
            new Script(LocalDate.of(2016, 1, 26), 36, false, Receiver.STEPS),
            new Script(LocalDate.of(2017, 1, 1), 36, true, Receiver.RIGHT),
            new Script(LocalDate.of(2019, 4, 7), 37, false, Receiver.ROLLS_OVER),
            new Script(LocalDate.of(2021, 11, 28), 37, false, Receiver.COUNTS_DOWN_TO_NOTHING));

    private LeapRuns() {
    }

    static void scripts(Results results, int seed) {
        int[] wrong = {0, 0};
        for (Script script : SCRIPTS) {
            play(script, seed, wrong);
        }
        results.put("leap.tai", seed, wrong[0]);
        results.put("leap.utc", seed, wrong[1]);
    }

    private static void play(Script script, int seed, int[] wrong) {
        long startTaiS = script.midnightTaiS() - Math.round(BEFORE_S);
        DisciplineSettings defaults = LockedRuns.settings(OscillatorClass.OCXO);
        ClockRig rig = new ClockRig(seed, Setting.of(OscillatorKind.OCXO),
                defaults.with(defaults.antenna().withEarliestTaiSeconds(startTaiS)),
                new Epoch(startTaiS, Optional.of(script.list()), script));
        rig.run(SETTLED_S);
        rig.run(BEFORE_S - SETTLED_S, at -> judge(rig, script, wrong));
        if (script.receiver() == Receiver.STEPS) {
            rig.inject(FaultKind.PPS_STEP, AFTER_S, A0_NS);
        }
        rig.run(AFTER_S, at -> judge(rig, script, wrong));
    }

    private static void judge(ClockRig rig, Script script, int[] wrong) {
        long taiNs = rig.time.taiNs();
        UtcStatus utc = rig.state.get().announcedAt(rig.time.nowNs()).utc();
        boolean ahead = script.inserted() && taiNs < script.midnightTaiS() * NS;
        // A receiver that contradicts the list costs validity, never the truth of what is still called valid.
        boolean silenced = script.receiver() == Receiver.APPLIES_IT_AT_ONCE && !utc.validAt(taiNs);
        boolean right = silenced || (utc.validAt(taiNs) && utc.offsetAt(taiNs) == script.offsetAt(taiNs / NS));
        wrong[0] += Math.abs(rig.errorNs()) <= UNAFFECTED_NS && rig.state.get().served() ? 0 : 1;
        wrong[1] += right && utc.leap61At(taiNs) == ahead && !utc.leap59At(taiNs) ? 0 : 1;
    }
}
