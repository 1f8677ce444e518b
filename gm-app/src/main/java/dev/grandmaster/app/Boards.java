package dev.grandmaster.app;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.grandmaster.app.config.BoardConfig;
import dev.grandmaster.app.config.BoardConfig.ClockKind;
import dev.grandmaster.app.config.BoardConfig.PlannedFault;
import dev.grandmaster.app.config.BoardConfig.PulseEdge;
import dev.grandmaster.app.config.BoardConfig.Simulation;
import dev.grandmaster.app.simulated.HostSurroundings;
import dev.grandmaster.app.simulated.ReceiverProtocol;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.linux.board.LinuxBoard;
import dev.grandmaster.linux.board.LinuxSettings;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.phc.PulseOutput;
import dev.grandmaster.linux.serial.Parity;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.sim.board.SimulatedBoard;
import dev.grandmaster.sim.board.SimulationSpec;
import dev.grandmaster.sim.world.Fault;
import dev.grandmaster.sim.world.HostTime;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.UtcStatus;

/** Opens the board that the configuration describes, real or simulated. */
final class Boards {

    private static final double NS = 1e9;
    /** Whoever steers the system clock holds it; in the runtime directory of the system. */
    private static final Path SYSTEM_CLOCK_LOCK = Path.of("/run/lock/grandmaster-system-clock");
    /** A receiver that was switched on without almanac finds its first satellites after so long, as data sheets have it. */
    private static final long COLD_START_NS = 29_000_000_000L;
    /** GPS sends its leap seconds once in 12.5 minutes. */
    private static final int LEAP_DECODE_S = 750;
    private static final long MILLISECOND_NS = 1_000_000L;
    private static final int BAUD = 115_200;
    private static final String TCP = "tcp://";
    private static final String FILE = "file:";

    private Boards() {
    }

    /**
     * Opens a board in real time.
     *
     * @param leapSeconds the best list there is
     * @throws BoardException for the first device that is missing, busy, forbidden or unsuitable
     */
    static Board open(BoardConfig board, LeapSecondTable leapSeconds) throws BoardException {
        if (board.simulation().isPresent()) {
            return simulated(board.simulation().get(), leapSeconds);
        }
        LinuxBoard real = LinuxBoard.open(settings(board));
        real.follow(UtcStatus.unknown(leapSeconds.newest().taiMinusUtcSeconds()));
        return real;
    }

    private static Board simulated(Simulation simulation, LeapSecondTable leapSeconds) {
        MonotonicClock monotonic = new LinuxMonotonic();
        HostTime time = new HostTime(HostSurroundings::realtimeNs, monotonic::nowNs, leapSeconds);
        return new SimulatedBoard(physics(simulation), time, faults(simulation.faults(), time.now().taiNs()),
                leapSeconds,
                new HostSurroundings(receiver(simulation.receiver()), monotonic));
    }

    /** The physics that a simulated board is made of. */
    static SimulationSpec physics(Simulation simulation) {
        SimulationSpec spec = SimulationSpec.of(simulation.seed(), simulation.oscillator());
        return spec.withPulse(spec.pulse().withCableDelayNs(simulation.antennaDelayNs()))
                .withSkyAfterNs(simulation.receiver().cold() ? COLD_START_NS : 0);
    }

    /** What goes wrong, at true times. */
    static List<Fault> faults(List<PlannedFault> planned, long startTaiNs) {
        return planned.stream().map(fault -> new Fault(fault.kind(), startTaiNs + Math.round(fault.atS() * NS),
                fault.forS().map(seconds -> Math.round(seconds * NS)).orElse(Fault.FOREVER), fault.value())).toList();
    }

    /** How the simulated receiver behaves. */
    static ReceiverSpec receiver(BoardConfig.SimulatedReceiver receiver) {
        ReceiverProtocol protocol = switch (receiver.protocol()) {
            case UBX -> ReceiverProtocol.UBX;
            case NMEA -> ReceiverProtocol.NMEA;
            case TSIP -> throw new IllegalStateException("the configuration let a simulated receiver speak TSIP");
        };
        return new ReceiverSpec(protocol, receiver.qErr(), receiver.cold(), receiver.latencyMs() * MILLISECOND_NS, BAUD,
                LEAP_DECODE_S);
    }

    private static LinuxSettings settings(BoardConfig board) {
        return new LinuxSettings(new BoardInfo(board.name(), "", false), clock(board.clock()), pulse(board.pps()),
                link(board.receiver()),
                SocketOptions.DEFAULT, around(board));
    }

    private static LinuxSettings.Surroundings around(BoardConfig board) {
        return new LinuxSettings.Surroundings(
                Stream.concat(board.sensors().temperature().stream(), board.sensors().others().stream()).toList(),
                board.clock().keepSystem() ? Optional.of(SYSTEM_CLOCK_LOCK) : Optional.empty(),
                Stream.concat(board.panel().pulses().stream().map(Boards::pulseOut),
                        board.panel().lamps().stream().map(Boards::lamp)).toList(),
                board.tuning().map(BoardConfig.Tuning::tuner),
                board.measurement().map(measurement -> pulse(measurement.input())));
    }

    private static LinuxSettings.OutputSpec pulseOut(BoardConfig.PulseOut pulse) {
        return new LinuxSettings.PulseOut(new PulseOutput.Wiring(pulse.channel(), pulse.pin().orElse(-1),
                Math.round(pulse.widthMs() * MILLISECOND_NS), Math.round(pulse.aheadNs())), pulse.shows());
    }

    private static LinuxSettings.OutputSpec lamp(BoardConfig.Lamp lamp) {
        return lamp.line().<LinuxSettings.OutputSpec>map(
                line -> new LinuxSettings.LineOut(line, lamp.activeLow(), lamp.shows()))
                .orElseGet(() -> new LinuxSettings.LedOut(lamp.led().orElseThrow(), lamp.shows()));
    }

    private static LinuxSettings.ReceiverSource link(BoardConfig.Receiver receiver) {
        String device = receiver.device().orElseThrow();
        if (device.startsWith(TCP)) {
            int colon = device.lastIndexOf(':');
            return new LinuxSettings.Tcp(device.substring(TCP.length(), colon),
                    Integer.parseInt(device.substring(colon + 1)));
        }
        return device.startsWith(FILE)
                ? new LinuxSettings.Replay(device.substring(FILE.length()))
                : new LinuxSettings.Serial(device, receiver.baudRate(), switch (receiver.parity()) {
                    case NONE -> Parity.NONE;
                    case ODD -> Parity.ODD;
                    case EVEN -> Parity.EVEN;
                });
    }

    private static LinuxSettings.ClockSource clock(BoardConfig.Clock clock) {
        if (clock.kind() == ClockKind.SYSTEM) {
            return new LinuxSettings.SystemTime(SYSTEM_CLOCK_LOCK);
        }
        return clock.device().<LinuxSettings.ClockSource>map(LinuxSettings.PhcDevice::new)
                .orElseGet(() -> new LinuxSettings.PhcOfInterface(clock.interfaceName().orElseThrow()));
    }

    private static LinuxSettings.PulseSource pulse(BoardConfig.Pps pps) {
        boolean rising = pps.edge() == PulseEdge.RISING;
        return switch (pps.source()) {
            case KERNEL -> new LinuxSettings.KernelPulse(pps.device(), rising);
            case EXTTS -> new LinuxSettings.ClockInput(pps.channel(), pps.pin().orElse(-1), rising);
            case GPIO -> new LinuxSettings.GpioPulse(pps.line().orElseThrow(), rising);
        };
    }
}
