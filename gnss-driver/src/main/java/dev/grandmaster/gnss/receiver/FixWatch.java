package dev.grandmaster.gnss.receiver;

import java.util.EnumMap;
import java.util.Map;

import dev.grandmaster.gnss.nmea.FixMode;
import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.NmeaMessage;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.time.SecondLabel.LabelSource;

/**
 * Whether there is a fix now, of what kind, from how many satellites and how good, whichever messages say it.
 *
 * <p>UBX says all of it and wins while it is fresh. Of the sentences, RMC and GGA (or GNS) have to agree that there is a fix where
 * both come, since receivers exist that keep one of them valid without; GSA tells two dimensions from three, and RMC alone, which has no
 * height, counts as two.
 */
final class FixWatch {

    static final int UNKNOWN = -1;

    /** A message counts for so long: receivers speak once a second, and two may be lost. */
    private static final long FRESH_NS = 3_500_000_000L;

    private final Said<Fix> ubx = new Said<>(Fix.NONE);
    private final Said<Boolean> rmc = new Said<>(false);
    private final Said<Boolean> position = new Said<>(false);
    private final Said<Integer> dimension = new Said<>(3);
    private final Said<Boolean> height = new Said<>(true);
    private final Said<Integer> satellites = new Said<>(UNKNOWN);
    private final Said<Boolean> utcKnown = new Said<>(true);
    private final Map<LabelSource, Said<Double>> timeAccuraciesNs = new EnumMap<>(LabelSource.class);

    void onUbx(FixType type, boolean ok, long monoNs) {
        ubx.say(!ok ? Fix.NONE : switch (type) {
            case NO_FIX -> Fix.NONE;
            case DEAD_RECKONING -> Fix.DEAD_RECKONING;
            case TWO_D -> Fix.TWO_D;
            case THREE_D, COMBINED -> Fix.THREE_D;
            case TIME_ONLY -> Fix.TIME_ONLY;
        }, monoNs);
    }

    /** In the words of no protocol. */
    void onFix(Fix fix, long monoNs) {
        ubx.say(fix, monoNs);
    }

    void onSatellitesUsed(int used, long monoNs) {
        satellites.say(used, monoNs);
    }

    void onTimeAccuracy(LabelSource source, double accuracyNs, long monoNs) {
        timeAccuraciesNs.computeIfAbsent(source, _ -> new Said<>(Double.NaN)).say(accuracyNs, monoNs);
    }

    /** The receiver says whether it knows the leap seconds, or only those of its firmware. */
    void onUtc(boolean known, long monoNs) {
        utcKnown.say(known, monoNs);
    }

    void onRmc(Rmc message, long monoNs) {
        FixMode mode = message.mode();
        rmc.say(message.active() && (mode == null || mode.isFromSatellites()), monoNs);
    }

    /** GGA or GNS. */
    void onPosition(FixMode mode, int used, long monoNs) {
        position.say(mode.isFromSatellites(), monoNs);
        if (used != NmeaMessage.ABSENT && !ubx.isFresh(monoNs)) {
            satellites.say(used, monoNs);
        }
    }

    /** Whether the message of {@link #onPosition} gave a height. */
    void onHeight(boolean known, long monoNs) {
        height.say(known, monoNs);
    }

    void onGsa(Gsa message, long monoNs) {
        dimension.say(message.dimension(), monoNs);
    }

    /** {@link Fix#NONE} also where nobody has said anything of late. */
    Fix fix(long nowMonoNs) {
        if (ubx.isFresh(nowMonoNs)) {
            return ubx.value;
        }
        boolean said = rmc.isFresh(nowMonoNs) || position.isFresh(nowMonoNs);
        boolean denied = rmc.says(false, nowMonoNs) || position.says(false, nowMonoNs) || dimension.says(1, nowMonoNs);
        if (!said || denied) {
            return Fix.NONE;
        }
        boolean heightKnown = dimension.isFresh(nowMonoNs)
                || (position.isFresh(nowMonoNs) && !height.says(false, nowMonoNs));
        return dimension.says(2, nowMonoNs) || !heightKnown ? Fix.TWO_D : Fix.THREE_D;
    }

    /** True where satellites determine the time now. */
    boolean isFixed(long nowMonoNs) {
        return switch (fix(nowMonoNs)) {
            case NONE, DEAD_RECKONING -> false;
            case TWO_D, THREE_D, TIME_ONLY -> true;
        };
    }

    /** True where the receiver itself does not yet stand behind its UTC: its sentences show it all the same. */
    boolean isUtcDenied(long nowMonoNs) {
        return utcKnown.says(false, nowMonoNs);
    }

    /** Satellites used, {@link #UNKNOWN} where the receiver does not say. */
    int satellites(long nowMonoNs) {
        return satellites.isFresh(nowMonoNs) ? satellites.value : UNKNOWN;
    }

    /**
     * The receiver's estimate, one sigma, NaN where it gives none. The worst of its messages counts: a receiver that does not
     * yet know how UTC lies to GPS adds a microsecond to its UTC, and which of the two its pulse follows is not known here.
     */
    double timeAccuracyNs(long nowMonoNs) {
        double worst = Double.NaN;
        for (Said<Double> accuracy : timeAccuraciesNs.values()) {
            if (accuracy.isFresh(nowMonoNs) && !(accuracy.value <= worst)) {
                worst = accuracy.value;
            }
        }
        return worst;
    }

    /** The latest word on something. */
    private static final class Said<T> {

        private T value;
        private boolean ever;
        private long monoNs;

        Said(T value) {
            this.value = value;
        }

        void say(T newValue, long nowMonoNs) {
            value = newValue;
            ever = true;
            monoNs = nowMonoNs;
        }

        boolean isFresh(long nowMonoNs) {
            return ever && nowMonoNs - monoNs <= FRESH_NS;
        }

        boolean says(T something, long nowMonoNs) {
            return isFresh(nowMonoNs) && value.equals(something);
        }
    }
}
