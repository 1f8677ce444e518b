package dev.grandmaster.gnss.receiver;

import java.util.EnumMap;
import java.util.Map;

import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeSystem;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.time.LeapEvidence;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/**
 * Compares what each constellation says of the same epoch. GPS, Galileo, BeiDou and GLONASS are steered by different people from
 * different clocks, and agree to some tens of nanoseconds; one that does not is wrong, and nothing here says which.
 */
final class ConstellationWatch {

    private static final long NS = 1_000_000_000;
    private static final long FRESH_NS = 5 * NS;
    /** Beyond the first it is said, beyond the second nothing is followed: as much beside GPS, and three sigma of both. */
    private static final double ODD_NS = 100;
    private static final double WRONG_NS = 1_000;
    /** Evidence of leap seconds is passed on so often: it holds for 25 minutes. */
    private static final long REPEAT_NS = 60 * NS;
    private static final int TAI_MINUS_GPS = 19;
    /** BDS-SIS-ICD 3.3: TAI - 33 s. */
    private static final int BEIDOU_BEHIND_GPS = 14;

    private record Word(double differenceNs, double sigmaNs, long monoNs) {
    }

    private final Map<Constellation, Word> words = new EnumMap<>(Constellation.class);
    private final Map<Constellation, Long> toldMonoNs = new EnumMap<>(Constellation.class);
    private @Nullable NavTimeGps gps;

    /** How far the constellations are apart. */
    enum Agreement {
        AGREE, ODD, WRONG
    }

    /** The epoch in GPS time; those of the others that have the same time of week are compared with it. */
    void onGps(NavTimeGps message) {
        gps = message;
    }

    /**
     * The same epoch in another system's time. Messages come in the order of their numbers, so that of GPS is there.
     *
     * @return what it proves of TAI - UTC, now and then; else null
     */
    @Nullable
    LeapEvidence onSystem(NavTimeSystem message, long monoNs) {
        NavTimeGps reference = gps;
        if (reference == null || reference.iTowMs() != message.iTowMs() || !reference.validTow()
                || !message.validTime()) {
            return null;
        }
        double gpsNs = reference.fTowNs() + (reference.iTowMs() % 1_000) * 1e6;
        long gpsSeconds = reference.iTowMs() / 1_000;
        double seconds = switch (message.system()) {
            case GALILEO -> message.seconds() - gpsSeconds;
            case BEIDOU -> message.seconds() + BEIDOU_BEHIND_GPS - gpsSeconds;
            // A day of UTC + 3 h: it tells the fraction, and with the whole seconds the leap seconds.
            default -> Math.rint((gpsNs - message.fractionNs()) / NS);
        };
        double differenceNs = wrapped(seconds, Calendar.WEEK) * NS + message.fractionNs() - gpsNs;
        words.put(message.system(), new Word(differenceNs,
                Math.hypot((double) message.timeAccNs(), (double) reference.timeAccNs()), monoNs));
        return evidence(message, gpsSeconds, monoNs);
    }

    Agreement agreement(long nowMonoNs) {
        Agreement worst = Agreement.AGREE;
        for (Word word : words.values()) {
            if (nowMonoNs - word.monoNs <= FRESH_NS) {
                double beyondNs = Math.abs(word.differenceNs) - 3 * word.sigmaNs;
                Agreement one = beyondNs > WRONG_NS
                        ? Agreement.WRONG
                        : beyondNs > ODD_NS ? Agreement.ODD : Agreement.AGREE;
                worst = one.compareTo(worst) > 0 ? one : worst;
            }
        }
        return worst;
    }

    /** Who lies how far beside GPS, for people. */
    String text(long nowMonoNs) {
        StringBuilder text = new StringBuilder();
        words.forEach((system, word) -> {
            if (nowMonoNs - word.monoNs <= FRESH_NS) {
                text.append(text.isEmpty() ? "" : ", ").append(system).append(" %+.0f ns".formatted(word.differenceNs));
            }
        });
        return text.toString();
    }

    private @Nullable LeapEvidence evidence(NavTimeSystem message, long gpsSeconds, long monoNs) {
        Long told = toldMonoNs.get(message.system());
        if (!message.validLeap() || (told != null && monoNs - told < REPEAT_NS)) {
            return null;
        }
        int taiMinusUtc = switch (message.system()) {
            case GALILEO -> message.leapSeconds() + TAI_MINUS_GPS;
            case BEIDOU -> message.leapSeconds() + TAI_MINUS_GPS + BEIDOU_BEHIND_GPS;
            default -> TAI_MINUS_GPS + (int) wrapped((double) gpsSeconds - message.seconds(), Calendar.DAY);
        };
        Origin origin = switch (message.system()) {
            case GALILEO -> Origin.GALILEO;
            case BEIDOU -> Origin.BEIDOU;
            default -> Origin.GLONASS;
        };
        toldMonoNs.put(message.system(), monoNs);
        return new LeapEvidence(taiMinusUtc, origin, 0, LeapSecondTable.NEVER, Origin.UNKNOWN, monoNs);
    }

    /** Into half a turn to either side of zero. */
    private static double wrapped(double value, long turn) {
        return value - turn * Math.rint(value / turn);
    }
}
