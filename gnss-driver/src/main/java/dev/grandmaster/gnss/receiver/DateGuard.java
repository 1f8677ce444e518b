package dev.grandmaster.gnss.receiver;

import java.time.LocalDate;

import dev.grandmaster.counter.Counter;

/**
 * Keeps dates out that cannot be right: repairs the rollover of the GPS week, and refuses a date that suddenly lies
 * elsewhere.
 *
 * <p>Scales that differ by some seconds pass as one here; who is right about a single second is decided where the pulses
 * are.
 */
final class DateGuard {

    /** In place of a date that is refused. */
    static final long REFUSED = Long.MIN_VALUE;

    /** Ten bits count the weeks that GPS satellites send (IS-GPS-200 20.3.3.3.1.1); receivers guess the rest, and age. */
    private static final long ROLLOVER_S = 1_024 * Calendar.WEEK;
    private static final long NS = 1_000_000_000;
    /** Well above the distance of any two scales, and well below anything that a default date could hit. */
    private static final long TOLERANCE_S = 60;
    /** A receiver that insists for so long is believed: what we thought before may have been its mistake. */
    private static final long INSISTENCE_NS = 30 * NS;
    /** Whole weeks and the way back are what broken firmware does: it has to insist for longer than its satellites repeat themselves. */
    private static final long STUBBORNNESS_NS = 25 * 60 * NS;
    /** A rollover is repaired if the result lies within so long after {@code notBefore}; else it was no rollover. */
    private static final long REPAIR_REACH_S = 7 * 365 * Calendar.DAY;

    private final long notBeforeSeconds;
    private final Counter rollovers = new Counter("gnss_week_rollovers_repaired");
    private final Counter refusals = new Counter("gnss_dates_refused");
    private final Line believed = new Line();
    private final Line claimed = new Line();
    private long claimedSinceMonoNs;
    private String why = "";

    DateGuard(long notBeforeSeconds) {
        this.notBeforeSeconds = notBeforeSeconds;
    }

    Counter rollovers() {
        return rollovers;
    }

    Counter refusals() {
        return refusals;
    }

    /** Why the last date was refused, in words. */
    String why() {
        return why;
    }

    /** The date that a receiver with a fix means by {@code seconds}, or {@link #REFUSED}. */
    long check(long seconds, long monoNs) {
        long repaired = repair(seconds);
        if (repaired == REFUSED) {
            why = "%s lies before %s, and no rollover of the week explains it".formatted(day(seconds),
                    day(notBeforeSeconds));
            refusals.increment();
            return REFUSED;
        }
        if (believed.passes(repaired, monoNs) || !believed.known) {
            believed.restart(repaired, monoNs);
            claimed.known = false;
            return repaired;
        }
        if (!claimed.passes(repaired, monoNs)) {
            claimedSinceMonoNs = monoNs;
        }
        claimed.restart(repaired, monoNs);
        long jumpS = repaired - believed.at(monoNs);
        boolean wholeWeeks = Math
                .abs(jumpS - Calendar.WEEK * Math.round(jumpS / (double) Calendar.WEEK)) <= TOLERANCE_S;
        why = wholeWeeks
                ? "the date jumped by %+d weeks".formatted(Math.round(jumpS / (double) Calendar.WEEK))
                : jumpS < 0
                        ? "the time ran back by %d s".formatted(-jumpS)
                        : "the time jumped by %d s".formatted(jumpS);
        if (monoNs - claimedSinceMonoNs >= (wholeWeeks || jumpS < 0 ? STUBBORNNESS_NS : INSISTENCE_NS)) {
            believed.restart(repaired, monoNs);
            return repaired;
        }
        refusals.increment();
        return REFUSED;
    }

    /** The believed date at {@code monoNs}, or {@link #REFUSED} where none is believed. */
    long believedAt(long monoNs) {
        return believed.known ? believed.at(monoNs) : REFUSED;
    }

    private long repair(long seconds) {
        if (seconds >= notBeforeSeconds) {
            return seconds;
        }
        long repaired = seconds + ROLLOVER_S * Math.ceilDiv(notBeforeSeconds - seconds, ROLLOVER_S);
        if (repaired - notBeforeSeconds > REPAIR_REACH_S) {
            return REFUSED;
        }
        rollovers.increment();
        return repaired;
    }

    private static String day(long seconds) {
        return LocalDate.ofEpochDay(Math.floorDiv(seconds, Calendar.DAY)).toString();
    }

    /** A date that goes on with the monotonic clock. */
    private static final class Line {

        private boolean known;
        private long seconds;
        private long monoNs;

        void restart(long newSeconds, long newMonoNs) {
            known = true;
            seconds = newSeconds;
            monoNs = newMonoNs;
        }

        long at(long nowMonoNs) {
            return seconds + Math.floorDiv(nowMonoNs - monoNs, NS);
        }

        boolean passes(long otherSeconds, long nowMonoNs) {
            return known && Math.abs(otherSeconds - at(nowMonoNs)) <= TOLERANCE_S;
        }
    }
}
