package dev.grandmaster.state;

import dev.grandmaster.quality.Verdict;
import dev.grandmaster.time.WitnessOpinion;

/**
 * The reference as the discipline sees it, and what was done about it. Written by the discipline agent, once a cycle.
 *
 * @param verdict        the worse of the driver's judgement and our own
 * @param pulses         edges seen since the start
 * @param pulsesUsed     edges that the clock was steered by since the start
 * @param lastPulseMonoNs monotonic ns of the last edge; nothing while {@code pulses} is 0
 * @param pulseSigmaNs   scatter of the pulses, ns, one sigma
 * @param steps          how often we stepped the clock since the start
 * @param foreignSteps   how often somebody else did
 * @param witness        what sources that do not depend on the receiver think of our second
 */
public record ReferenceStatus(Verdict verdict, long pulses, long pulsesUsed, long lastPulseMonoNs, double pulseSigmaNs,
        long steps, long foreignSteps, WitnessOpinion witness) {

    /** Before the first cycle. */
    public static ReferenceStatus initial(Verdict verdict) {
        return new ReferenceStatus(verdict, 0, 0, 0, Double.NaN, 0, 0, WitnessOpinion.SILENT);
    }
}
