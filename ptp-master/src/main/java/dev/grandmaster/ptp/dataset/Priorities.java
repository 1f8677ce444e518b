package dev.grandmaster.ptp.dataset;

/** defaultDS.priority1 and priority2, each 0 to 255. */
public record Priorities(int priority1, int priority2) {

    public Priorities {
        if ((priority1 | priority2) >>> 8 != 0) {
            throw new IllegalArgumentException("priorities are 0 to 255, not " + priority1 + " and " + priority2);
        }
    }

    @Override
    public String toString() {
        return priority1 + " " + priority2;
    }
}
