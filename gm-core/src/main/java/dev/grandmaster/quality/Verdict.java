package dev.grandmaster.quality;

import java.util.EnumSet;
import java.util.Set;

/**
 * The judgement of one second, by the receiver driver (receiver and sky) or by the discipline (against our own clock). The worse of the
 * two counts.
 *
 * @param trust  what to do with the second
 * @param doubts why, empty where nothing is wrong
 */
public record Verdict(Trust trust, Set<Doubt> doubts) {

    /** What to do, from good to bad. */
    public enum Trust {
        /** Steer by it. */
        TRUST,
        /** Do not steer by it: go on by our own clock. */
        COAST,
        /** Believe nothing of it, not even the name of the second. */
        REFUSE
    }

    /** Nothing is wrong. */
    public static final Verdict TRUSTED = new Verdict(Trust.TRUST, Set.of());

    public Verdict {
        doubts = Set.copyOf(doubts);
    }

    public static Verdict of(Trust trust, Doubt doubt) {
        return new Verdict(trust, Set.of(doubt));
    }

    /** The worse trust with the doubts of both. */
    public Verdict and(Verdict other) {
        if (other.doubts.isEmpty() && other.trust == Trust.TRUST) {
            return this;
        }
        EnumSet<Doubt> all = EnumSet.noneOf(Doubt.class);
        all.addAll(doubts);
        all.addAll(other.doubts);
        return new Verdict(trust.compareTo(other.trust) >= 0 ? trust : other.trust, all);
    }
}
