package dev.grandmaster.discipline.pulse;

import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;

import dev.grandmaster.board.Edge;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.SecondLabel.LabelSource;
import dev.grandmaster.time.SecondLabel.NamedPulse;

/**
 * Names the second of a pulse from the messages around it.
 *
 * <p>Pulses are numbered, and each message votes for one distance between numbers and TAI seconds. Two votes from different pulses that
 * agree name the second; after any contradiction it takes five in a row. A message counts for the pulse before it (or after it, as the
 * message says) only where that is beyond doubt: between {@value #LEAST_DELAY_NS} ns and {@value #MOST_DELAY_NS} ns from the pulse. Votes
 * are cast a little later than the messages come, so that an edge may be handed over after the message that belongs to it.
 *
 * <p>Once the second is named it is counted by the clock, and {@link SecondAudit} watches the messages.
 */
public final class SecondCorrelator {

    /** A message that seems to come sooner after a pulse may belong to another one. */
    static final long LEAST_DELAY_NS = 3_000_000;
    /** A message that comes later may belong to the next pulse. */
    static final long MOST_DELAY_NS = 970_000_000;

    private static final long NS = 1_000_000_000L;
    /** An edge is handed over within this time. */
    private static final long EDGE_LATENESS_NS = 300_000_000;
    private static final int VOTES = 2;
    private static final int VOTES_AFTER_CONTRADICTION = 5;
    private static final int WAITING_MOST = 32;
    /** GPS weeks repeat after this time: a date farther than this from the earliest possible one is no date. */
    private static final long PLAUSIBLE_S = 1024L * 7 * 86_400;

    /** What has come of it. */
    public sealed interface Naming {
    }

    /** Not yet, and why. */
    public record Unnamed(String why) implements Naming {
    }

    /**
     * The second is known.
     *
     * @param edge              the newest edge of the train
     * @param taiSeconds        the TAI second that it begins
     * @param frequencyErrorPpb how much too fast the clock ran over the train, ppb
     * @param by                the kinds of messages that named it, for people
     */
    public record Named(Edge edge, long taiSeconds, double frequencyErrorPpb, String by) implements Naming {
    }

    private static final Unnamed NO_PULSES = new Unnamed("no pulses");
    private static final Unnamed TWO_TRAINS = new Unnamed("two pulses in each second");
    private static final Unnamed NO_MESSAGES = new Unnamed("no time messages beside the pulses");
    private static final Unnamed UTC_UNKNOWN = new Unnamed(
            "the receiver speaks UTC and its leap seconds are not known");
    private static final Unnamed IMPLAUSIBLE = new Unnamed("the receiver's date cannot be right");
    private static final Unnamed OUT_OF_PLACE = new Unnamed("the messages come too late or too early after the pulses");
    private static final Unnamed DISAGREE = new Unnamed("the messages disagree about the second");
    private static final Unnamed TOO_FEW = new Unnamed("too few messages so far");

    private final LeapOracle oracle;
    private final long earliestTaiSeconds;
    private final EdgeTrain train = new EdgeTrain();
    private final Queue<SecondLabel> waiting = new ArrayDeque<>();
    private final Map<LabelSource, Long> lastSaidTaiSeconds = new EnumMap<>(LabelSource.class);
    private Unnamed why = NO_PULSES;
    private boolean hasVote;
    private long votedDistance;
    private long lastVoteNumber;
    private int votes;
    private int votesNeeded = VOTES;
    private LabelSource lastSource = LabelSource.UBX_TIM_TP;

    /**
     * @param oracle             knows how to read UTC labels
     * @param earliestTaiSeconds no true second is earlier (the day the software was built): earlier ones are a receiver's default date, or
     *                           a week counter that rolled over
     */
    public SecondCorrelator(LeapOracle oracle, long earliestTaiSeconds) {
        this.oracle = oracle;
        this.earliestTaiSeconds = earliestTaiSeconds;
        restart();
    }

