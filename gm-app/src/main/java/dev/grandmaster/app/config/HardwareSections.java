package dev.grandmaster.app.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.grandmaster.app.config.BoardConfig.Sensors;
import dev.grandmaster.app.config.BoardConfig.Tuning;
import dev.grandmaster.linux.board.LinuxSettings;
import dev.grandmaster.linux.bus.GpioLine;
import dev.grandmaster.linux.bus.I2cDac;
import dev.grandmaster.linux.bus.I2cThermometer;
import dev.grandmaster.linux.bus.SpiDac;
import dev.grandmaster.linux.sensor.SysfsThermometer;
import dev.grandmaster.linux.serial.SerialOscillator;

/** The tables of a board file for what is soldered beside clock, pulse and receiver. */
final class HardwareSections {

    static final Type<String> GPIO_LINE = Type.text(GpioLine.FORM,
            "CHIP/LINE or LINE, such as gpiochip0/18, pinctrl-bcm2711/18, GPIO18");

    private HardwareSections() {
    }

    static final class TuningSection extends Section<Optional<Tuning>> {
        private final Row<I2cDac.Kind> dac = optional("dac", Type.choice(I2cDac.Kind.class, I2cDac.Kind::name),
                "The converter that makes the tuning voltage.");
        private final Row<Integer> bus = row("bus", Type.whole(0, 255), 1, "Its I2C bus, /dev/i2c-N.");
        private final Row<Integer> address = row("address", Type.whole(8, 119), 76, "Its address; 76 is 0x4C.");
        private final Row<SpiDac.Kind> spiDac = optional("spiDac", Type.choice(SpiDac.Kind.class, SpiDac.Kind::name),
                "In place of that: a converter on SPI.");
        private final Row<Integer> spiBus = row("spiBus", Type.whole(0, 6), 0, "Its SPI bus, the B of /dev/spidevB.C.");
        private final Row<Integer> chipSelect = row("chipSelect", Type.whole(0, 10), 0,
                "Its chip select, the C of /dev/spidevB.C.");
        private final Row<SerialOscillator.Kind> oscillator = optional("oscillator",
                Type.choice(SerialOscillator.Kind.class, SerialOscillator.Kind::name),
                "In place of a converter: the atomic oscillator that takes its frequency on a serial line.");
        private final Row<String> device = optional("device", BoardFile.DEVICE,
                "Serial device of that oscillator.");
        private final Row<Double> ppbPerStep = optional("ppbPerStep", Type.real(-1000, 1000, "ppb"),
                "What a step of the converter does to the frequency, negative where more voltage makes it slower. Without"
                        + " it that is measured on the pulses at the first start, which takes three minutes, and kept; of an atomic"
                        + " oscillator it is known.");

        TuningSection() {
            super("tuning", false, "What tunes the oscillator behind the clock, for kind \"phc\".");
        }

        void check(Values values, boolean phc) {
            if (rows().stream().noneMatch(values::has)) {
                return;
            }
            List<Row<?>> tuners = Stream.<Row<?>>of(dac, spiDac, oscillator).filter(values::has).toList();
            if (tuners.size() != 1) {
                values.refuse(tuners.isEmpty() ? dac : tuners.getFirst(),
                        tuners.isEmpty() ? "missing" : "the oscillator is tuned by one of them",
                        "one of tuning.dac, tuning.spiDac and tuning.oscillator");
            }
            if (values.has(oscillator) != values.has(device)) {
                values.refuse(device, values.has(device) ? "a converter has none" : "missing",
                        "tuning.oscillator together with tuning.device");
            }
            if (!phc) {
                values.refuse(tuners.isEmpty() ? dac : tuners.getFirst(),
                        "the system clock has no oscillator of its own that could be tuned", "clock.kind = \"phc\"");
            }
            if (values.find(ppbPerStep).filter(step -> step == 0).isPresent()) {
                values.refuse(ppbPerStep, "an oscillator that does not follow is not tuned", "a number but 0");
            }
        }

        @Override
        Optional<Tuning> bind(Values values) {
            Optional<Double> step = values.find(ppbPerStep);
            return values.find(oscillator)
                    .map(kind -> new Tuning(new LinuxSettings.AtomicOscillator(kind, values.find(device).orElseThrow()),
                            step.or(() -> Optional.of(kind.ppbPerStep()))))
                    .or(() -> values.find(spiDac)
                            .map(kind -> new Tuning(
                                    new LinuxSettings.SpiConverter(kind, values.get(spiBus), values.get(chipSelect)),
                                    step)))
                    .or(() -> values.find(dac)
                            .map(kind -> new Tuning(
                                    new LinuxSettings.Converter(kind, values.get(bus), values.get(address)), step)));
        }
    }

    static final class SensorSection extends Section<Sensors> {
        private static final String ALLOWED = "a file of sysfs, or hwmon:NAME, hwmon:NAME/tempN, iio:NAME,"
                + " iio:NAME/in_tempX, thermal:TYPE, tmp117:BUS/0xADDRESS, lm75:BUS/0xADDRESS";
        private static final String FORM = SysfsThermometer.FORM + "|" + I2cThermometer.FORM;

        private final Row<String> temperature = optional("temperature", Type.text(FORM, ALLOWED),
                "The thermometer nearest to the oscillator. NAME is what the file `name` of the device in"
                        + " /sys/class/hwmon or /sys/bus/iio/devices says, TYPE the file `type` in"
                        + " /sys/class/thermal. tmp117 and lm75 are asked past the kernel, on /dev/i2c-BUS.");
        private final Row<List<String>> others = row("others", Type.texts(FORM, ALLOWED), List.of(),
                "More thermometers, which are shown and nothing else.");

        SensorSection() {
            super("sensors", false, "Sensors of the board, read once a second.");
        }

        void check(Values values) {
            if (values.has(others) && !values.has(temperature)) {
                values.refuse(others, "needs sensors.temperature, the one that counts");
            }
        }

        @Override
        Sensors bind(Values values) {
            return new Sensors(values.find(temperature), values.get(others));
        }
    }
}
