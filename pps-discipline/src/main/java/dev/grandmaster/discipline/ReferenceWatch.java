package dev.grandmaster.discipline;

import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.discipline.pulse.LeapOracle;
import dev.grandmaster.discipline.pulse.SawtoothCorrections;
import dev.grandmaster.discipline.pulse.SawtoothTrial;
import dev.grandmaster.discipline.pulse.SecondAudit;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SourceVerdict;

/** How far the receiver can be believed: its driver's verdicts, their age, and our own audit of its labels. */
final class ReferenceWatch {

    private static final double NS_PER_S = 1e9;
    /** The reference counts as lost after this time. */
    static final long LOST_NS = 3_000_000_000L;
    /** A verdict comes up to a second after the pulse that it judges. */
    private static final long VERDICT_LATENESS_NS = 1_000_000_000L;
    /** Shorter times without a fix are the driver's own start. */
    private static final long NO_SKY_NS = 5_000_000_000L;
    private static final Verdict SILENT = Verdict.of(Trust.COAST, Doubt.RECEIVER_SILENT);
    private static final Verdict DISPUTED = Verdict.of(Trust.REFUSE, Doubt.SECOND_AMBIGUOUS);

    final LeapOracle oracle = new LeapOracle();
    final SecondAudit audit = new SecondAudit(oracle);
    final SawtoothCorrections corrections = new SawtoothCorrections(oracle);
    final SawtoothTrial sawtooth = new SawtoothTrial();

    private Verdict source = SILENT;
    private boolean heard;
    private long heardMonoNs;
    private boolean trustedOnce;
    private long lastTrustedMonoNs;
    private long trustedSinceMonoNs;
    private long noFixSinceMonoNs;
    private boolean seenWithoutSky;

    void onVerdict(SourceVerdict judged) {
        boolean trusted = judged.verdict().trust() == Trust.TRUST;
        boolean continues = source.trust() == Trust.TRUST && judged.arrivalMonoNs() - heardMonoNs <= 2 * LOST_NS;
        if (trusted && !continues) {
            trustedSinceMonoNs = judged.arrivalMonoNs();
        }
        if (trusted) {
            trustedOnce = true;
            lastTrustedMonoNs = judged.arrivalMonoNs();
        }
        boolean noFix = judged.verdict().doubts().contains(Doubt.NO_FIX);
        boolean hadNoFix = source.doubts().contains(Doubt.NO_FIX);
        if (noFix && !hadNoFix) {
            noFixSinceMonoNs = judged.arrivalMonoNs();
        }
        seenWithoutSky |= judged.verdict().doubts().contains(Doubt.DATE_IMPLAUSIBLE)
                || (noFix && judged.arrivalMonoNs() - noFixSinceMonoNs >= NO_SKY_NS);
        heard = true;
        heardMonoNs = judged.arrivalMonoNs();
        source = judged.verdict();
    }

    /** Labels of a receiver that is in doubt anyway prove nothing. */
    void onLabel(SecondLabel label, CrossTimestamp reading) {
        if (source.trust() == Trust.TRUST) {
            audit.onLabel(label, reading);
        }
    }

    /** The worse of the driver's judgement and our own. */
    Verdict verdictAt(long nowMonoNs) {
        Verdict verdict = heard && nowMonoNs - heardMonoNs <= LOST_NS + VERDICT_LATENESS_NS ? source : SILENT;
        return audit.isDisputed() ? verdict.and(DISPUTED) : verdict;
    }

    /** True where this second may be steered by. */
    boolean isTrusted(long nowMonoNs) {
        return verdictAt(nowMonoNs).trust() == Trust.TRUST;
    }

    /** True where the reference has to be given up: refused, or not trusted for three seconds. */
    boolean isLost(long nowMonoNs) {
        return verdictAt(nowMonoNs).trust() == Trust.REFUSE || !trustedOnce
                || nowMonoNs - lastTrustedMonoNs > LOST_NS + VERDICT_LATENESS_NS;
    }

    /** Why the receiver has to be given up; empty while it has not. */
    String whyLost(long nowMonoNs) {
        if (audit.isDisputed()) {
            return "the receiver names other seconds, by " + audit.differenceSeconds() + " s";
        }
        return isLost(nowMonoNs) ? "the receiver is not to be trusted" : "";
    }

    /** For how many seconds the driver has trusted the receiver without a break, whatever we think of its labels. */
    double fixS(long nowMonoNs) {
        boolean fixed = source.trust() == Trust.TRUST && nowMonoNs - heardMonoNs <= LOST_NS + VERDICT_LATENESS_NS;
        return fixed ? (nowMonoNs - trustedSinceMonoNs) / NS_PER_S : 0;
    }

    /** True where the receiver was seen without a fix or with a default date, and not for long enough with one since. */
    boolean mayBeCold(long nowMonoNs) {
        return seenWithoutSky && fixS(nowMonoNs) < LeapOracle.FIX_S;
    }
}
