package dev.grandmaster.app.simulated;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.FaultSchedule;
import dev.grandmaster.sim.world.World;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/**
 * What the receiver learns from the sky, forgets, and gets wrong, second by second. Owned by {@link SimulatedReceiver}.
 */
final class ReceiverMind {

    private static final long NS = 1_000_000_000L;
    private static final int DAY_S = 86_400;

    /** A week counter of ten bits (IS-GPS-200, 20.3.3.3.1.1). */
    private static final int ROLLOVER_WEEKS = 1024;

    /** What a cold receiver shows: the leap seconds and the date of its firmware, 2016-01-03. */
    private static final LeapSecondTable FIRMWARE = new LeapSecondTable("firmware",
            List.of(new LeapSecondTable.Entry(0, 17 + 19)), LeapSecondTable.NEVER);
    private static final long FIRMWARE_DATE_TAI_S = LocalDate.of(2016, 1, 3).toEpochDay() * DAY_S;

    private static final long GOOD_ACC_NS = 8;
    /** A TCXO alone: one part in a million. */
    private static final long LOST_ACC_NS_PER_S = 1000;
    /** The field of UBX has 32 bits. */
    private static final long WORST_ACC_NS = 0xFFFF_FFFFL;

    private final World world;
    private final int leapDecodeS;
    private boolean timeKnown;
    private long upS;
    private long heardS;
    private long lostS;
    private @Nullable LeapSecondTable misannounced;

    ReceiverMind(ReceiverSpec spec, World world) {
        this.world = world;
        this.timeKnown = !spec.cold();
        this.leapDecodeS = spec.cold() ? spec.leapDecodeS() : 0;
    }

    /** The belief in the second that begins at a true time. Called once a second. */
    Belief at(long trueTaiS) {
        FaultSchedule faults = world.faults();
        long taiNs = trueTaiS * NS;
        boolean fix = world.hasFix(taiNs);
        double lostDb = faults.valueAt(FaultKind.JAM, taiNs);
        upS++;
        heardS += fix ? 1 : 0;
        lostS = fix ? 0 : lostS + 1;
        timeKnown |= fix;
        boolean leapDecoded = heardS >= leapDecodeS && timeKnown;
        long believedTaiS = timeKnown
                ? trueTaiS + Math.round(faults.valueAt(FaultKind.WRONG_SECOND, taiNs))
                : FIRMWARE_DATE_TAI_S + upS;
        return new Belief(believedTaiS, faults.isActive(FaultKind.WEEK_ROLLOVER, taiNs) ? ROLLOVER_WEEKS : 0, timeKnown,
                fix, leapDecoded ? leapSeconds(taiNs) : FIRMWARE, leapDecoded, timeAccNs(lostDb), lostDb,
                faults.isActive(FaultKind.ANTENNA_OPEN, taiNs), faults.isActive(FaultKind.SPOOF_FLAG, taiNs),
                Math.round(faults.valueAt(FaultKind.GALILEO_OFFSET, taiNs)),
                faults.valueAt(FaultKind.POSITION_JUMP, taiNs));
    }

    private long timeAccNs(double lostDb) {
        if (!timeKnown) {
            return WORST_ACC_NS;
        }
        // Code noise grows with the inverse of the signal's amplitude: 20 dB make it ten times as large.
        double heardNs = GOOD_ACC_NS * Math.pow(10, Math.max(0, lostDb) / 20);
        return Math.min(WORST_ACC_NS, Math.round(heardNs) + lostS * LOST_ACC_NS_PER_S);
    }

    private LeapSecondTable leapSeconds(long taiNs) {
        if (!world.faults().isActive(FaultKind.LEAP_MISANNOUNCED, taiNs)) {
            misannounced = null;
            return world.leapSeconds();
        }
        if (misannounced == null) {
            int change = world.faults().valueAt(FaultKind.LEAP_MISANNOUNCED, taiNs) < 0 ? -1 : 1;
            misannounced = withLeapAtEndOfMonth(world.leapSeconds(), taiNs, change);
        }
        return misannounced;
    }

    /** The past as it was, and one change at the next end of a UTC month. */
    private static LeapSecondTable withLeapAtEndOfMonth(LeapSecondTable truth, long taiNs, int change) {
        long utcS = truth.toUtcSeconds(taiNs);
        LocalDate firstOfNextMonth = LocalDate.ofEpochDay(Math.floorDiv(utcS, DAY_S)).withDayOfMonth(1).plusMonths(1);
        List<LeapSecondTable.Entry> entries = new ArrayList<>(
                truth.entries().stream().filter(entry -> entry.fromTaiNs() <= taiNs).toList());
        if (entries.isEmpty()) {
            entries.add(truth.entries().getFirst());
        }
        entries.add(new LeapSecondTable.Entry(firstOfNextMonth.toEpochDay() * DAY_S,
                entries.getLast().taiMinusUtcSeconds() + change));
        return new LeapSecondTable("misannounced", entries, LeapSecondTable.NEVER);
    }
}
