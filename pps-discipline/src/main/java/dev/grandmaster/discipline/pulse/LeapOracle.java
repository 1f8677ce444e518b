package dev.grandmaster.discipline.pulse;

import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.TimeScale;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;

/**
 * Decides what is known of TAI - UTC. One rule, everywhere:
 *
 * <ul>
 * <li>An unexpired list and the receiver's value from the sky agree: valid. They differ: the list is kept, not valid.
 * <li>The list has expired, or there is none: valid when two constellations have agreed for 25 minutes (two almanac cycles).
 * <li>The receiver says nothing of leap seconds (NMEA only): the unexpired list is valid after 15 minutes of fix (the sky sends the value
 * every 12.5 minutes) with a second witness of the second.
 * <li>Without a reference what was valid stays so until the first end of a UTC month that no list covers.
 * <li>Leap seconds come from the unexpired list alone, else from two constellations that agree; only at the end of a UTC month. An
 * announcement that the list does not know is ignored, one that the list alone knows is obeyed; both are said.
 * </ul>
 */
public final class LeapOracle {

    /** Returned by {@link #toTaiSeconds} where the distance of UTC is not known. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    static final double CONSTELLATIONS_AGREE_S = 25 * 60;
    /** After so many seconds of fix a receiver has heard the leap seconds. */
    public static final double FIX_S = 15 * 60;

    private static final long NS = 1_000_000_000L;
    private static final long DAY_S = 86_400;
    private static final long HALF_DAY_NS = DAY_S / 2 * NS;
    /** A receiver may be that late in changing its own value. */
    private static final long CHANGE_GRACE_NS = 5 * NS;
    /** Evidence of a constellation that is older does not count beside that of another. */
    private static final long FRESH_NS = (long) (CONSTELLATIONS_AGREE_S * NS);
    /** The distance since 2017: the guess of last resort, never announced as valid. */
    private static final int GUESS_S = 37;

    /**
     * The answer.
     *
     * @param status what is known
     * @param why    the branch of the rule that was taken, a few words
     * @param notice what an operator should hear beside, empty for nothing
     */
    public record Judgement(UtcStatus status, String why, String notice) {
    }

    /**
     * The situation in which the oracle is asked.
     *
     * @param taiNs    TAI ns now
     * @param monoNs   monotonic ns now
     * @param tracking the reference is there and trusted
     * @param fixS     for how many seconds the receiver has had a trusted fix
     * @param witness  somebody who does not depend on the receiver agrees with our second
     */
    public record Circumstances(long taiNs, long monoNs, boolean tracking, double fixS, boolean witness) {
    }

    private enum Agreement {
        UNTESTED, AGREE, CONFLICT
    }

    private final Map<Origin, LeapEvidence> sky = new EnumMap<>(Origin.class);
    private @Nullable LeapEvidence newestSky;
    private boolean declaredDefault;
    private boolean coldReceiver;
    private @Nullable LeapSecondTable table;
    private @Nullable LeapEvidence tested;
    private Agreement agreement = Agreement.UNTESTED;
    private boolean constellationsAgree;
    private long constellationsAgreeSinceMonoNs;
    /** What was valid last, and how long it would stay so without a reference. */
    private @Nullable UtcStatus established;

    /** What the receiver says of leap seconds. Values that it did not hear from the sky are no evidence. */
    public void onEvidence(LeapEvidence evidence) {
        declaredDefault = !evidence.origin().isFromSky();
        if (!declaredDefault) {
            sky.put(evidence.origin(), evidence);
            newestSky = evidence;
        }
    }

    /**
     * Whether the receiver may have been switched on a short while ago and may not have heard of the leap seconds yet: what it calls UTC
     * may then be wrong by whole seconds, whichever list we read it by.
     */
    public void onColdReceiver(boolean mayBeCold) {
        coldReceiver = mayBeCold;
    }

    /** The list in force; null for none. */
    public void onTable(@Nullable LeapSecondTable newTable) {
        if (!Objects.equals(newTable, table)) {
            table = newTable;
            tested = null;
            agreement = Agreement.UNTESTED;
        }
    }

