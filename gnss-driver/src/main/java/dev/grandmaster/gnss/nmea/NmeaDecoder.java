package dev.grandmaster.gnss.nmea;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.counter.Counter;
import dev.grandmaster.gnss.scan.Frame;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@link NmeaMessage} out of sentences. Owned by one thread. */
public final class NmeaDecoder {

    private static final int ADDRESS = 5;
    private static final int RMC = formatter('R', 'M', 'C');
    private static final int ZDA = formatter('Z', 'D', 'A');
    private static final int GGA = formatter('G', 'G', 'A');
    private static final int GNS = formatter('G', 'N', 'S');
    private static final int GSA = formatter('G', 'S', 'A');
    private static final int GSV = formatter('G', 'S', 'V');

    private static final int GSA_SATELLITES = 12;
    private static final int GSV_FIRST_SATELLITE = 4;
    private static final int GSV_SATELLITE = 4;

    private final Fields fields = new Fields();
    private final Counter malformed = new Counter("gnss_nmea_malformed");

    /** Sentences with a known address and a right checksum whose fields do not read. */
    public Counter malformed() {
        return malformed;
    }

    /** The message in a sentence with a right checksum; null where the address is not known here or the fields do not read. */
    public @Nullable NmeaMessage decode(Frame sentence) {
        fields.wrap(sentence);
        if (fields.length(0) != ADDRESS) {
            return null;
        }
        Talker talker = Talker.of(fields.character(0, 0), fields.character(0, 1));
        int formatter = formatter(fields.character(0, 2), fields.character(0, 3), fields.character(0, 4));
        NmeaMessage message;
        if (formatter == RMC) {
            message = rmc(talker);
        } else if (formatter == ZDA) {
            message = new Zda(talker, fields.time(1), fields.longDate(2));
        } else if (formatter == GGA) {
            message = gga(talker);
        } else if (formatter == GNS) {
            message = gns(talker);
        } else if (formatter == GSA) {
            message = gsa(talker);
        } else if (formatter == GSV) {
            message = gsv(talker);
        } else {
            return null;
        }
        if (fields.malformed()) {
            malformed.increment();
            return null;
        }
        return message;
    }

    private Rmc rmc(Talker talker) {
        FixMode mode = fields.isEmpty(12) ? null : FixMode.ofLetter(fields.character(12, 0));
        return new Rmc(talker, fields.time(1), fields.shortDate(9), fields.character(2, 0) == 'A', mode,
                fields.angle(3, 'S'), fields.angle(5, 'W'));
    }

    private Gga gga(Talker talker) {
        return new Gga(talker, fields.time(1), FixMode.ofDigit(fields.integer(6)), fields.integer(7), fields.decimal(8),
                fields.angle(2, 'S'), fields.angle(4, 'W'), fields.decimal(9));
    }

    /** One letter for each constellation, GPS first; a receiver that uses one of them has a fix. */
    private Gns gns(Talker talker) {
        FixMode best = FixMode.NONE;
        for (int i = 0; i < fields.length(6); i++) {
            FixMode mode = FixMode.ofLetter(fields.character(6, i));
            if (best == FixMode.NONE || (mode.isFromSatellites() && !best.isFromSatellites())) {
                best = mode;
            }
        }
        return new Gns(talker, fields.time(1), best, fields.integer(7), fields.angle(2, 'S'), fields.angle(4, 'W'));
    }

    private Gsa gsa(Talker talker) {
        List<Integer> satellites = new ArrayList<>(GSA_SATELLITES);
        for (int field = 3; field < 3 + GSA_SATELLITES; field++) {
            int number = fields.integer(field);
            if (number > 0) {
                satellites.add(number);
            }
        }
        int dops = 3 + GSA_SATELLITES;
        return new Gsa(talker, fields.integer(2), satellites, fields.decimal(dops), fields.decimal(dops + 1),
                fields.decimal(dops + 2), fields.hexDigit(dops + 3));
    }

    /** A GSV ends with a signal id if one field is left over behind the satellites. */
    private Gsv gsv(Talker talker) {
        List<Gsv.Satellite> satellites = new ArrayList<>(4);
        int field = GSV_FIRST_SATELLITE;
        for (; field + GSV_SATELLITE <= fields.count(); field += GSV_SATELLITE) {
            int number = fields.integer(field);
            if (number > 0) {
                satellites.add(new Gsv.Satellite(number, fields.integer(field + 1), fields.integer(field + 2),
                        fields.integer(field + 3)));
            }
        }
        int signalId = field + 1 == fields.count() ? fields.hexDigit(field) : NmeaMessage.ABSENT;
        return new Gsv(talker, fields.integer(1), fields.integer(2), fields.integer(3), satellites, signalId);
    }

    private static int formatter(int first, int second, int third) {
        return (first << 16) | (second << 8) | third;
    }
}
