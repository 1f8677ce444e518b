package dev.grandmaster.sim.world;

import java.util.ArrayList;
import java.util.List;

/**
 * All that goes wrong, planned or injected while running. Any thread may add and clear; readers see one immutable list.
 */
public final class FaultSchedule {

    /**
     * Jamming of this many dB and more takes the fix away: an open-sky signal of 45 dB-Hz falls below the tracking
     * threshold.
     */
    public static final double JAM_LOSES_FIX_DB = 25;

    /** A run-time door must not grow without bound. */
    private static final int MOST_FAULTS = 1000;

    private volatile List<Fault> faults;

    public FaultSchedule(List<Fault> planned) {
        this.faults = List.copyOf(planned);
    }

    /**
     * Adds one.
     *
     * @throws IllegalStateException when a thousand are already there
     */
    public synchronized void inject(Fault fault) {
        if (faults.size() >= MOST_FAULTS) {
            throw new IllegalStateException("no room for more than " + MOST_FAULTS + " faults; clear some first");
        }
        List<Fault> more = new ArrayList<>(faults);
        more.add(fault);
        faults = List.copyOf(more);
    }

    /** Removes all of one kind, those to come included. */
    public synchronized void clear(FaultKind kind) {
        faults = faults.stream().filter(fault -> fault.kind() != kind).toList();
    }

    public List<Fault> all() {
        return faults;
    }

    public boolean isActive(FaultKind kind, long taiNs) {
        for (Fault fault : faults) {
            if (fault.kind() == kind && fault.activeAt(taiNs)) {
                return true;
            }
        }
        return false;
    }

    /** Sum of the values of that kind that are active at the instant; 0 when none is. */
    public double valueAt(FaultKind kind, long taiNs) {
        double sum = 0;
        for (Fault fault : faults) {
            if (fault.kind() == kind && fault.activeAt(taiNs)) {
                sum += fault.value();
            }
        }
        return sum;
    }

    /** Values per second of that kind, each integrated from its own start to the instant; 0 when none is active. */
    public double integralAt(FaultKind kind, long taiNs) {
        double sum = 0;
        for (Fault fault : faults) {
            if (fault.kind() == kind && fault.activeAt(taiNs)) {
                sum += fault.value() * ((taiNs - fault.fromTaiNs()) * 1e-9);
            }
        }
        return sum;
    }

    /** Sum of the values of that kind that start in (afterTaiNs, upToTaiNs]: for what happens once. */
    public double startedBetween(FaultKind kind, long afterTaiNs, long upToTaiNs) {
        double sum = 0;
        for (Fault fault : faults) {
            if (fault.kind() == kind && fault.fromTaiNs() > afterTaiNs && fault.fromTaiNs() <= upToTaiNs) {
                sum += fault.value();
            }
        }
        return sum;
    }

    /** Whether satellites can be heard at the instant. */
    public boolean signalPresent(long taiNs) {
        return !isActive(FaultKind.SIGNAL_LOSS, taiNs) && !isActive(FaultKind.ANTENNA_OPEN, taiNs)
                && valueAt(FaultKind.JAM, taiNs) < JAM_LOSES_FIX_DB;
    }
}
