package dev.grandmaster.time;

import dev.grandmaster.quality.Verdict;

/**
 * The receiver driver's judgement of receiver and sky for one second.
 *
 * @param verdict       the judgement
 * @param arrivalMonoNs see {@link TimeMessage#arrivalMonoNs()}
 */
public record SourceVerdict(Verdict verdict, long arrivalMonoNs) implements TimeMessage {
}
