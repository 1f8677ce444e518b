package dev.grandmaster.ptp.dataset;

import dev.grandmaster.ptp.wire.Announce;

/** One side of the data set comparison (IEEE 1588-2019 clause 9.3.4): a grandmaster as an Announce, or our defaultDS, tells it. */
public final class Candidate {
    /** Up to this clockClass the alternate algorithm lets several grandmasters be. */
    private static final int LAST_OF_SEVERAL = 127;

    int priority1;
    int clockClass;
    int clockAccuracy;
    int offsetScaledLogVariance;
    int priority2;
    long grandmasterIdentity;
    int stepsRemoved;
    /** Ours, or of the port that received the message; the alternate algorithm alone asks. */
    int localPriority;
    private long senderClock;
    private int senderPort;
    private long receiverClock;
    private int receiverPort;

    /** How the comparison ended, seen from the first of the two. */
    public enum Outcome {
        BETTER, BETTER_BY_TOPOLOGY,
        /** Error-1 or error-2 of Figure 35: a message of our own, or the same one twice. */
        SAME, WORSE_BY_TOPOLOGY, WORSE;

        /** Whether the first wins. */
        public boolean wins() {
            return this == BETTER || this == BETTER_BY_TOPOLOGY;
        }
    }

    /** Takes over a received message. */
    void set(Announce message) {
        priority1 = message.grandmasterPriority1();
        clockClass = message.clockClass();
        clockAccuracy = message.clockAccuracy();
        offsetScaledLogVariance = message.offsetScaledLogVariance();
        priority2 = message.grandmasterPriority2();
        grandmasterIdentity = message.grandmasterIdentity();
        stepsRemoved = message.stepsRemoved();
        sentBy(message.sourceClockIdentity(), message.sourcePortNumber());
    }

    void sentBy(long clockIdentity, int portNumber) {
        senderClock = clockIdentity;
        senderPort = portNumber;
    }

    void receivedBy(long clockIdentity, int portNumber) {
        receiverClock = clockIdentity;
        receiverPort = portNumber;
    }

    boolean isSentBy(long clockIdentity, int portNumber) {
        return senderClock == clockIdentity && senderPort == portNumber;
    }

    /** The grandmaster that it speaks of. */
    public long grandmasterIdentity() {
        return grandmasterIdentity;
    }

    public int stepsRemoved() {
        return stepsRemoved;
    }

    public int clockClass() {
        return clockClass;
    }

    /** As on the wire (Table 5). */
    public int clockAccuracy() {
        return clockAccuracy;
    }

    /** This one against the other. */
    public Outcome compareTo(Candidate other, Comparison comparison) {
        return switch (comparison) {
            case GENERAL -> compareTo(other);
            case TELECOM -> compareTelecom(other);
        };
    }

    /** ITU-T G.8275.1 (and G.8275.2) figures 2 and 3 of the alternate algorithm, from memory; the same as linuxptp follows. */
    private Outcome compareTelecom(Candidate other) {
        int order = compareQuality(other);
        order = order != 0 ? order : Integer.compare(priority2, other.priority2);
        order = order != 0 ? order : Integer.compare(localPriority, other.localPriority);
        if (order == 0 && (clockClass <= LAST_OF_SEVERAL || grandmasterIdentity == other.grandmasterIdentity)) {
            return compareTopology(other);
        }
        order = order != 0 ? order : Long.compareUnsigned(grandmasterIdentity, other.grandmasterIdentity);
        return order < 0 ? Outcome.BETTER : Outcome.WORSE;
    }

    private int compareQuality(Candidate other) {
        int order = Integer.compare(clockClass, other.clockClass);
        order = order != 0 ? order : Integer.compare(clockAccuracy, other.clockAccuracy);
        return order != 0 ? order : Integer.compare(offsetScaledLogVariance, other.offsetScaledLogVariance);
    }

    /** IEEE 1588-2019 figures 34 and 35. */
    public Outcome compareTo(Candidate other) {
        if (grandmasterIdentity == other.grandmasterIdentity) {
            return compareTopology(other);
        }
        int order = Integer.compare(priority1, other.priority1);
        order = order != 0 ? order : compareQuality(other);
        order = order != 0 ? order : Integer.compare(priority2, other.priority2);
        order = order != 0 ? order : Long.compareUnsigned(grandmasterIdentity, other.grandmasterIdentity);
        return order < 0 ? Outcome.BETTER : Outcome.WORSE;
    }

    private Outcome compareTopology(Candidate other) {
        int steps = stepsRemoved - other.stepsRemoved;
        if (steps < -1) {
            return Outcome.BETTER;
        }
        if (steps > 1) {
            return Outcome.WORSE;
        }
        if (steps > 0) {
            int own = receiverAgainstSender();
            return own < 0 ? Outcome.WORSE : own > 0 ? Outcome.WORSE_BY_TOPOLOGY : Outcome.SAME;
        }
        if (steps < 0) {
            int others = other.receiverAgainstSender();
            return others < 0 ? Outcome.BETTER : others > 0 ? Outcome.BETTER_BY_TOPOLOGY : Outcome.SAME;
        }
        int order = Long.compareUnsigned(senderClock, other.senderClock);
        order = order != 0 ? order : Integer.compare(senderPort, other.senderPort);
        order = order != 0 ? order : Integer.compare(receiverPort, other.receiverPort);
        return order < 0 ? Outcome.BETTER_BY_TOPOLOGY : order > 0 ? Outcome.WORSE_BY_TOPOLOGY : Outcome.SAME;
    }

    private int receiverAgainstSender() {
        int order = Long.compareUnsigned(receiverClock, senderClock);
        return order != 0 ? order : Integer.compare(receiverPort, senderPort);
    }
}