    /**
     * A receiver's reading in TAI: constant for the continuous scales; for UTC through the list while it is unexpired, else through the
     * receiver's own value if it heard that from the sky. A receiver that has no leap seconds from the sky yet is not read in UTC.
     *
     * @return the TAI second, or {@link #UNKNOWN}
     */
    public long toTaiSeconds(TimeScale scale, long scaleSeconds, boolean leapSecond) {
        if (scale.isContinuous()) {
            return scaleSeconds + scale.taiMinusScaleSeconds();
        }
        LeapEvidence evidence = newestSky;
        if (evidence == null && (declaredDefault || coldReceiver)) {
            return UNKNOWN;
        }
        LeapSecondTable list = table;
        if (list != null) {
            long taiNs = list.toTaiNs(scaleSeconds, leapSecond);
            if (list.covers(taiNs)) {
                return taiNs / NS;
            }
        }
        if (evidence == null) {
            return UNKNOWN;
        }
        // 23:59:60 is counted as the following midnight, at which the old distance still holds.
        long oldTaiSeconds = scaleSeconds + evidence.taiMinusUtcSeconds();
        boolean changed = !leapSecond && evidence.changeSeconds() != 0
                && (oldTaiSeconds + evidence.changeSeconds()) * NS >= evidence.changeTaiNs();
        return changed ? oldTaiSeconds + evidence.changeSeconds() : oldTaiSeconds;
    }

    /** Applies the rule. Cheap; meant to be asked once a second. */
    public Judgement judge(Circumstances now) {
        LeapSecondTable list = table != null && table.covers(now.taiNs()) ? table : null;
        watchConstellations(now);
        Judgement judgement = list == null ? withoutList(now) : withList(list, now);
        UtcStatus status = judgement.status();
        if (status.valid()) {
            long untilTaiNs = list == null
                    ? monthEnd(now.taiNs(), status.offsetAt(now.taiNs()))
                    : status.validUntilTaiNs();
            established = new UtcStatus(status.offsetSeconds(), true, untilTaiNs, status.leapTaiNs(),
                    status.leapChangeSeconds());
        }
        return judgement;
    }

    private Judgement withList(LeapSecondTable list, Circumstances now) {
        int offset = list.taiMinusUtcAt(now.taiNs());
        testAgainstSky(list, now);
        boolean valid;
        String why;
        LeapEvidence evidence = newestSky;
        if (agreement == Agreement.CONFLICT) {
            valid = false;
            why = "the leap second list and the receiver differ";
        } else if (agreement == Agreement.AGREE) {
            valid = true;
            why = "the leap second list and the receiver agree";
        } else if (now.tracking() && evidence == null && now.fixS() >= FIX_S && now.witness()) {
            valid = true;
            why = "leap second list, fix of 15 minutes and a second witness";
        } else if (established != null && established.offsetAt(now.taiNs()) == offset) {
            valid = true;
            why = "kept from before";
        } else {
            valid = false;
            why = "the leap second list has no second witness yet";
        }
        LeapSecondTable.Entry next = list.nextAfter(now.taiNs());
        boolean leap = next != null && endsMonth(next.fromUtcSeconds());
        long leapTaiNs = leap && next != null ? next.fromTaiNs() : LeapSecondTable.NEVER;
        int change = leap && next != null ? next.taiMinusUtcSeconds() - offset : 0;
        UtcStatus status = new UtcStatus(offset, valid, monthEndFrom(list.expiresTaiNs(), list), leapTaiNs, change);
        return new Judgement(status, why, notice(now, leapTaiNs, change));
    }

    /** What the list and the newest word from the sky have to say of each other's leap seconds. */
    private String notice(Circumstances now, long listLeapTaiNs, int listChange) {
        LeapEvidence evidence = newestSky;
        if (agreement == Agreement.CONFLICT) {
            return "the receiver's TAI - UTC is not that of the leap second list; the list is kept";
        }
        if (evidence == null) {
            return "";
        }
        boolean announced = evidence.changeSeconds() != 0 && evidence.changeTaiNs() > now.taiNs();
        if (announced && (evidence.changeTaiNs() != listLeapTaiNs || evidence.changeSeconds() != listChange)) {
            return "the receiver announces a leap second that the list does not know; it is ignored";
        }
        if (!announced && listChange != 0 && listLeapTaiNs - now.taiNs() <= HALF_DAY_NS) {
            return "the receiver does not announce the leap second of the list; the list is obeyed";
        }
        return "";
    }

