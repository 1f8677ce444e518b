package dev.grandmaster.gnss.receiver;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.Gsv;
import dev.grandmaster.gnss.nmea.NmeaMessage;
import dev.grandmaster.gnss.nmea.Talker;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.state.GnssStatus.Satellite;
import org.jspecify.annotations.Nullable;

/**
 * The satellites that a receiver sees and uses, under their constellation's own numbers.
 *
 * <p>Sentences give the picture in pieces, and no end of a piece can be relied on, so what was said simply grows old. Sizes
 * are bounded by the numbers that satellites can have.
 */
final class SkyView {

    private static final int MAX_NUMBER = 255;
    /** Receivers send the list every one to five seconds. */
    private static final long SEEN_NS = 10_000_000_000L;
    private static final long USED_NS = 2_500_000_000L;
    /** Two signals of one satellite come in the same epoch; the stronger counts. */
    private static final long SAME_EPOCH_NS = 500_000_000L;

    private static final Comparator<Satellite> ORDER = Comparator.comparing(Satellite::constellation)
            .thenComparingInt(Satellite::number);

    private record Name(Constellation constellation, int number) {
    }

    private record Sighting(int elevationDeg, int azimuthDeg, int carrierToNoise, long monoNs) {
    }

    private final Map<Name, Sighting> seen = new HashMap<>();
    private final Map<Name, Long> used = new HashMap<>();

    /** Takes the whole list over; returns how many of them are used. */
    int onNavSat(NavSat message, long monoNs) {
        seen.clear();
        used.clear();
        int inSolution = 0;
        for (NavSat.Satellite satellite : message.satellites()) {
            Constellation constellation = ofGnssId(satellite.gnssId());
            inSolution += satellite.used() ? 1 : 0;
            if (constellation != null && satellite.number() < MAX_NUMBER) {
                Name name = new Name(constellation, satellite.number());
                seen.put(name, new Sighting(satellite.elevationDeg(), satellite.azimuthDeg(),
                        satellite.carrierToNoise(), monoNs));
                if (satellite.used()) {
                    used.put(name, monoNs);
                }
            }
        }
        return inSolution;
    }

    void onSatellite(Satellite satellite, long monoNs) {
        if (satellite.number() > 0 && satellite.number() < MAX_NUMBER) {
            Name name = new Name(satellite.constellation(), satellite.number());
            seen.put(name, new Sighting(satellite.elevationDeg(), satellite.azimuthDeg(),
                    (int) satellite.carrierToNoise(), monoNs));
            if (satellite.used()) {
                used.put(name, monoNs);
            }
        }
    }

    void onGsv(Gsv message, long monoNs) {
        for (Gsv.Satellite satellite : message.satellites()) {
            Name name = name(message.talker(), satellite.number());
            if (name != null) {
                int carrierToNoise = known(satellite.carrierToNoise());
                Sighting before = seen.get(name);
                if (before != null && monoNs - before.monoNs <= SAME_EPOCH_NS) {
                    carrierToNoise = Math.max(carrierToNoise, before.carrierToNoise);
                }
                seen.put(name, new Sighting(known(satellite.elevationDeg()), known(satellite.azimuthDeg()),
                        carrierToNoise, monoNs));
            }
        }
    }

    void onGsa(Gsa message, long monoNs) {
        for (int number : message.satellites()) {
            Name name = name(ofSystemId(message.systemId(), message.talker()), number);
            if (name != null) {
                used.put(name, monoNs);
            }
        }
    }

    /** All that were seen of late, in the order of their names. */
    List<Satellite> satellites(long nowMonoNs) {
        seen.values().removeIf(sighting -> nowMonoNs - sighting.monoNs > SEEN_NS);
        used.values().removeIf(monoNs -> nowMonoNs - monoNs > USED_NS);
        List<Satellite> satellites = new ArrayList<>(seen.size());
        seen.forEach(
                (name, sighting) -> satellites.add(new Satellite(name.constellation, name.number, sighting.elevationDeg,
                        sighting.azimuthDeg, sighting.carrierToNoise, used.containsKey(name))));
        satellites.sort(ORDER);
        return satellites;
    }

    private static int known(int value) {
        return value == NmeaMessage.ABSENT ? 0 : value;
    }

    private static @Nullable Constellation ofGnssId(int gnssId) {
        return switch (gnssId) {
            case 0 -> Constellation.GPS;
            case 1 -> Constellation.SBAS;
            case 2 -> Constellation.GALILEO;
            case 3 -> Constellation.BEIDOU;
            case 5 -> Constellation.QZSS;
            case 6 -> Constellation.GLONASS;
            case 7 -> Constellation.NAVIC;
            default -> null;
        };
    }

    private static Talker ofSystemId(int systemId, Talker talker) {
        return switch (systemId) {
            case 1 -> Talker.GPS;
            case 2 -> Talker.GLONASS;
            case 3 -> Talker.GALILEO;
            case 4 -> Talker.BEIDOU;
            case 5 -> Talker.QZSS;
            case 6 -> Talker.NAVIC;
            default -> talker;
        };
    }

    /**
     * The satellite behind a number in a sentence. NMEA 0183 gives SBAS 33 to 64 and GLONASS 65 to 96 within the numbers of
     * GPS; makers have put QZSS at 193, BeiDou at 201 and 401, Galileo at 301.
     */
    private static @Nullable Name name(Talker talker, int number) {
        return switch (talker) {
            case GPS, COMBINED, OTHER -> byRange(number);
            case GLONASS -> name(Constellation.GLONASS, number > 64 ? number - 64 : number);
            case GALILEO -> name(Constellation.GALILEO, number > 300 ? number - 300 : number);
            case BEIDOU -> name(Constellation.BEIDOU, number > 200 ? number % 100 : number);
            case QZSS -> name(Constellation.QZSS, number > 192 ? number - 192 : number);
            case NAVIC -> name(Constellation.NAVIC, number);
        };
    }

    private static @Nullable Name byRange(int number) {
        if (number <= 32) {
            return name(Constellation.GPS, number);
        }
        if (number <= 64) {
            return name(Constellation.SBAS, number + 87);
        }
        if (number <= 96) {
            return name(Constellation.GLONASS, number - 64);
        }
        if (number <= 192) {
            return name(Constellation.SBAS, number);
        }
        if (number <= 200) {
            return name(Constellation.QZSS, number - 192);
        }
        return number > 300 && number <= 336
                ? name(Constellation.GALILEO, number - 300)
                : name(Constellation.BEIDOU, number % 100);
    }

    private static @Nullable Name name(Constellation constellation, int number) {
        return number > 0 && number < MAX_NUMBER ? new Name(constellation, number) : null;
    }
}
