package dev.grandmaster.linux.board;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;

import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Follower;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Output;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.RealtimeMapping;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.Trouble;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.linux.bus.Buses;
import dev.grandmaster.linux.bus.GpioLine;
import dev.grandmaster.linux.bus.I2cDac;
import dev.grandmaster.linux.bus.I2cThermometer;
import dev.grandmaster.linux.bus.SpiDac;
import dev.grandmaster.linux.net.LinuxPtpTransport;
import dev.grandmaster.linux.net.StampTranslator;
import dev.grandmaster.linux.net.UtcMapping;
import dev.grandmaster.linux.phc.ExternalStamps;
import dev.grandmaster.linux.phc.Phc;
import dev.grandmaster.linux.pps.GpioPps;
import dev.grandmaster.linux.pps.KernelPps;
import dev.grandmaster.linux.sensor.SensorBank;
import dev.grandmaster.linux.sensor.SysfsThermometer;
import dev.grandmaster.linux.serial.ReceiverLink;
import dev.grandmaster.linux.serial.SerialOscillator;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.linux.time.RealtimeToClock;
import dev.grandmaster.linux.time.SystemClock;
import dev.grandmaster.time.UtcStatus;
import org.jspecify.annotations.Nullable;

/** A board of real devices. What was opened first is closed last. */
public final class LinuxBoard implements Board {

    private static final Path SYS = Path.of("/sys");

    private final LinuxSettings settings;
    private final LinuxMonotonic monotonic = new LinuxMonotonic();
    private final UtcMapping utc = new UtcMapping();
    private final Deque<Runnable> closings = new ArrayDeque<>();
    private final SteerableClock clock;
    private final PpsInput pps;
    private final @Nullable PpsInput measurement;
    private final GnssLink gnss;
    private final Sensors sensors;
    private final List<CardFollower> cards = new CopyOnWriteArrayList<>();
    private final @Nullable KeptSystemClock systemClock;
    private final FrontPanel panel;
    private final @Nullable TuningVoltage tuner;

    private LinuxBoard(LinuxSettings settings) throws BoardException {
        this.settings = settings;
        try {
            this.clock = openClock(settings.clock());
            closings.push(clock::close);
            this.pps = openPulse(settings.pulse());
            closings.push(pps::close);
            this.measurement = openMeasurement(settings.around().measurement().orElse(null));
            this.gnss = openReceiver(settings.receiver());
            closings.push(gnss::close);
            this.sensors = openSensors(settings.around().thermometers());
            this.systemClock = openSystemClock(settings.around().systemClockLock().orElse(null));
            this.panel = FrontPanel.open(settings.around().outputs(), clock, SYS);
            closings.push(panel::close);
            this.tuner = openTuner(settings.around().tuner().orElse(null));
        } catch (BoardException refused) {
            close();
            throw withReceivers(refused);
        }
    }

    /** Whoever wires a board wants to hear of a missing receiver together with a missing pulse, not after it. */
    private BoardException withReceivers(BoardException refused) {
        try {
            openReceiver(settings.receiver()).close();
            return refused;
        } catch (BoardException receiver) {
            String told = String.valueOf(refused.getMessage());
            return told.equals(receiver.getMessage())
                    ? refused
                    : new BoardException(refused.kind(), told + "; " + receiver.getMessage());
        }
    }

    /**
     * Opens clock, pulse and receiver.
     *
     * @throws BoardException for the first of them that is missing, busy, forbidden or unsuitable; nothing stays open then
     */
    public static LinuxBoard open(LinuxSettings settings) throws BoardException {
        return new LinuxBoard(settings);
    }

    @Override
    public BoardInfo info() {
        return settings.info();
    }

    @Override
    public MonotonicClock monotonic() {
        return monotonic;
    }

    @Override
    public SteerableClock clock() {
        return clock;
    }

    @Override
    public PpsInput pps() {
        return pps;
    }

