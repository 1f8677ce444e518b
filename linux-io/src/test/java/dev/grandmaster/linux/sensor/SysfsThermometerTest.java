package dev.grandmaster.linux.sensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On trees that look like sysfs. */
class SysfsThermometerTest {

    @TempDir
    private Path sys = Path.of("");

    @Test
    void hwmonIsFoundByItsNameAndChannel() throws IOException {
        write("class/hwmon/hwmon0/name", "acpitz");
        write("class/hwmon/hwmon0/temp1_input", "90000");
        write("class/hwmon/hwmon3/name", "tmp102");
        write("class/hwmon/hwmon3/temp1_input", "31250");
        write("class/hwmon/hwmon3/temp2_input", "-4125");
        assertEquals(31.25, read("hwmon:tmp102"));
        assertEquals(-4.125, read("hwmon:tmp102/temp2"), 1e-12);
        assertEquals(90, read(sys.resolve("class/hwmon/hwmon0/temp1_input").toString()));
    }

    @Test
    void ofTwinsTheLowerNumberIsTakenAsANumber() throws IOException {
        write("class/hwmon/hwmon10/name", "lm75");
        write("class/hwmon/hwmon10/temp1_input", "10000");
        write("class/hwmon/hwmon9/name", "lm75");
        write("class/hwmon/hwmon9/temp1_input", "9000");
        assertEquals(9, read("hwmon:lm75"));
    }

    @Test
    void aFaultySensorDoesNotCount() throws IOException {
        write("class/hwmon/hwmon0/name", "max6675");
        write("class/hwmon/hwmon0/temp1_input", "25000");
        write("class/hwmon/hwmon0/temp1_fault", "1");
        assertEquals(Double.NaN, read("hwmon:max6675"));
    }

    @Test
    void iioIsScaledWhereItIsRaw() throws IOException {
        write("bus/iio/devices/iio:device0/name", "tmp117");
        write("bus/iio/devices/iio:device0/in_temp_raw", "3200");
        write("bus/iio/devices/iio:device0/in_temp_scale", "7.8125");
        assertEquals(25, read("iio:tmp117"));
        write("bus/iio/devices/iio:device1/name", "xadc");
        write("bus/iio/devices/iio:device1/in_temp0_raw", "2500");
        write("bus/iio/devices/iio:device1/in_temp0_offset", "-2219");
        write("bus/iio/devices/iio:device1/in_temp0_scale", "123.040771484");
        assertEquals((2500 - 2219) * 0.123040771484, read("iio:xadc/in_temp0"), 1e-9);
        write("bus/iio/devices/iio:device2/name", "bmp280");
        write("bus/iio/devices/iio:device2/in_temp_input", "22130");
        assertEquals(22.13, read("iio:bmp280"), 1e-12);
    }

    @Test
    void aRawChannelWithoutScaleIsNoTemperature() throws IOException {
        write("bus/iio/devices/iio:device0/name", "adc");
        write("bus/iio/devices/iio:device0/in_temp_raw", "300");
        assertEquals(Double.NaN, read("iio:adc"));
    }

    @Test
    void thermalZonesGoByTheirType() throws IOException {
        write("class/thermal/thermal_zone0/type", "gpu-thermal");
        write("class/thermal/thermal_zone0/temp", "1000");
        write("class/thermal/thermal_zone1/type", "cpu-thermal");
        write("class/thermal/thermal_zone1/temp", "48312");
        assertEquals(48.312, read("thermal:cpu-thermal"), 1e-12);
    }

    @Test
    void nonsenseIsNoTemperature() throws IOException {
        for (String nonsense : new String[]{"", "hot", "-273150", "200000", "9".repeat(100)}) {
            write("class/hwmon/hwmon0/name", "chip");
            write("class/hwmon/hwmon0/temp1_input", nonsense);
            assertEquals(Double.NaN, read("hwmon:chip"), nonsense);
        }
    }

    @Test
    void whatIsUnpluggedIsFoundAgainUnderAnotherNumber() throws IOException {
        SysfsThermometer thermometer = SysfsThermometer.of(sys, "hwmon:usb");
        assertEquals(Double.NaN, thermometer.readCelsius());
        write("class/hwmon/hwmon1/name", "usb");
        write("class/hwmon/hwmon1/temp1_input", "21000");
        assertEquals(21, thermometer.readCelsius());
        Files.delete(sys.resolve("class/hwmon/hwmon1/temp1_input"));
        Files.delete(sys.resolve("class/hwmon/hwmon1/name"));
        assertEquals(Double.NaN, thermometer.readCelsius());
        write("class/hwmon/hwmon2/name", "usb");
        write("class/hwmon/hwmon2/temp1_input", "22000");
        assertEquals(22, thermometer.readCelsius());
    }

    @Test
    void otherNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> SysfsThermometer.of(sys, "acpi:temp"));
        assertThrows(IllegalArgumentException.class, () -> SysfsThermometer.of(sys, "hwmon:a/../../etc"));
    }

    private double read(String name) {
        return SysfsThermometer.of(sys, name).readCelsius();
    }

    private void write(String file, String text) throws IOException {
        Path path = sys.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text + "\n");
    }
}
