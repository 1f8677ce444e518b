package dev.grandmaster.gnss.nmea;

import dev.grandmaster.gnss.scan.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one sentence. Reading never fails: an empty field or one that does not exist is absent, and one that does
 * not read as what was asked for is absent as well and makes the sentence {@link #malformed()}.
 */
final class Fields {

    /** A GSV of four satellites has 21 fields; nothing decoded here comes near. */
    private static final int MAX_FIELDS = 64;
    /** More digits than that do not fit, and mean nothing. */
    private static final int MAX_DIGITS = 9;
    private static final int NANO_DIGITS = 9;

    private final int[] starts = new int[MAX_FIELDS + 1];
    private @Nullable Frame frame;
    private int count;
    private boolean malformed;

    /** Moves to the sentence in {@code sentence}, whose checksum is right. */
    void wrap(Frame sentence) {
        frame = sentence;
        malformed = false;
        count = 0;
        starts[0] = 1;
        int at = 1;
        while (at < sentence.size() && sentence.u8(at) != '*') {
            if (sentence.u8(at) == ',' && count < MAX_FIELDS - 1) {
                starts[++count] = at + 1;
            }
            at++;
        }
        starts[++count] = at + 1;
    }

    /** Number of fields, the address included, which is field 0. */
    int count() {
        return count;
    }

    boolean malformed() {
        return malformed;
    }

    int length(int field) {
        return field < count ? starts[field + 1] - 1 - starts[field] : 0;
    }

    boolean isEmpty(int field) {
        return length(field) == 0;
    }

    /** The character at {@code index} of a field, 0 behind its end. */
    int character(int field, int index) {
        Frame sentence = frame;
        return sentence == null || index >= length(field) ? 0 : sentence.u8(starts[field] + index);
    }

    /** A whole number, {@link NmeaMessage#ABSENT} for an empty field. */
    int integer(int field) {
        if (isEmpty(field)) {
            return NmeaMessage.ABSENT;
        }
        boolean negative = character(field, 0) == '-';
        int value = digits(field, negative ? 1 : 0, length(field));
        return value < 0 ? NmeaMessage.ABSENT : negative ? -value : value;
    }

    /**
     * A field of one hexadecimal digit, {@link NmeaMessage#ABSENT} for any longer one: where newer standards have such an
     * id, older receivers put something else (SiRF a time dilution of precision).
     */
    int hexDigit(int field) {
        if (length(field) != 1) {
            return NmeaMessage.ABSENT;
        }
        int value = Character.digit(character(field, 0), 16);
        return value < 0 ? reject() : value;
    }

    /** A decimal number, NaN for an empty field. */
    double decimal(int field) {
        return isEmpty(field) ? Double.NaN : decimal(field, character(field, 0) == '-' ? 1 : 0);
    }

    /** An angle written {@code dddmm.mmmm} with its hemisphere in the next field, in degrees; NaN where empty or no angle (360 was seen). */
    double angle(int field, char negativeHemisphere) {
        if (isEmpty(field)) {
            return Double.NaN;
        }
        double written = decimal(field, 0);
        double degrees = Math.floor(written / 100);
        double angle = degrees + (written - 100 * degrees) / 60;
        if (angle > 180) {
            return Double.NaN;
        }
        return character(field + 1, 0) == negativeHemisphere ? -angle : angle;
    }

    /** A time written {@code hhmmss.sss}, null where empty. */
    @Nullable
    TimeOfDay time(int field) {
        if (isEmpty(field)) {
            return null;
        }
        int hour = digits(field, 0, 2);
        int minute = digits(field, 2, 4);
        int second = digits(field, 4, 6);
        int nano = 0;
        int length = length(field);
        if (length > 6) {
            int last = Math.min(length, 7 + NANO_DIGITS);
            nano = last > 7 ? digits(field, 7, last) : 0;
            for (int i = last - 7; i < NANO_DIGITS; i++) {
                nano *= 10;
            }
            if (character(field, 6) != '.') {
                reject();
            }
        }
        if (malformed || hour > 23 || minute > 59 || second > 60) {
            reject();
            return null;
        }
        return new TimeOfDay(hour, minute, second, nano);
    }

    /** A date written {@code ddmmyy}, null where empty. */
    @Nullable
    CalendarDay shortDate(int field) {
        if (isEmpty(field)) {
            return null;
        }
        if (length(field) != 6) {
            reject();
            return null;
        }
        return date(digits(field, 4, 6), digits(field, 2, 4), digits(field, 0, 2));
    }

    /** A date of three fields, day, month and year; null where one is empty. */
    @Nullable
    CalendarDay longDate(int field) {
        if (isEmpty(field) || isEmpty(field + 1) || isEmpty(field + 2)) {
            return null;
        }
        return date(integer(field + 2), integer(field + 1), integer(field));
    }

    private @Nullable CalendarDay date(int year, int month, int day) {
        if (malformed || year < 0 || month < 1 || month > 12 || day < 1 || day > 31) {
            reject();
            return null;
        }
        return new CalendarDay(year, month, day);
    }

    private double decimal(int field, int from) {
        int length = length(field);
        int point = from;
        while (point < length && character(field, point) != '.') {
            point++;
        }
        double value = point > from ? digits(field, from, point) : 0;
        double scale = 1;
        for (int i = point + 1; i < length; i++) {
            int digit = character(field, i) - '0';
            if (digit < 0 || digit > 9) {
                reject();
            }
            value = 10 * value + digit;
            scale *= 10;
        }
        if (malformed) {
            return Double.NaN;
        }
        return from > 0 ? -value / scale : value / scale;
    }

    /** The digits from {@code from} to {@code to}; {@link NmeaMessage#ABSENT}, which is negative, where they are none. */
    private int digits(int field, int from, int to) {
        if (to - from > MAX_DIGITS || to <= from) {
            return reject();
        }
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = character(field, i) - '0';
            if (digit < 0 || digit > 9) {
                return reject();
            }
            value = 10 * value + digit;
        }
        return value;
    }

    private int reject() {
        malformed = true;
        return NmeaMessage.ABSENT;
    }
}