    @Override
    public @Nullable PpsInput measurement() {
        return measurement;
    }

    @Override
    public GnssLink gnss() {
        return gnss;
    }

    @Override
    public Sensors sensors() {
        return sensors;
    }

    @Override
    public PtpTransport transport(PortSpec spec) throws BoardException {
        CardFollower follower = followerOf(spec);
        IntSupplier phcIndex = follower != null ? follower::index : clock instanceof Phc phc ? phc::index : () -> -1;
        PtpTransport stamped = new StampTranslator(
                LinuxPtpTransport.open(spec, phcIndex, monotonic, settings.sockets().marked(spec.marking())),
                softwareStamps());
        PtpTransport transport = follower == null ? stamped : new FollowedTransport(stamped, follower);
        closings.push(transport::close);
        return transport;
    }

    /** The clock that is to stamp a port whose card's clock is not the disciplined one; null where the card has that, or stamps are software. */
    private @Nullable CardFollower followerOf(PortSpec spec) throws BoardException {
        if (!(clock instanceof Phc main) || spec.timestamping() != Timestamping.HARDWARE) {
            return null;
        }
        int index = Phc.indexOf(spec.interfaceName());
        if (index < 0 || index == main.index()) {
            return null;
        }
        for (CardFollower known : cards) {
            if (known.index() == index) {
                return known;
            }
        }
        CardFollower follower = new CardFollower(Phc.ofInterface(spec.interfaceName()));
        closings.push(follower::close);
        cards.add(follower);
        return follower;
    }

    @Override
    public List<Follower> followers() {
        List<Follower> all = new ArrayList<>(cards);
        if (systemClock != null) {
            all.add(systemClock);
        }
        return all;
    }

    @Override
    public @Nullable TuningVoltage tuning() {
        return tuner;
    }

    @Override
    public List<Output> outputs() {
        return panel.outputs();
    }

    @Override
    public List<Trouble> troubles() {
        List<Trouble> troubles = new ArrayList<>(panel.troubles());
        if (clock instanceof Phc phc && !phc.trouble().isEmpty()) {
            troubles.add(new Trouble(Trouble.Part.CLOCK, phc.trouble()));
        }
        if (!pps.present()) {
            troubles.add(new Trouble(Trouble.Part.PULSE, pps.name() + " is gone"));
        }
        cards.stream().map(CardFollower::trouble).filter(text -> !text.isEmpty())
                .forEach(text -> troubles.add(new Trouble(Trouble.Part.FOLLOWER, text)));
        KeptSystemClock kept = systemClock;
        if (kept != null && !kept.trouble().isEmpty()) {
            troubles.add(new Trouble(Trouble.Part.SYSTEM_CLOCK, kept.trouble()));
        }
        return troubles;
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        return new PpollWaiter(sources, monotonic);
    }

    /**
     * Passes on what is known of UTC to those that count in it: the system clock where it is the board's clock, and its software time
     * stamps. To be called once before the clock is first read, with the best guess, and about once a second from then on, by one thread.
     *
     * @return 0, or {@code -errno} where the system clock would not take it
     */
    public int follow(UtcStatus status) {
        utc.follow(status);
        CrossTimestamp now = systemClock == null ? null : clock.read();
        if (systemClock != null && now != null) {
            systemClock.follow(status, now.clockNs());
        }
        return clock instanceof SystemClock system ? system.follow(status) : 0;
    }

