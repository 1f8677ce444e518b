package dev.grandmaster.state;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.quality.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Receiver and sky as people want to see them. Written by the receiver agent.
 *
 * @param link            the link's name
 * @param receiving       true while bytes come
 * @param fix             the kind of fix
 * @param satellitesUsed  satellites in the solution
 * @param satellites      all that are seen
 * @param timeAccuracyNs  the receiver's own estimate, ns, one sigma; NaN where it gives none
 * @param verdict         the driver's judgement of the last second
 * @param goodFrames      frames with a right checksum since the start
 * @param badFrames       frames with a wrong one since the start
 * @param reception       what the receiver says of its antenna and of the air
 * @param reasons         what stands behind the verdict's doubts, in words and with figures; empty where nothing is wrong
 * @param receiver        what the receiver is and how it is set; null where nobody asks it
 */
public record GnssStatus(String link, boolean receiving, Fix fix, int satellitesUsed, List<Satellite> satellites,
        double timeAccuracyNs,
        Verdict verdict, long goodFrames, long badFrames, Reception reception, List<String> reasons,
        @Nullable Receiver receiver) {

    public GnssStatus {
        satellites = List.copyOf(satellites);
        reasons = List.copyOf(reasons);
    }

    /** Of a receiver that nobody asks. */
    public GnssStatus(String link, boolean receiving, Fix fix, int satellitesUsed, List<Satellite> satellites,
            double timeAccuracyNs, Verdict verdict, long goodFrames, long badFrames) {
        this(link, receiving, fix, satellitesUsed, satellites, timeAccuracyNs, verdict, goodFrames, badFrames,
                Reception.UNKNOWN, List.of(), null);
    }

    public GnssStatus withReceiver(@Nullable Receiver other) {
        return new GnssStatus(link, receiving, fix, satellitesUsed, satellites, timeAccuracyNs, verdict, goodFrames,
                badFrames, reception, reasons, other);
    }

    /** The sky in one line for each constellation that is seen, in the order of their names' declaration. */
    public List<Share> shares() {
        List<Share> shares = new ArrayList<>();
        for (Constellation constellation : Constellation.values()) {
            List<Satellite> theirs = satellites.stream().filter(one -> one.constellation() == constellation).toList();
            if (!theirs.isEmpty()) {
                List<Satellite> tracked = theirs.stream().filter(one -> one.carrierToNoise() > 0).toList();
                shares.add(new Share(constellation, theirs.size(), tracked.size(),
                        (int) theirs.stream().filter(Satellite::used).count(),
                        tracked.stream().mapToDouble(Satellite::carrierToNoise).average().orElse(Double.NaN)));
            }
        }
        return shares;
    }

    /** Kinds of fix, from none to best. */
    public enum Fix {
        NONE, DEAD_RECKONING, TWO_D, THREE_D, TIME_ONLY
    }

    /** The constellations. */
    public enum Constellation {
        GPS, SBAS, GALILEO, BEIDOU, QZSS, GLONASS, NAVIC
    }

    /**
     * One satellite.
     *
     * @param constellation  its system
     * @param number         its number within the system
     * @param elevationDeg   degrees above the horizon
     * @param azimuthDeg     degrees from north over east
     * @param carrierToNoise C/N0, dBHz; 0 for not tracked
     * @param used           in the solution
     */
    public record Satellite(Constellation constellation, int number, int elevationDeg, int azimuthDeg,
            double carrierToNoise,
            boolean used) {
    }

    /**
     * What one constellation gives.
     *
     * @param seen           satellites that the receiver lists
     * @param tracked        those of them that it hears
     * @param used           those of them that are in the solution
     * @param carrierToNoise mean C/N0 of the tracked ones, dBHz; NaN where there is none
     */
    public record Share(Constellation constellation, int seen, int tracked, int used, double carrierToNoise) {
    }

    /**
     * What the receiver says of its antenna and of the air.
     *
     * @param antenna      what its supervisor sees
     * @param jamming      interference
     * @param jammingLevel the receiver's own indicator of a continuous wave, 0 for none to 1 for strong; NaN where it has none
     * @param spoofing     forged signals
     */
    public record Reception(Antenna antenna, Jamming jamming, double jammingLevel, Spoofing spoofing) {

        /** Of a receiver that says nothing of it. */
        public static final Reception UNKNOWN = new Reception(Antenna.UNKNOWN, Jamming.UNKNOWN, Double.NaN,
                Spoofing.UNKNOWN);
    }

    /** The antenna's current. Without the circuit for it a receiver sees nothing. */
    public enum Antenna {
        UNKNOWN, STARTING, OK, SHORT, OPEN
    }

    /** Interference, from none to one that costs the fix. */
    public enum Jamming {
        UNKNOWN, NONE, WARNING, CRITICAL
    }

    /** Forged signals, from none to several indications at once. */
    public enum Spoofing {
        UNKNOWN, NONE, INDICATED, AFFIRMED
    }

    /**
     * What the receiver is and how it is set.
     *
     * @param model    empty while it has not said
     * @param firmware empty while it has not said
     * @param dialogue how far the dialogue with it is, a few words
     * @param settings as read from it last
     * @param survey   of its own place; null where it makes none
     */
    public record Receiver(String model, String firmware, String dialogue, List<Setting> settings,
            @Nullable Survey survey) {

        public Receiver {
            settings = List.copyOf(settings);
        }
    }

    /**
     * One setting of the receiver.
     *
     * @param name   with its unit
     * @param found  as read, or why nothing was
     * @param wanted as it should be
     * @param agreed true where nothing is amiss
     */
    public record Setting(String name, String found, String wanted, boolean agreed) {
    }

    /**
     * How far a survey is.
     *
     * @param active    it goes on
     * @param valid     its result is used
     * @param seconds   since it began
     * @param accuracyM of the place found so far, m, one sigma
     */
    public record Survey(boolean active, boolean valid, long seconds, double accuracyM) {
    }
}
