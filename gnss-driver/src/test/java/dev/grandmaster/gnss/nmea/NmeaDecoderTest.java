package dev.grandmaster.gnss.nmea;

import static dev.grandmaster.gnss.nmea.NmeaMessage.ABSENT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

import dev.grandmaster.gnss.Corpus;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.Frames;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class NmeaDecoderTest {

    private static final long SEED = 183L;

    private final NmeaDecoder decoder = new NmeaDecoder();

    @Test
    void readsRmc() {
        assertEquals(new Rmc(Talker.COMBINED, new TimeOfDay(23, 59, 60, 250_000_000), new CalendarDay(16, 12, 31), true,
                FixMode.DIFFERENTIAL, 47.5, -8.25),
                decode("GNRMC,235960.25,A,4730.000,N,00815.000,W,0.1,,311216,,,D,V"));
        assertEquals(new Rmc(Talker.GPS, null, null, false, null, Double.NaN, Double.NaN), decode("GPRMC,,V,,,,,,,,,"));
        assertEquals(new Rmc(Talker.GPS, new TimeOfDay(0, 0, 39, 0), new CalendarDay(8, 1, 1), false, FixMode.NONE,
                Double.NaN, Double.NaN), decode("GPRMC,000039.00,V,,,,,,,010108,,,N"));
    }

    @Test
    void readsZda() {
        assertEquals(new Zda(Talker.BEIDOU, new TimeOfDay(20, 15, 30, 0), new CalendarDay(2002, 7, 4)),
                decode("BDZDA,201530,04,07,2002,00,00"));
        assertEquals(new Zda(Talker.OTHER, null, null), decode("INZDA,,,,,,"));
    }

    @Test
    void readsGgaAndGsa() {
        assertEquals(new Gga(Talker.GPS, new TimeOfDay(12, 0, 0, 0), FixMode.AUTONOMOUS, 8, 0.9, -33.5, 151.25, -12.5),
                decode("GPGGA,120000.000,3330.0,S,15115.0,E,1,08,0.9,-12.5,M,,M,,"));
        assertEquals(new Gsa(Talker.COMBINED, 3, List.of(10, 17), 2.5, 1.5, 2.0, 3),
                decode("GNGSA,A,3,10,17,,,,,,,,,,,2.5,1.5,2.0,3"));
        assertEquals(new Gsa(Talker.GPS, 1, List.of(), Double.NaN, Double.NaN, Double.NaN, ABSENT),
                decode("GPGSA,A,1,,,,,,,,,,,,,,,"));
    }

    @Test
    void readsTheModesOfGns() {
        assertEquals(new Gns(Talker.COMBINED, new TimeOfDay(21, 37, 12, 0), FixMode.AUTONOMOUS, 13, 41.5, -111.5),
                decode("GNGNS,213712.000,4130.0,N,11130.0,W,NADN,13,0.93,01482.5,-016.5,,"));
        assertEquals(new Gns(Talker.COMBINED, null, FixMode.NONE, ABSENT, Double.NaN, Double.NaN),
                decode("GNGNS,,,,,,NN,,,,,,"));
    }

    @Test
    void readsGsvWithAndWithoutSignal() {
        Gsv.Satellite tracked = new Gsv.Satellite(10, 31, 83, 38);
        Gsv.Satellite idle = new Gsv.Satellite(4, ABSENT, ABSENT, ABSENT);
        assertEquals(new Gsv(Talker.GALILEO, 1, 1, 2, List.of(tracked, idle), 7),
                decode("GAGSV,1,1,02,10,31,083,38,04,,,,7"));
        assertEquals(new Gsv(Talker.GPS, 1, 1, 2, List.of(tracked, idle), ABSENT),
                decode("GPGSV,1,1,02,10,31,083,38,04,,,"));
        assertEquals(new Gsv(Talker.GPS, 1, 1, 0, List.of(), ABSENT), decode("GPGSV,1,1,00"));
        for (String talker : List.of("GQ", "QZ", "PQ")) {
            assertEquals(new Gsv(Talker.QZSS, 1, 1, 0, List.of(), 1), decode(talker + "GSV,1,1,00,1"));
        }
    }

    @Test
    void whatDoesNotReadIsCounted() {
        String[] bad = {"GPRMC,2515", "GPRMC,251500.00,A,,,,,,,010108,,,A", "GPRMC,120000,A,,,,,,,320108,,,A",
                "GPRMC,12:00:00,A,,,,,,,010108,,,A", "GPZDA,201530.00,04,13,2002,00,00",
                "GPZDA,2015x0.00,04,12,2002,00,00",
                "GPGGA,120000,47xx.0,N,,,1,08,,,M,,M,,", "GPGSV,1,1,01,1A,31,083,38", "GNGSA,A,3,,,,,,,,,,,,,1,1,1,X",
                "GPZDA,201530.00,04,12,99999999999999,00,00"};
        for (String body : bad) {
            assertNull(decode(body), body);
        }
        assertEquals(bad.length, decoder.malformed().get());
        assertNull(decode("GPVTG,,,,,,,,,N"));
        assertNull(decode("PUBX,00"));
        assertEquals(bad.length, decoder.malformed().get());
    }

    @Test
    void whatIsWrittenIsRead() {
        List<NmeaMessage> messages = List.of(
                new Rmc(Talker.COMBINED, new TimeOfDay(23, 59, 60, 250_000_000), new CalendarDay(16, 12, 31), true,
                        FixMode.AUTONOMOUS, 47.5, -8.25),
                new Rmc(Talker.GPS, null, null, false, null, Double.NaN, Double.NaN),
                new Zda(Talker.GPS, new TimeOfDay(0, 0, 0, 0), new CalendarDay(2026, 1, 9)),
                new Zda(Talker.GLONASS, null, null),
                new Gga(Talker.GPS, new TimeOfDay(12, 0, 0, 0), FixMode.RTK_FLOAT, 12, 0.75, -33.5, 151.25, -12.5),
                new Gga(Talker.GPS, null, FixMode.NONE, ABSENT, Double.NaN, Double.NaN, Double.NaN, Double.NaN),
                new Gns(Talker.COMBINED, new TimeOfDay(12, 0, 0, 0), FixMode.ESTIMATED, 12, -33.5, 151.25),
                new Gsa(Talker.COMBINED, 3, List.of(1, 2, 31), 2.5, 1.5, 2.0, 1),
                new Gsa(Talker.GPS, 1, List.of(), Double.NaN, Double.NaN, Double.NaN, ABSENT),
                new Gsv(Talker.GALILEO, 2, 2, 6, List.of(new Gsv.Satellite(10, -3, 7, 38),
                        new Gsv.Satellite(4, ABSENT, ABSENT, ABSENT)), 10),
                new Gsv(Talker.GPS, 1, 1, 0, List.of(), ABSENT));
        for (NmeaMessage message : messages) {
            assertEquals(message, decoder.decode(Frames.only(NmeaWriter.write(message))));
        }
    }

    /** One sentence of a file that was made to be hard has bars in its fields, and a checksum over them. */
    @Test
    void everyRecordedSentenceReads() {
        Map<Class<?>, Integer> met = new HashMap<>();
        Map<String, Integer> refused = new HashMap<>();
        Corpus.streams().forEach(file -> Frames.each(Corpus.bytes(file), frame -> {
            long before = decoder.malformed().get();
            NmeaMessage message = frame.kind() == FrameKind.NMEA ? decoder.decode(frame) : null;
            if (message != null) {
                met.merge(message.getClass(), 1, Integer::sum);
            } else if (decoder.malformed().get() > before) {
                refused.merge(file.getFileName() + " " + frame.text(0, frame.size()), 1, Integer::sum);
            }
        }));
        assertEquals(Set
                .of("tcp-torture.log $GPGGA,|19322|1.00,|2037.|72792,N,08704.08478,W,1,04,1.7,-30.40,M,-13.9,M,,*7D"),
                refused.keySet());
        assertTrue(met.values().stream().mapToInt(Integer::intValue).sum() > 30_000, met.toString());
    }

    @Test
    void anyFieldsReadOrAreRefused() {
        Random random = new Random(SEED);
        String[] addresses = {"GPRMC", "GNZDA", "GLGGA", "GNGNS", "GAGSA", "GBGSV"};
        String[] pieces = {",", ",", ",", "0", "9", "12", "235960", ".", "-", "A", "N", "7F", "999999999", " ", "S"};
        for (int i = 0; i < 20_000; i++) {
            StringBuilder body = new StringBuilder(addresses[random.nextInt(addresses.length)]).append(',');
            for (int n = random.nextInt(90); n > 0; n--) {
                body.append(pieces[random.nextInt(pieces.length)]);
            }
            NmeaMessage message = decode(body.toString());
            if (message != null) {
                NmeaMessage again = decoder.decode(Frames.only(NmeaWriter.write(message)));
                assertEquals(message.getClass(), again == null ? null : again.getClass(), "seed " + SEED + ": " + body);
            }
        }
    }

    private @Nullable NmeaMessage decode(String body) {
        return decoder.decode(Frames.only(NmeaWriter.sentence(body)));
    }
}
