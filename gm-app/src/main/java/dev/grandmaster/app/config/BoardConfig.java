package dev.grandmaster.app.config;

import java.util.List;
import java.util.Optional;

import dev.grandmaster.board.Output;
import dev.grandmaster.linux.board.LinuxSettings;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;

/**
 * What is soldered.
 *
 * @param name the board's name for people
 * @param receiver the GNSS receiver's byte link
 * @param pps where its pulse is stamped; only its default on a simulated board
 * @param clock the clock that is disciplined; only its default on a simulated board
 * @param oscillator what the oscillator behind the clock is said to be; empty where nobody says
 * @param sensors what can be measured beside time
 * @param tuning what tunes the oscillator behind the clock
 * @param measurement the input for another clock's pulse
 * @param panel what shows the outside how the clock is
 * @param network the ports on the housing, in their order
 * @param simulation the physics of a simulated board; empty on a real one
 */
public record BoardConfig(String name, Receiver receiver, Pps pps, Clock clock, Optional<OscillatorKind> oscillator,
        Sensors sensors, Optional<Tuning> tuning, Optional<Measurement> measurement, Panel panel,
        List<NetworkPort> network, Optional<Simulation> simulation) {

    /** Whether the time of this board is invented. */
    public boolean simulated() {
        return simulation.isPresent();
    }

    /** What a receiver speaks. */
    public enum Protocol {
        UBX, NMEA,
        /** Trimble's, of its timing receivers. */
        TSIP
    }

    /**
     * The receiver's link.
     *
     * @param device serial device; empty on a simulated board
     * @param baudRate bits per second
     * @param configure whether it is set up; never one that speaks NMEA alone
     */
    public record Receiver(Optional<String> device, int baudRate, Parity parity, Protocol protocol, boolean configure,
            PulseGrid pulseGrid) {
    }

    /** The ninth bit of each byte on a serial link. */
    public enum Parity {
        NONE("none"), ODD("odd"), EVEN("even");

        private final String word;

        Parity(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The scale whose seconds the pulse begins. */
    public enum PulseGrid {
        GPS("gps"), GALILEO("galileo");

        private final String word;

        PulseGrid(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** Who stamps the pulse. */
    public enum PpsSource {
        /** A pin of the network card's clock (PTP_EXTTS). */
        EXTTS("extts"),
        /** The kernel's PPS device, /dev/ppsN. */
        KERNEL("kernel"),
        /** A line of a GPIO chip, stamped by its interrupt: the coarse class. */
        GPIO("gpio");

        private final String word;

        PpsSource(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** The edge of the pulse that marks the second. */
    public enum PulseEdge {
        RISING("rising"), FALLING("falling");

        private final String word;

        PulseEdge(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * The pulse input.
     *
     * @param device /dev/ppsN, for {@link PpsSource#KERNEL}
     * @param pin number of the clock's pin, for {@link PpsSource#EXTTS}; empty leaves the pins as they are
     * @param channel number of the time-stamp channel, for {@link PpsSource#EXTTS}
     * @param line    name of the GPIO line, for {@link PpsSource#GPIO}
     */
    public record Pps(PpsSource source, String device, Optional<Integer> pin, int channel, Optional<String> line,
            PulseEdge edge) {
    }

    /** Which clock is disciplined. */
    public enum ClockKind {
        /** CLOCK_REALTIME. */
        SYSTEM("system"),
        /** A network card's clock. */
        PHC("phc");

        private final String word;

        ClockKind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * The disciplined clock.
     *
     * @param device /dev/ptpN; empty: the clock of {@code interfaceName}
     * @param interfaceName the network interface that has the clock
     * @param keepSystem    whether the system clock is kept on it
     */
    public record Clock(ClockKind kind, Optional<String> device, Optional<String> interfaceName,
            boolean keepSystem) {
    }

    /**
     * Sensors.
     *
     * @param temperature the thermometer nearest to the oscillator
     * @param others      more of them, shown only
     */
    public record Sensors(Optional<String> temperature, List<String> others) {
    }

    /**
     * What tunes the oscillator behind the clock.
     *
     * @param ppbPerStep as the data sheets have it; empty: it is measured
     */
    public record Tuning(LinuxSettings.Tuner tuner, Optional<Double> ppbPerStep) {
    }

    /**
     * The input for another clock's pulse.
     *
     * @param input   where it is stamped; only its default on a simulated board
     * @param delayNs from that clock to the input, ns
     */
    public record Measurement(Pps input, double delayNs) {
    }

    /** What shows the outside how the clock is. */
    public record Panel(List<PulseOut> pulses, List<Lamp> lamps) {
    }

    /**
     * A pulse per second that the clock puts out.
     *
     * @param pin     number of the clock's pin; empty leaves the pins as they are
     * @param widthMs how long it is, ms
     * @param aheadNs by how much it leaves before the second, ns
     */
    public record PulseOut(int channel, Optional<Integer> pin, double widthMs, double aheadNs, Output.Shows shows) {
    }

    /**
     * A lamp, a relay or a supply: by its GPIO line, or by its name in /sys/class/leds.
     *
     * @param activeLow of a line: a low level means on
     */
    public record Lamp(Optional<String> line, Optional<String> led, boolean activeLow, Output.Shows shows) {
    }

    /**
     * A network port of the housing.
     *
     * @param label what is printed beside it
     */
    public record NetworkPort(String interfaceName, Optional<String> label) {
    }

    /**
     * The physics of the simulated board.
     *
     * @param seed of every random figure
     * @param antennaDelayNs how late the pulse truly arrives, ns
     */
    public record Simulation(long seed, OscillatorKind oscillator, SimulatedReceiver receiver, double antennaDelayNs,
            List<PlannedFault> faults) {
    }

    /**
     * How the simulated receiver behaves.
     *
     * @param qErr whether it tells the quantisation error of its pulse
     * @param cold whether it starts without almanac and time
     * @param latencyMs from the second to its first byte, ms
     */
    public record SimulatedReceiver(Protocol protocol, boolean qErr, boolean cold, int latencyMs) {
    }

    /**
     * Something that goes wrong.
     *
     * @param atS seconds after the start
     * @param forS seconds that it lasts; empty: to the end
     * @param value in the unit of the kind; 0 for a kind that has none
     */
    public record PlannedFault(double atS, Optional<Double> forS, FaultKind kind, double value) {
    }
}
