package dev.grandmaster.linux.board;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.Output;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.linux.bus.I2cDac;
import dev.grandmaster.linux.bus.SpiDac;
import dev.grandmaster.linux.net.SocketOptions;
import dev.grandmaster.linux.phc.PulseOutput;
import dev.grandmaster.linux.serial.Parity;
import dev.grandmaster.linux.serial.SerialOscillator;

/**
 * Which devices a board is made of.
 *
 * @param info what it says of itself
 * @param clock the clock that is disciplined
 * @param pulse where the receiver's pulse is stamped
 * @param receiver where the receiver's bytes come from
 * @param sockets how the PTP ports are set up
 * @param around what is there beside the clock
 */
public record LinuxSettings(BoardInfo info, ClockSource clock, PulseSource pulse, ReceiverSource receiver,
        SocketOptions sockets, Surroundings around) {

    /** A board with nothing beside its clock. */
    public LinuxSettings(BoardInfo info, ClockSource clock, PulseSource pulse, ReceiverSource receiver,
            SocketOptions sockets) {
        this(info, clock, pulse, receiver, sockets, Surroundings.NONE);
    }

    /**
     * What is there beside the clock.
     *
     * @param thermometers by the names that {@code linux.sensor} knows, the one nearest to the oscillator first
     * @param systemClockLock where the system clock is kept from a card's clock: locked by whoever steers it
     * @param outputs what shows the outside how the clock is
     * @param tuner what tunes the oscillator behind the clock
     * @param measurement where the pulse of another clock is stamped, for looking alone
     */
    public record Surroundings(List<String> thermometers, Optional<Path> systemClockLock, List<OutputSpec> outputs,
            Optional<Tuner> tuner, Optional<PulseSource> measurement) {

        public static final Surroundings NONE = new Surroundings(List.of());

        /** Thermometers alone. */
        public Surroundings(List<String> thermometers) {
            this(thermometers, Optional.empty(), List.of(), Optional.empty(), Optional.empty());
        }

        public Surroundings {
            thermometers = List.copyOf(thermometers);
            outputs = List.copyOf(outputs);
        }
    }

    /** The clock that is disciplined. */
    public sealed interface ClockSource {
    }

    /**
     * CLOCK_REALTIME and its twin CLOCK_TAI.
     *
     * @param lockFile locked by whoever steers it; its folder must exist
     */
    public record SystemTime(Path lockFile) implements ClockSource {
    }

    /**
     * A PTP clock by its device.
     *
     * @param path {@code /dev/ptpN}
     */
    public record PhcDevice(String path) implements ClockSource {
    }

    /** The PTP clock of a network interface. */
    public record PhcOfInterface(String networkInterface) implements ClockSource {
    }

    /** Where the pulse is stamped. */
    public sealed interface PulseSource {
    }

    /**
     * An input of the disciplined PTP clock.
     *
     * @param channel its EXTTS channel
     * @param pin connected to the channel; -1 leaves the pins as they are
     * @param rising true where the rising edge is the second
     */
    public record ClockInput(int channel, int pin, boolean rising) implements PulseSource {
    }

    /**
     * A pulse source of the kernel.
     *
     * @param path {@code /dev/ppsN}
     * @param rising true where the rising edge is the second; the kernel calls it assert
     */
    public record KernelPulse(String path, boolean rising) implements PulseSource {
    }

    /**
     * A line of a GPIO chip: the coarse class.
     *
     * @param line see {@link dev.grandmaster.linux.bus.GpioLine}
     * @param rising true where the rising edge is the second
     */
    public record GpioPulse(String line, boolean rising) implements PulseSource {
    }

    /** What tunes the oscillator behind the clock. */
    public sealed interface Tuner {
        /** Its type. */
        TuningVoltage.Type kind();
    }

    /** A converter on an I2C bus. */
    public record Converter(I2cDac.Kind kind, int bus, int address) implements Tuner {
    }

    /** A converter on an SPI bus, {@code /dev/spidevB.C}. */
    public record SpiConverter(SpiDac.Kind kind, int bus, int chipSelect) implements Tuner {
    }

    /** An oscillator that is tuned by a number on its serial line. */
    public record AtomicOscillator(SerialOscillator.Kind kind, String device) implements Tuner {
    }

    /** Something that shows the outside how the clock is. */
    public sealed interface OutputSpec {
        /** When it is on. */
        Output.Shows shows();
    }

    /** A pulse per second that the disciplined PTP clock puts out. */
    public record PulseOut(PulseOutput.Wiring wiring, Output.Shows shows) implements OutputSpec {
    }

    /**
     * A GPIO line.
     *
     * @param line      see {@link dev.grandmaster.linux.bus.GpioLine}
     * @param activeLow true where a low level means on
     */
    public record LineOut(String line, boolean activeLow, Output.Shows shows) implements OutputSpec {
    }

    /** A lamp by its name in /sys/class/leds. */
    public record LedOut(String led, Output.Shows shows) implements OutputSpec {
    }

    /** Where the receiver's bytes come from. */
    public sealed interface ReceiverSource {
    }

    /** A serial port. */
    public record Serial(String device, int baudRate, Parity parity) implements ReceiverSource {

        /** 8 data bits, no parity, one stop bit. */
        public Serial(String device, int baudRate) {
            this(device, baudRate, Parity.NONE);
        }
    }

    /** A TCP server. */
    public record Tcp(String host, int port) implements ReceiverSource {
    }

    /** A file, once. */
    public record Replay(String path) implements ReceiverSource {
    }
}
