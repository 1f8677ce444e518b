package dev.grandmaster.app.config;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import dev.grandmaster.app.config.BoardConfig.Clock;
import dev.grandmaster.app.config.BoardConfig.ClockKind;
import dev.grandmaster.app.config.BoardConfig.NetworkPort;
import dev.grandmaster.app.config.BoardConfig.Parity;
import dev.grandmaster.app.config.BoardConfig.PulseGrid;
import dev.grandmaster.app.config.BoardConfig.Receiver;
import dev.grandmaster.app.config.BoardConfig.Simulation;

/** The keys of a board file: what is soldered. */
public final class BoardFile extends FileKeys<BoardConfig> {
    static final Type<String> INTERFACE = Type.text("[^\\s/]{1,15}",
            "the name of a network interface, 1 to 15 characters without blanks and slashes");
    static final Type<String> DEVICE = Type.text("/.*", "an absolute path");
    private static final Type<String> LINK = Type.text("/.*|file:/.*|tcp://[^/:]+:[1-9][0-9]{0,4}",
            "an absolute path, tcp://HOST:PORT or file:/PATH");

    private final BoardSection board = section(new BoardSection());
    private final LinkSection link = section(new LinkSection());
    private final Physics.ReceiverSection receiver = section(new Physics.ReceiverSection());
    private final PulseSections.PpsSection pps = section(new PulseSections.PpsSection());
    private final PulseSections.MeasurementSection measurement = section(new PulseSections.MeasurementSection());
    private final ClockSection clock = section(new ClockSection());
    private final Physics.OscillatorSection oscillator = section(new Physics.OscillatorSection());
    private final HardwareSections.SensorSection sensors = section(new HardwareSections.SensorSection());
    private final HardwareSections.TuningSection tuning = section(new HardwareSections.TuningSection());
    private final PanelSections.PulseSection pulseOutputs = section(new PanelSections.PulseSection());
    private final PanelSections.LampSection lamps = section(new PanelSections.LampSection());
    private final NetworkSection network = section(new NetworkSection());
    private final SimulationSection simulation = section(new SimulationSection());
    private final AntennaSection antenna = section(new AntennaSection());
    private final Physics.FaultSection faults = section(new Physics.FaultSection());

    /** A set of rows of its own. */
    public BoardFile() {
        super("board file");
    }

    @Override
    void check(Found found) {
        faults.check(found);
        sensors.check(found.values(sensors));
        Set<String> names = new HashSet<>();
        found.each(network, (port, values) -> {
            if (!names.add(port.interfaceName())) {
                values.refuse(network.interfaceName, "named twice", "each interface once");
            }
        });
        if (found.values(board).get(board.simulated)) {
            refuse(found, link, List.of(link.device, link.baudRate, link.parity), "a simulated board has none");
            refuseTsip(found.values(receiver), receiver);
            refuse(found, pps, pps.rows(), "a simulated board has its own");
            refuse(found, clock, clock.rows(), "a simulated board has its own");
            measurement.checkSimulated(found.values(measurement));
            refuse(found, tuning, tuning.rows(), "a simulated board has none");
            found.tables(pulseOutputs).forEach(
                    values -> refuse(values, pulseOutputs.rows(), "a simulated board has none"));
            found.tables(lamps).forEach(values -> refuse(values, lamps.rows(), "a simulated board has none"));
        } else {
            String why = "only a simulated board has it (board.simulated = true)";
            refuse(found, receiver, List.of(receiver.qErr, receiver.cold, receiver.latencyMs), why);
            refuse(found, simulation, simulation.rows(), why);
            refuse(found, antenna, antenna.rows(), why);
            found.tables(faults).forEach(values -> refuse(values, faults.rows(), why));
            checkHardware(found);
        }
    }

    private void checkHardware(Found found) {
        Values linkValues = found.values(link);
        if (!linkValues.has(link.device)) {
            linkValues.refuse(link.device, "missing");
        }
        Values clockValues = found.values(clock);
        boolean phc = clockValues.get(clock.kind) == ClockKind.PHC;
        int named = (clockValues.has(clock.device) ? 1 : 0) + (clockValues.has(clock.interfaceName) ? 1 : 0);
        if (phc && named != 1) {
            clockValues.refuse(clock.kind, "needs the clock named once", "either clock.device or clock.interface");
        } else if (!phc && named != 0) {
            clockValues.refuse(clock.kind, "takes no device", "\"phc\" with clock.device or clock.interface");
        }
        if (!phc && clockValues.get(clock.keepSystem)) {
            clockValues.refuse(clock.keepSystem, "it is the system clock itself that is disciplined", "leave it out");
        }
        tuning.check(found.values(tuning), phc);
        if (!phc) {
            found.tables(pulseOutputs).forEach(values -> values.refuse(pulseOutputs.shows,
                    "a pulse comes from a network card's clock, and clock.kind is \"system\"", "leave it out"));
        }
        found.tables(lamps).forEach(lamps::check);
        pps.check(found.values(pps), phc);
        Values measured = found.values(measurement);
        if (measurement.rows().stream().anyMatch(measured::has)) {
            measurement.check(measured, phc);
            if (measurement.sameAs(measured, pps.pulse(found.values(pps)))) {
                measured.refuse(measurement.rows().getFirst(), "it is the input of the receiver's pulse",
                        "another input");
            }
        }
    }

    /** For the scenario file as well. */
    static void refuseTsip(Values values, Physics.ReceiverSection receiver) {
        if (values.get(receiver.protocol) == BoardConfig.Protocol.TSIP) {
            values.refuse(receiver.protocol, "a simulated receiver does not speak it", "UBX or NMEA");
        }
    }

