package dev.grandmaster.app.simulated;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.app.simulated.VisibleSatellite.Constellation;
import dev.grandmaster.gnss.nmea.CalendarDay;
import dev.grandmaster.gnss.nmea.FixMode;
import dev.grandmaster.gnss.nmea.Gga;
import dev.grandmaster.gnss.nmea.Gsa;
import dev.grandmaster.gnss.nmea.Gsv;
import dev.grandmaster.gnss.nmea.NmeaMessage;
import dev.grandmaster.gnss.nmea.NmeaWriter;
import dev.grandmaster.gnss.nmea.Rmc;
import dev.grandmaster.gnss.nmea.Talker;
import dev.grandmaster.gnss.nmea.TimeOfDay;
import dev.grandmaster.gnss.nmea.Zda;
import org.jspecify.annotations.Nullable;

/** What a receiver says in a second, in NMEA 0183 version 4.10. */
final class NmeaSpeech {

    private static final int SATELLITES_IN_GSV = 4;

    /** GLONASS satellites are counted from 65 on, for 1 to 24. */
    private static final int GLONASS_NUMBERS = 64;

    private NmeaSpeech() {
    }

    /** The sentences of one second, in the order in which they are sent. */
    static List<byte[]> say(Belief belief) {
        List<VisibleSatellite> sky = Sky.at(belief);
        List<NmeaMessage> messages = new ArrayList<>();
        TimeOfDay time = belief.timeKnown() ? time(belief.utc()) : null;
        double latitudeDeg = belief.fix() ? belief.latitudeDeg() : Double.NaN;
        double longitudeDeg = belief.fix() ? Place.LONGITUDE_DEG : Double.NaN;
        FixMode mode = belief.fix() ? FixMode.AUTONOMOUS : FixMode.NONE;
        messages.add(new Rmc(Talker.COMBINED, time, day(belief, 100), belief.fix(), mode, latitudeDeg, longitudeDeg));
        messages.add(new Zda(Talker.COMBINED, time, day(belief, 10_000)));
        int used = (int) sky.stream().filter(VisibleSatellite::used).count();
        messages.add(new Gga(Talker.COMBINED, time, mode, used, belief.fix() ? 0.7 : 99.99, latitudeDeg, longitudeDeg,
                belief.fix() ? Place.HEIGHT_M : Double.NaN));
        for (Constellation constellation : Constellation.values()) {
            List<VisibleSatellite> ofConstellation = sky.stream()
                    .filter(satellite -> satellite.constellation() == constellation).toList();
            messages.add(gsa(belief, constellation, ofConstellation));
            addGsv(messages, constellation, ofConstellation);
        }
        return messages.stream().map(NmeaWriter::write).toList();
    }

    private static TimeOfDay time(UtcReading utc) {
        return new TimeOfDay(utc.hour(), utc.minute(), utc.second(), 0);
    }

    /** @param modulus as many years as the sentence can tell apart */
    private static @Nullable CalendarDay day(Belief belief, int modulus) {
        if (!belief.timeKnown()) {
            return null;
        }
        UtcReading utc = belief.utc();
        return new CalendarDay(utc.year() % modulus, utc.month(), utc.day());
    }

    private static Gsa gsa(Belief belief, Constellation constellation, List<VisibleSatellite> satellites) {
        List<Integer> used = satellites.stream().filter(VisibleSatellite::used).map(NmeaSpeech::number).toList();
        int systemId = switch (constellation) {
            case GPS -> 1;
            case GLONASS -> 2;
            case GALILEO -> 3;
            case BEIDOU -> 4;
        };
        double poor = belief.fix() ? 0 : 99;
        return new Gsa(Talker.COMBINED, belief.fix() ? 3 : 1, used, 1.2 + poor, 0.7 + poor, 1.0 + poor, systemId);
    }

    private static void addGsv(List<NmeaMessage> messages, Constellation constellation,
            List<VisibleSatellite> satellites) {
        Talker talker = switch (constellation) {
            case GPS -> Talker.GPS;
            case GLONASS -> Talker.GLONASS;
            case GALILEO -> Talker.GALILEO;
            case BEIDOU -> Talker.BEIDOU;
        };
        int sentences = (satellites.size() + SATELLITES_IN_GSV - 1) / SATELLITES_IN_GSV;
        for (int sentence = 1; sentence <= sentences; sentence++) {
            List<Gsv.Satellite> shown = satellites.stream().skip((sentence - 1L) * SATELLITES_IN_GSV)
                    .limit(SATELLITES_IN_GSV).map(NmeaSpeech::satellite).toList();
            messages.add(new Gsv(talker, sentences, sentence, satellites.size(), shown, 1));
        }
    }

    private static Gsv.Satellite satellite(VisibleSatellite satellite) {
        int carrierToNoise = satellite.carrierToNoise();
        return new Gsv.Satellite(number(satellite), satellite.elevationDeg(), satellite.azimuthDeg(),
                carrierToNoise == 0 ? NmeaMessage.ABSENT : carrierToNoise);
    }

    private static int number(VisibleSatellite satellite) {
        boolean glonass = satellite.constellation() == Constellation.GLONASS;
        return satellite.number() + (glonass ? GLONASS_NUMBERS : 0);
    }
}
