package dev.grandmaster.app.config;

import java.util.Locale;

import dev.grandmaster.app.config.BoardConfig.Lamp;
import dev.grandmaster.app.config.BoardConfig.PulseOut;
import dev.grandmaster.board.Output;
import dev.grandmaster.linux.bus.LedOutput;

/** The tables of a board file for what shows the outside how the clock is. */
final class PanelSections {

    private static final Type<Output.Shows> SHOWS = Type.choice(Output.Shows.class,
            shows -> shows.name().toLowerCase(Locale.ROOT));
    private static final String MEANING = "When it is on: \"always\" while the service runs (a supply); \"served\" while time is served,"
            + " however well; \"trusted\" while the clock follows its reference or is in holdover within its"
            + " specification; \"locked\" while it follows; \"holdover\" in holdover; \"alarm\" while an alarm stands"
            + " that is major or worse; \"healthy\" while time is served and no such alarm stands, which falls off"
            + " with a dead service, too.";

    private PanelSections() {
    }

    static final class PulseSection extends Section<PulseOut> {
        private final Row<Integer> channel = row("channel", Type.whole(0, 63), 0, "Output channel of the clock.");
        private final Row<Integer> pin = optional("pin", Type.whole(0, 63),
                "Pin of the clock that it leaves by; without it the pins stay as they are.");
        private final Row<Double> widthMs = row("widthMs", Type.real(0.001, 999, "ms"), 100.0,
                "Length of the pulse, where the driver lets it be chosen; others make it half a second.");
        private final Row<Double> cableDelayNs = row("cableDelayNs", Type.real(0, 1_000_000, "ns"), 0.0,
                "Delay of the cable behind it; the edge leaves earlier by so much.");
        final Row<Output.Shows> shows = row("shows", SHOWS, Output.Shows.TRUSTED, MEANING);

        PulseSection() {
            super("pulseOutput", true, "A pulse per second that the network card's clock puts out; its rising edge"
                    + " begins the second. It is begun anew when the clock was stepped.");
        }

        @Override
        PulseOut bind(Values values) {
            return new PulseOut(values.get(channel), values.find(pin), values.get(widthMs), values.get(cableDelayNs),
                    values.get(shows));
        }
    }

    static final class LampSection extends Section<Lamp> {
        private final Row<String> line = optional("line", HardwareSections.GPIO_LINE,
                "GPIO line, as gpioinfo shows it: chip and number or name of the line, or the name alone.");
        private final Row<String> led = optional("led",
                Type.text(LedOutput.FORM, "the name of a lamp in /sys/class/leds"),
                "Lamp that the kernel has a driver for, by its name in /sys/class/leds.");
        private final Row<Boolean> activeLow = row("activeLow", Type.flag(), false,
                "Of a line: whether a low level means on.");
        private final Row<Output.Shows> shows = required("shows", SHOWS, MEANING);

        LampSection() {
            super("output", true, "A lamp, relay contact or switched supply.");
        }

        void check(Values values) {
            if (values.has(line) == values.has(led)) {
                values.refuse(shows, "needs to be named once", "either output.line or output.led");
            }
        }

        @Override
        Lamp bind(Values values) {
            return new Lamp(values.find(line), values.find(led), values.get(activeLow), values.get(shows));
        }
    }
}
