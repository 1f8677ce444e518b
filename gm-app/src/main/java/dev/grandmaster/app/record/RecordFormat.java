package dev.grandmaster.app.record;

import java.util.Arrays;
import java.util.Optional;

/**
 * Where in a text file a clock is written down. Columns count from 1; 0: there is none.
 *
 * @param kind              what the column holds
 * @param unit              in which unit
 * @param tauS              the interval of the samples, s
 * @param column            of the values
 * @param timeColumn        of the times: seconds, ms, us, ns or days, as fits the interval, or dates; without one samples are tauS apart
 * @param temperatureColumn degrees Celsius
 * @param only              lines without this text are skipped; empty: none is
 */
public record RecordFormat(Kind kind, Unit unit, double tauS, int column, int timeColumn, int temperatureColumn,
        String only) {

    /** What is recorded. */
    public enum Kind {
        PHASE, FREQUENCY;

        public String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Units of phase in ns, of frequency in ppb. */
    public enum Unit {
        S("s", Kind.PHASE, 1e9), MS("ms", Kind.PHASE, 1e6), US("us", Kind.PHASE, 1e3), NS("ns", Kind.PHASE, 1), PS("ps",
                Kind.PHASE, 1e-3), FRACTIONAL("fractional", Kind.FREQUENCY, 1e9), PPM("ppm", Kind.FREQUENCY,
                        1e3), PPB("ppb", Kind.FREQUENCY, 1), HZ("Hz", Kind.FREQUENCY, 1);

        private final String label;
        private final Kind kind;
        private final double factor;

        Unit(String label, Kind kind, double factor) {
            this.label = label;
            this.kind = kind;
            this.factor = factor;
        }

        public String label() {
            return label;
        }

        public Kind kind() {
            return kind;
        }

        /** ns or ppb in one unit; {@link #HZ} is relative to the rounded median and handled by the reader. */
        double factor() {
            return factor;
        }

        /** The unit of that name, empty when there is none. */
        public static Optional<Unit> ofLabel(String label) {
            return Arrays.stream(values()).filter(unit -> unit.label.equalsIgnoreCase(label)).findFirst();
        }
    }

    public RecordFormat {
        if (unit.kind() != kind) {
            throw new IllegalArgumentException(unit.label() + " is no unit of " + kind.label());
        }
        if (!(tauS > 0) || column < 1 || timeColumn < 0 || temperatureColumn < 0) {
            throw new IllegalArgumentException("columns count from 1, and tau is above 0");
        }
    }
}