    /** Forgets everything: the clock was stepped, or what was named turned out wrong. */
    public void restart() {
        train.clear();
        waiting.clear();
        lastSaidTaiSeconds.clear();
        why = NO_PULSES;
        forgetVotes();
        votesNeeded = VOTES;
    }

    private void forgetVotes() {
        hasVote = false;
        votes = 0;
    }

    public void onEdge(Edge edge) {
        Edge before = train.last();
        long numberBefore = train.lastNumber();
        if (!train.add(edge)) {
            return;
        }
        if (before != null && train.lastNumber() <= numberBefore) {
            // Numbered anew: what was voted for the old numbers means nothing.
            forgetVotes();
        }
    }

    /** A label, in any order with the edges. Too many at once are dropped, the oldest first. */
    public void onLabel(SecondLabel label) {
        if (waiting.size() >= WAITING_MOST) {
            waiting.remove();
        }
        waiting.add(label);
    }

    /**
     * Casts the votes that are due.
     *
     * @param trusted the receiver has a fix and no reason to doubt itself; otherwise its messages are forgotten
     */
    public Naming poll(long nowMonoNs, boolean trusted) {
        if (!trusted) {
            waiting.clear();
            forgetVotes();
            return new Unnamed("the receiver is not to be trusted yet");
        }
        for (Iterator<SecondLabel> due = waiting.iterator(); due.hasNext();) {
            SecondLabel label = due.next();
            long settledNs = EDGE_LATENESS_NS + (label.pulse() == NamedPulse.FOLLOWING ? NS : 0);
            if (nowMonoNs - label.arrivalMonoNs() >= settledNs) {
                due.remove();
                weigh(label);
            }
        }
        Edge edge = train.last();
        if (edge == null || nowMonoNs - edge.monoNs() > 3 * NS) {
            forgetVotes();
            return NO_PULSES;
        }
        if (train.isAmbiguous()) {
            forgetVotes();
            return TWO_TRAINS;
        }
        if (votes < votesNeeded) {
            return why.equals(NO_PULSES) ? NO_MESSAGES : why;
        }
        return new Named(edge, train.lastNumber() + votedDistance, train.frequencyErrorPpb(), lastSource.name());
    }

    private void weigh(SecondLabel label) {
        long taiSeconds = oracle.toTaiSeconds(label.scale(), label.scaleSeconds(), label.leapSecond());
        if (taiSeconds == LeapOracle.UNKNOWN) {
            why = UTC_UNKNOWN;
            return;
        }
        if (taiSeconds < earliestTaiSeconds || taiSeconds - earliestTaiSeconds > PLAUSIBLE_S) {
            why = IMPLAUSIBLE;
            return;
        }
        Long said = lastSaidTaiSeconds.put(label.source(), taiSeconds);
        if (said != null && taiSeconds <= said) {
            // Said before, or going backwards: not a vote, and what follows is compared with it.
            return;
        }
        long number = label.pulse() == NamedPulse.FOLLOWING
                ? train.numberAfter(label.arrivalMonoNs(), LEAST_DELAY_NS, NS)
                : train.numberBefore(label.arrivalMonoNs(), LEAST_DELAY_NS, MOST_DELAY_NS);
        if (number < 0) {
            why = OUT_OF_PLACE;
            return;
        }
        vote(taiSeconds - number, number);
        lastSource = label.source();
    }

    private void vote(long distance, long number) {
        if (!hasVote) {
            why = TOO_FEW;
            votes = 1;
        } else if (distance != votedDistance) {
            why = DISAGREE;
            votes = 1;
            votesNeeded = VOTES_AFTER_CONTRADICTION;
        } else if (number > lastVoteNumber) {
            votes++;
        } else {
            return;
        }
        hasVote = true;
        votedDistance = distance;
        lastVoteNumber = number;
    }
}
