package dev.grandmaster.app.config;

import java.util.Optional;

import dev.grandmaster.app.config.BoardConfig.Measurement;
import dev.grandmaster.app.config.BoardConfig.Pps;
import dev.grandmaster.app.config.BoardConfig.PpsSource;
import dev.grandmaster.app.config.BoardConfig.PulseEdge;

/** The tables of a board file for inputs of a pulse per second. */
final class PulseSections {

    private PulseSections() {
    }

    /** The rows of any such input. */
    abstract static class PulseSection<R> extends Section<R> {
        private final Row<PpsSource> source = row("source", Type.choice(PpsSource.class, PpsSource::word),
                PpsSource.KERNEL,
                "Who stamps the pulse: the kernel (/dev/ppsN), a pin of the network card's clock, or the"
                        + " interrupt of a GPIO line. The last is the coarse class: clockAccuracy is 100 us at best.");
        private final Row<String> device = row("device", BoardFile.DEVICE, "/dev/pps0",
                "PPS device, for source \"kernel\".");
        private final Row<Integer> pin = optional("pin", Type.whole(0, 63),
                "Pin of the network card's clock, for source \"extts\"; without it the pins stay as they are.");
        private final Row<Integer> channel = row("channel", Type.whole(0, 63), 0,
                "Time-stamp channel of the network card's clock, for source \"extts\".");
        private final Row<String> line = optional("line", HardwareSections.GPIO_LINE,
                "GPIO line, for source \"gpio\", as gpioinfo shows it: chip and number or name of the line, or the name alone.");
        private final Row<PulseEdge> edge = row("edge", Type.choice(PulseEdge.class, PulseEdge::word),
                PulseEdge.RISING, "Edge of the pulse that marks the second.");

        PulseSection(String path, String doc) {
            super(path, false, doc);
        }

        /** Of a real board. */
        void check(Values values, boolean phc) {
            if (values.get(source) == PpsSource.EXTTS && !phc) {
                values.refuse(source, "stamps come from a network card's clock, and clock.kind is \"system\"",
                        "\"kernel\", \"gpio\", or clock.kind = \"phc\"");
            }
            if ((values.get(source) == PpsSource.GPIO) != values.has(line)) {
                values.refuse(line, values.has(line) ? "only source \"gpio\" has a line" : "missing",
                        path() + ".source = \"gpio\" together with " + path() + ".line");
            }
        }

        final Pps pulse(Values values) {
            return new Pps(values.get(source), values.get(device), values.find(pin), values.get(channel),
                    values.find(line), values.get(edge));
        }

        /** Whether both mean one input. */
        final boolean sameAs(Values values, Pps other) {
            Pps one = pulse(values);
            return one.source() == other.source() && switch (one.source()) {
                case KERNEL -> one.device().equals(other.device());
                case EXTTS -> one.channel() == other.channel();
                case GPIO -> one.line().equals(other.line());
            };
        }
    }

    /** The receiver's pulse. */
    static final class PpsSection extends PulseSection<Pps> {

        PpsSection() {
            super("pps", "The input of the receiver's pulse.");
        }

        @Override
        Pps bind(Values values) {
            return pulse(values);
        }
    }

    /** Another clock's pulse. */
    static final class MeasurementSection extends PulseSection<Optional<Measurement>> {
        private final Row<Double> delayNs = row("delayNs", Physics.ANTENNA_DELAY, 0.0,
                "Delay of the cable from the other clock; positive: its pulse arrives late.");

        MeasurementSection() {
            super("measurement",
                    "The input for the pulse of another clock, such as a laboratory's: the error that it shows"
                            + " is shown and steers nothing. Without this table there is none. A simulated board hears the true second, if"
                            + " delayNs is given.");
        }

        /** Refuses what a simulated board has not. */
        void checkSimulated(Values values) {
            rows().stream().filter(row -> !row.equals(delayNs)).filter(values::has)
                    .forEach(row -> values.refuse(row, "a simulated board has its own", "leave it out"));
        }

        @Override
        Optional<Measurement> bind(Values values) {
            return rows().stream().anyMatch(values::has)
                    ? Optional.of(new Measurement(pulse(values), values.get(delayNs)))
                    : Optional.empty();
        }
    }
}
