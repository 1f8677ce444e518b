package dev.grandmaster.gnss.nmea;

/**
 * A decoded sentence. An empty field is {@code null}, {@code NaN} or {@link #ABSENT}: receivers leave fields empty for as
 * long as they do not know.
 */
public sealed interface NmeaMessage permits Rmc, Zda, Gga, Gns, Gsa, Gsv {

    /** In place of an integer that the sentence leaves empty. */
    int ABSENT = Integer.MIN_VALUE;

    /** Who speaks. */
    Talker talker();
}