    @Override
    public void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
    }

    private static SteerableClock openClock(LinuxSettings.ClockSource source) throws BoardException {
        return switch (source) {
            case LinuxSettings.SystemTime system -> SystemClock.open(system.lockFile());
            case LinuxSettings.PhcDevice device -> Phc.open(device.path());
            case LinuxSettings.PhcOfInterface of -> Phc.ofInterface(of.networkInterface());
        };
    }

    private PpsInput openPulse(LinuxSettings.PulseSource source) throws BoardException {
        return switch (source) {
            case LinuxSettings.ClockInput input -> {
                if (!(clock instanceof Phc phc)) {
                    throw new BoardException(BoardException.Kind.UNSUITABLE,
                            "the " + clock.name()
                                    + " has no input of its own; the pulse must come from /dev/ppsN or a GPIO line");
                }
                yield ExternalStamps.open(phc, input.channel(), input.pin(), polarity(input));
            }
            case LinuxSettings.KernelPulse pulse -> KernelPps.open(pulse.path(),
                    pulse.rising() ? KernelPps.Polarity.ASSERT : KernelPps.Polarity.CLEAR, clock);
            case LinuxSettings.GpioPulse pulse -> GpioPps.open(pulse.line(),
                    pulse.rising() ? GpioLine.Polarity.RISING : GpioLine.Polarity.FALLING, clock);
        };
    }

    private static ExternalStamps.Polarity polarity(LinuxSettings.ClockInput input) {
        return input.rising() ? ExternalStamps.Polarity.RISING : ExternalStamps.Polarity.FALLING;
    }

    private @Nullable PpsInput openMeasurement(LinuxSettings.@Nullable PulseSource source) throws BoardException {
        if (source == null) {
            return null;
        }
        PpsInput opened = source instanceof LinuxSettings.ClockInput input && pps instanceof ExternalStamps stamps
                ? stamps.tap(input.channel(), input.pin(), polarity(input))
                : openPulse(source);
        closings.push(opened::close);
        return opened;
    }

    private GnssLink openReceiver(LinuxSettings.ReceiverSource source) throws BoardException {
        return switch (source) {
            case LinuxSettings.Serial serial -> ReceiverLink.serial(serial.device(), serial.baudRate(), serial.parity(),
                    monotonic);
            case LinuxSettings.Tcp tcp -> ReceiverLink.tcp(tcp.host(), tcp.port(), monotonic);
            case LinuxSettings.Replay replay -> ReceiverLink.file(replay.path(), monotonic);
        };
    }

    private Sensors openSensors(List<String> thermometers) {
        if (thermometers.isEmpty()) {
            return Sensors.NONE;
        }
        Buses buses = new Buses();
        closings.push(buses::close);
        SensorBank bank = SensorBank.reading(thermometers.stream().map(name -> name.matches(I2cThermometer.FORM)
                ? I2cThermometer.of(buses, name)
                : SysfsThermometer.of(SYS, name)).toList(), monotonic);
        closings.push(bank::close);
        return bank;
    }

    /** It need not answer yet: an oscillator that nobody tunes still keeps time, and the operator is told. */
    private @Nullable TuningVoltage openTuner(LinuxSettings.@Nullable Tuner wanted) throws BoardException {
        return switch (wanted) {
            case null -> null;
            case LinuxSettings.Converter converter -> {
                Buses buses = new Buses();
                closings.push(buses::close);
                I2cDac dac = new I2cDac(buses, converter.kind(), converter.bus(), converter.address());
                closings.push(dac::close);
                yield dac;
            }
            case LinuxSettings.SpiConverter converter -> {
                Buses buses = new Buses();
                closings.push(buses::close);
                SpiDac dac = new SpiDac(buses, converter.kind(), converter.bus(), converter.chipSelect());
                closings.push(dac::close);
                yield dac;
            }
            case LinuxSettings.AtomicOscillator oscillator -> {
                SerialOscillator opened = SerialOscillator.open(oscillator.device(), oscillator.kind());
                closings.push(opened::close);
                yield opened;
            }
        };
    }

    private @Nullable KeptSystemClock openSystemClock(@Nullable Path lockFile) throws BoardException {
        if (lockFile == null) {
            return null;
        }
        KeptSystemClock kept = KeptSystemClock.open(lockFile);
        closings.push(kept::close);
        return kept;
    }

    private RealtimeMapping softwareStamps() {
        return clock instanceof SystemClock ? utc : new RealtimeToClock(clock);
    }
}
