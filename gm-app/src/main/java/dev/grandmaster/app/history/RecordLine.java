package dev.grandmaster.app.history;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;

import dev.grandmaster.history.HistorySecond;

/** A second or a note as a line of CSV (RFC 4180). The same one gives the same line for ever: the chain is made of it. */
public final class RecordLine {

    /** The columns; a link of the chain follows in the file. */
    public static final String COLUMNS = "taiSeconds,utc,named,state,clockClass,taiMinusUtc,utcValid,satellites,trust,offsetNs,"
            + "boundNs,frequencyPpb,temperatureC";

    /** The columns of a note; a link follows as well. */
    public static final String NOTE_COLUMNS = "taiNs,kind,entry";

    private RecordLine() {
    }

    /** Without the end of the line. */
    public static String of(HistorySecond second) {
        HistorySecond.Figures figures = second.figures();
        return second.taiSeconds() + "," + Instant.ofEpochSecond(second.utcSeconds()) + ',' + second.named() + ','
                + second.state() + ',' + second.clockClass() + ',' + second.utcOffset() + ',' + second.utcValid() + ','
                + second.satellites() + ',' + second.trust() + ',' + decimal(figures.offsetNs(), 1) + ','
                + decimal(figures.boundNs(), 1) + ',' + decimal(figures.frequencyPpb(), 3) + ','
                + decimal(figures.temperatureC(), 2);
    }

    /** Without the end of the line; the note's JSON, in quotes, is its last column. */
    public static String of(HistoryFile.Note note) {
        return note.taiNs() + "," + note.kind() + ",\"" + note.json().replace("\"", "\"\"") + '"';
    }

    private static String decimal(double value, int places) {
        if (Double.isNaN(value)) {
            return "";
        }
        return Double.isInfinite(value)
                ? "inf"
                : BigDecimal.valueOf(value).setScale(places, RoundingMode.HALF_EVEN).toPlainString();
    }
}