    private Judgement withoutList(Circumstances now) {
        double agreedS = constellationsAgree ? (now.monoNs() - constellationsAgreeSinceMonoNs) / (double) NS : 0;
        LeapEvidence evidence = newestSky;
        if (now.tracking() && evidence != null && agreedS >= CONSTELLATIONS_AGREE_S) {
            boolean ahead = evidence.changeTaiNs() > now.taiNs() && announcementsAgree(now)
                    && endsMonthAt(evidence.changeTaiNs(), evidence.taiMinusUtcSeconds() + evidence.changeSeconds());
            int offset = presentOffset(evidence, now.taiNs());
            // Asked again before it ends, so that the turn of a month with a reference is no gap.
            UtcStatus status = new UtcStatus(offset, true, monthEnd(now.taiNs() + CHANGE_GRACE_NS, offset),
                    ahead ? evidence.changeTaiNs() : LeapSecondTable.NEVER, ahead ? evidence.changeSeconds() : 0);
            return new Judgement(status, "two constellations agree", "the leap second list has expired");
        }
        UtcStatus kept = established;
        if (kept != null && kept.validAt(now.taiNs())) {
            return new Judgement(kept, "kept until the end of the UTC month", "no leap second list covers this time");
        }
        established = null;
        return new Judgement(UtcStatus.unknown(guess(now.taiNs())), "no leap second list covers this time",
                "no leap second list covers this time");
    }

    private int guess(long taiNs) {
        LeapEvidence evidence = newestSky;
        if (evidence != null) {
            return presentOffset(evidence, taiNs);
        }
        return table == null ? GUESS_S : table.newest().taiMinusUtcSeconds();
    }

    /** Compares the newest evidence with the list, each piece once, as of the time when it came. */
    private void testAgainstSky(LeapSecondTable list, Circumstances now) {
        LeapEvidence evidence = newestSky;
        if (evidence == null || evidence.equals(tested)) {
            return;
        }
        tested = evidence;
        long thenTaiNs = now.taiNs() - (now.monoNs() - evidence.arrivalMonoNs());
        int early = list.taiMinusUtcAt(thenTaiNs - CHANGE_GRACE_NS);
        int late = list.taiMinusUtcAt(thenTaiNs + CHANGE_GRACE_NS);
        if (early == late) {
            agreement = evidence.taiMinusUtcSeconds() == late ? Agreement.AGREE : Agreement.CONFLICT;
        }
    }

    private void watchConstellations(Circumstances now) {
        int witnesses = 0;
        boolean differ = false;
        int first = 0;
        for (LeapEvidence evidence : sky.values()) {
            if (now.monoNs() - evidence.arrivalMonoNs() > FRESH_NS) {
                continue;
            }
            int offset = presentOffset(evidence, now.taiNs());
            if (witnesses == 0) {
                first = offset;
            }
            differ |= offset != first;
            witnesses++;
        }
        boolean agree = witnesses >= 2 && !differ;
        if (agree && !constellationsAgree) {
            constellationsAgreeSinceMonoNs = now.monoNs();
        }
        constellationsAgree = agree;
    }

    /** True where all fresh constellations announce the same leap second. */
    private boolean announcementsAgree(Circumstances now) {
        LeapEvidence newest = newestSky;
        int witnesses = 0;
        for (LeapEvidence evidence : sky.values()) {
            if (newest == null || now.monoNs() - evidence.arrivalMonoNs() > FRESH_NS) {
                continue;
            }
            if (evidence.changeTaiNs() != newest.changeTaiNs() || evidence.changeSeconds() != newest.changeSeconds()) {
                return false;
            }
            witnesses++;
        }
        return witnesses >= 2;
    }

    private static int presentOffset(LeapEvidence evidence, long taiNs) {
        return taiNs >= evidence.changeTaiNs()
                ? evidence.taiMinusUtcSeconds() + evidence.changeSeconds()
                : evidence.taiMinusUtcSeconds();
    }

    private static boolean endsMonthAt(long changeTaiNs, int newOffset) {
        return changeTaiNs != LeapSecondTable.NEVER && endsMonth(changeTaiNs / NS - newOffset);
    }

    private static boolean endsMonth(long utcSeconds) {
        return Math.floorMod(utcSeconds, DAY_S) == 0
                && LocalDate.ofEpochDay(Math.floorDiv(utcSeconds, DAY_S)).getDayOfMonth() == 1;
    }

    /** The first end of a UTC month at or after an instant, TAI ns. */
    private static long monthEndFrom(long taiNs, LeapSecondTable list) {
        return taiNs == LeapSecondTable.NEVER ? taiNs : monthEnd(taiNs - 1, list.newest().taiMinusUtcSeconds());
    }

    /** The first end of a UTC month after an instant, TAI ns. */
    private static long monthEnd(long taiNs, int offset) {
        long day = Math.floorDiv(Math.floorDiv(taiNs, NS) - offset, DAY_S);
        LocalDate nextMonth = LocalDate.ofEpochDay(day).withDayOfMonth(1).plusMonths(1);
        return (nextMonth.toEpochDay() * DAY_S + offset) * NS;
    }
}
