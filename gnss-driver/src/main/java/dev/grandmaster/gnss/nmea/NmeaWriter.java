package dev.grandmaster.gnss.nmea;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/** Writes sentences, as a simulated receiver sends them. The counterpart of {@link NmeaDecoder}. */
public final class NmeaWriter {

    private static final int GSA_SATELLITES = 12;
    private static final int NS_PER_HUNDREDTH = 10_000_000;

    private NmeaWriter() {
    }

    /** A whole sentence, line end included, around {@code body} (address and fields). */
    public static byte[] sentence(String body) {
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum ^= body.charAt(i);
        }
        String check = HexFormat.of().withUpperCase().toHexDigits((byte) sum);
        return ('$' + body + '*' + check + "\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /** The sentence that decodes to {@code message}, with the decimals that receivers usually give (time: hundredths). */
    public static byte[] write(NmeaMessage message) {
        String talker = message.talker().code();
        return sentence(switch (message) {
            case Rmc m -> talker + "RMC," + time(m.time()) + (m.active() ? ",A," : ",V,")
                    + angle(m.latitudeDeg(), 2, 'N', 'S') + ',' + angle(m.longitudeDeg(), 3, 'E', 'W') + ",,,"
                    + shortDate(m.day()) + ",,," + mode(m.mode());
            case Zda m -> talker + "ZDA," + time(m.time()) + ',' + longDate(m.day()) + ",00,00";
            case Gga m -> talker + "GGA," + time(m.time()) + ',' + angle(m.latitudeDeg(), 2, 'N', 'S') + ','
                    + angle(m.longitudeDeg(), 3, 'E', 'W') + ',' + m.mode().digit() + ',' + number(m.satellites(), 2)
                    + ','
                    + decimal(m.hdop(), 2) + ',' + decimal(m.altitudeM(), 1) + ",M,,M,,";
            case Gns m -> talker + "GNS," + time(m.time()) + ',' + angle(m.latitudeDeg(), 2, 'N', 'S') + ','
                    + angle(m.longitudeDeg(), 3, 'E', 'W') + ',' + m.mode().letter() + ',' + number(m.satellites(), 2)
                    + ",,,,,";
            case Gsa m ->
                talker + "GSA,A," + number(m.dimension(), 1) + ',' + used(m.satellites()) + decimal(m.pdop(), 2)
                        + ',' + decimal(m.hdop(), 2) + ',' + decimal(m.vdop(), 2) + hex(m.systemId());
            case Gsv m ->
                talker + "GSV," + number(m.sentences(), 1) + ',' + number(m.sentence(), 1) + ',' + number(m.inView(), 2)
                        + inView(m.satellites()) + hex(m.signalId());
        });
    }

    private static String time(@Nullable TimeOfDay t) {
        return t == null
                ? ""
                : padded(t.hour(), 2) + padded(t.minute(), 2) + padded(t.second(), 2) + '.'
                        + padded(t.nanoNs() / NS_PER_HUNDREDTH, 2);
    }

    private static String shortDate(@Nullable CalendarDay d) {
        return d == null ? "" : padded(d.day(), 2) + padded(d.month(), 2) + padded(d.year() % 100, 2);
    }

    private static String longDate(@Nullable CalendarDay d) {
        return d == null ? ",," : padded(d.day(), 2) + ',' + padded(d.month(), 2) + ',' + padded(d.year(), 4);
    }

    private static String mode(@Nullable FixMode mode) {
        return mode == null ? "" : String.valueOf(mode.letter());
    }

    private static String angle(double degrees, int digits, char positive, char negative) {
        if (Double.isNaN(degrees)) {
            return ",";
        }
        long hundredThousandths = Math.round(Math.abs(degrees) * 60 * 100_000);
        long whole = hundredThousandths / 6_000_000;
        long rest = hundredThousandths % 6_000_000;
        return padded(whole, digits) + padded(rest / 100_000, 2) + '.' + padded(rest % 100_000, 5) + ','
                + (degrees < 0 ? negative : positive);
    }

    private static String used(List<Integer> satellites) {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < GSA_SATELLITES; i++) {
            fields.append(i < satellites.size() ? number(satellites.get(i), 2) : "").append(',');
        }
        return fields.toString();
    }

    private static String inView(List<Gsv.Satellite> satellites) {
        StringBuilder fields = new StringBuilder();
        for (Gsv.Satellite s : satellites) {
            fields.append(',').append(number(s.number(), 2)).append(',').append(number(s.elevationDeg(), 2)).append(',')
                    .append(number(s.azimuthDeg(), 3)).append(',').append(number(s.carrierToNoise(), 2));
        }
        return fields.toString();
    }

    private static String number(int value, int digits) {
        return value == NmeaMessage.ABSENT ? "" : padded(value, digits);
    }

    private static String hex(int value) {
        return value == NmeaMessage.ABSENT ? "" : "," + Integer.toHexString(value).toUpperCase(Locale.ROOT);
    }

    private static String decimal(double value, int decimals) {
        return Double.isNaN(value)
                ? ""
                : BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** With leading zeros; a minus sign stands before them. */
    private static String padded(long value, int digits) {
        String text = Long.toString(Math.abs(value));
        return (value < 0 ? "-" : "") + "0".repeat(Math.max(0, digits - text.length())) + text;
    }
}