    private static void refuse(Found found, Section<?> section, List<Row<?>> rows, String why) {
        refuse(found.values(section), rows, why);
    }

    private static void refuse(Values values, List<Row<?>> rows, String why) {
        rows.stream().filter(values::has).forEach(row -> values.refuse(row, why, "leave it out"));
    }

    @Override
    BoardConfig bind(Found found) {
        Optional<Simulation> world = found.values(board).get(board.simulated)
                ? Optional.of(new Simulation(found.one(simulation), found.one(oscillator), found.one(receiver),
                        found.one(antenna), found.all(faults)))
                : Optional.empty();
        Values linkValues = found.values(link);
        return new BoardConfig(found.one(board),
                new Receiver(linkValues.find(link.device), linkValues.get(link.baudRate),
                        linkValues.get(link.parity),
                        found.values(receiver).get(receiver.protocol), linkValues.get(link.configure),
                        linkValues.get(link.pulseGrid)),
                found.one(pps), found.one(clock),
                world.isPresent() || found.values(oscillator).has(oscillator.kind)
                        ? Optional.of(found.one(oscillator))
                        : Optional.empty(),
                found.one(sensors), found.one(tuning), found.one(measurement),
                new BoardConfig.Panel(found.all(pulseOutputs), found.all(lamps)), found.all(network), world);
    }

    private static final class BoardSection extends Section<String> {
        private final Row<String> name = required("name", Type.text(), "Name of the board, for people.");
        private final Row<Boolean> simulated = row("simulated", Type.flag(), false,
                "Whether the whole board is invented: receiver, pulse, oscillator and clock.");

        BoardSection() {
            super("board", false, "The board itself.");
        }

        @Override
        String bind(Values values) {
            return values.get(name);
        }
    }

    /** The part of {@code [receiver]} that is about its link and its settings. */
    private static final class LinkSection extends Section<Optional<String>> {
        private final Row<String> device = optional("device", LINK,
                "Serial device of the receiver, tcp://HOST:PORT of a server that has it, or file:/PATH of what one sent,"
                        + " read once.");
        private final Row<Integer> baudRate = row("baudRate",
                Type.oneOf("bit/s", 4800, 9600, 19200, 38400, 57600, 115200, 230400, 460800, 921600), 115200,
                "Speed of the serial link. A receiver that is set up is found at any other speed, too.");
        private final Row<Parity> parity = row("parity", Type.choice(Parity.class, Parity::word), Parity.NONE,
                "Parity of the serial link, beside 8 data bits and a stop bit. Older Trimble receivers have \"odd\".");
        private final Row<Boolean> configure = row("configure", Type.flag(), true,
                "Whether a receiver that speaks UBX or TSIP is set up: messages, pulse, cable delay, position. What differs is"
                        + " changed in its working memory, read back and told.");
        private final Row<PulseGrid> pulseGrid = row("pulseGrid", Type.choice(PulseGrid.class, PulseGrid::word),
                PulseGrid.GPS, "The scale whose seconds the pulse begins, for a receiver that is set up; never UTC.");

        LinkSection() {
            super("receiver", false, "The GNSS receiver.");
        }

        @Override
        Optional<String> bind(Values values) {
            return values.find(device);
        }
    }

    private static final class ClockSection extends Section<Clock> {
        private final Row<ClockKind> kind = row("kind", Type.choice(ClockKind.class, ClockKind::word),
                ClockKind.SYSTEM, "The clock that is disciplined and stamps the PTP messages.");
        private final Row<String> device = optional("device", DEVICE, "/dev/ptpN, for kind \"phc\".");
        private final Row<String> interfaceName = optional("interface", INTERFACE,
                "Network interface whose clock is taken, for kind \"phc\".");
        private final Row<Boolean> keepSystem = row("keepSystem", Type.flag(), false,
                "Whether the system clock is kept on this one while UTC is known, for kind \"phc\"; it is left alone"
                        + " while chronyd, ntpd, systemd-timesyncd or phc2sys runs.");

        ClockSection() {
            super("clock", false, "The disciplined clock.");
        }

        @Override
        Clock bind(Values values) {
            return new Clock(values.get(kind), values.find(device), values.find(interfaceName), values.get(keepSystem));
        }
    }

    private static final class NetworkSection extends Section<NetworkPort> {
        private final Row<String> interfaceName = required("interface", INTERFACE, "Network interface.");
        private final Row<String> label = optional("label", Type.text(), "What is printed beside the socket.");

        NetworkSection() {
            super("network", true, "A network port of the housing. Without any [[ptp.port]] in the site file, PTP is"
                    + " served over UDPv4 on each of them.");
        }

        @Override
        NetworkPort bind(Values values) {
            return new NetworkPort(values.get(interfaceName), values.find(label));
        }
    }

    private static final class SimulationSection extends Section<Long> {
        private final Row<Long> seed = row("seed", Type.wholeLong(0, Long.MAX_VALUE, ""), 1L,
                "Seed of all random figures: the same seed makes the same noise.");

        SimulationSection() {
            super("simulation", false, "The simulated board as a whole.");
        }

        @Override
        Long bind(Values values) {
            return values.get(seed);
        }
    }

    private static final class AntennaSection extends Section<Double> {
        private final Row<Double> lengthDelayNs = row("lengthDelayNs", Physics.ANTENNA_DELAY, 0.0,
                "True delay of the simulated antenna cable; the site's antenna.cableDelayNs is what is compensated.");

        AntennaSection() {
            super("antenna", false, "The simulated antenna.");
        }

        @Override
        Double bind(Values values) {
            return values.get(lengthDelayNs);
        }
    }
}
