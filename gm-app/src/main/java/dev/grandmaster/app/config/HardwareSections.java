package dev.grandmaster.app.config;

import java.util.List;

import dev.grandmaster.app.config.BoardConfig.Sensors;
import dev.grandmaster.linux.bus.GpioLine;
import dev.grandmaster.linux.sensor.SysfsThermometer;

/** The tables of a board file for what is soldered beside clock, pulse and receiver. */
final class HardwareSections {

    static final Type<String> GPIO_LINE = Type.text(GpioLine.FORM,
            "CHIP/LINE or LINE, such as gpiochip0/18, pinctrl-bcm2711/18, GPIO18");

    private HardwareSections() {
    }

    static final class SensorSection extends Section<Sensors> {
        private static final String ALLOWED = "a file of sysfs, or hwmon:NAME, hwmon:NAME/tempN, iio:NAME,"
                + " iio:NAME/in_tempX, thermal:TYPE";

        private final Row<String> temperature = optional("temperature", Type.text(SysfsThermometer.FORM, ALLOWED),
                "The thermometer nearest to the oscillator. NAME is what the file `name` of the device in"
                        + " /sys/class/hwmon or /sys/bus/iio/devices says, TYPE the file `type` in"
                        + " /sys/class/thermal.");
        private final Row<List<String>> others = row("others", Type.texts(SysfsThermometer.FORM, ALLOWED), List.of(),
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
