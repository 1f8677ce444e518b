package dev.grandmaster.linux.sensor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * A sensor that the kernel has a driver for, as a file of sysfs. It is named by its path, or by driver and channel, since the numbers in
 * paths change from one boot to the next:
 *
 * <ul>
 * <li>{@code /sys/class/hwmon/hwmon0/temp1_input}: any file in thousandths of a degree; a raw IIO channel is scaled by its neighbours;
 * <li>{@code hwmon:NAME} or {@code hwmon:NAME/temp2}: the hardware monitor whose {@code name} it is;
 * <li>{@code iio:NAME} or {@code iio:NAME/in_temp_ambient}: the IIO device whose {@code name} it is;
 * <li>{@code thermal:TYPE}: the thermal zone of that {@code type}.
 * </ul>
 *
 * <p>A sensor that is unplugged and comes back is found again.
 */
public final class SysfsThermometer implements Thermometer {

    /** The names that {@link #of} takes, as a regular expression. */
    public static final String FORM = "/.*|hwmon:[^/\\s]+(?:/temp\\d{1,2})?|iio:[^/\\s]+(?:/in_temp\\w*)?|thermal:[^/\\s]+";

    private static final Pattern NAMED = Pattern.compile("(hwmon|iio|thermal):([^/]+)(?:/(.+))?");
    private static final Pattern RAW = Pattern.compile("(in_temp\\w*)_raw");
    private static final Pattern HWMON = Pattern.compile("(temp\\d+)_input");
    private static final double MILLI = 1e-3;
    /** What no board survives: an answer beyond is a broken sensor's. */
    private static final double COLDEST = -60;
    private static final double HOTTEST = 160;

    private final Path sys;
    private final String name;
    private @Nullable Path file;

    private SysfsThermometer(Path sys, String name) {
        this.sys = sys;
        this.name = name;
    }

    /**
     * A sensor, which need not be there yet.
     *
     * @param sys  where sysfs is mounted
     * @param name of the {@link #FORM}
     */
    public static SysfsThermometer of(Path sys, String name) {
        if (!Pattern.matches(FORM, name)) {
            throw new IllegalArgumentException("no such kind of sensor: " + name);
        }
        return new SysfsThermometer(sys, name);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double readCelsius() {
        Path known = file;
        if (known == null || !Files.exists(known)) {
            known = find();
            file = known;
        }
        double celsius = known == null ? Double.NaN : read(known);
        return celsius >= COLDEST && celsius <= HOTTEST ? celsius : Double.NaN;
    }

    private @Nullable Path find() {
        Matcher named = NAMED.matcher(name);
        if (!named.matches()) {
            return Path.of(name);
        }
        String wanted = named.group(2);
        String channel = named.group(3);
        return switch (named.group(1)) {
            case "hwmon" -> {
                Path device = device("class/hwmon", "hwmon*", "name", wanted);
                yield device == null ? null : device.resolve((channel == null ? "temp1" : channel) + "_input");
            }
            case "iio" -> {
                Path device = device("bus/iio/devices", "iio:device*", "name", wanted);
                yield device == null ? null : iioChannel(device, channel == null ? "in_temp" : channel);
            }
            default -> {
                Path zone = device("class/thermal", "thermal_zone*", "type", wanted);
                yield zone == null ? null : zone.resolve("temp");
            }
        };
    }

    /** The one with the lowest number of those that call themselves so. */
    private @Nullable Path device(String folder, String devices, String attribute, String wanted) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(sys.resolve(folder), devices)) {
            for (Path device : all) {
                if (wanted.equals(text(device.resolve(attribute)))) {
                    found.add(device);
                }
            }
        } catch (IOException none) {
            return null;
        }
        return found.stream().min((a, b) -> Integer.compare(number(a), number(b))).orElse(null);
    }

    private static int number(Path device) {
        String digits = device.getFileName().toString().replaceAll("\\D", "");
        return digits.isEmpty() || digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    private static Path iioChannel(Path device, String channel) {
        Path processed = device.resolve(channel + "_input");
        return Files.exists(processed) ? processed : device.resolve(channel + "_raw");
    }

    private static double read(Path file) {
        double value = figure(file, Double.NaN);
        String last = file.getFileName().toString();
        Matcher raw = RAW.matcher(last);
        if (raw.matches()) {
            // sysfs-bus-iio: (raw + offset) * scale is in thousandths of a degree; scale and offset may be shared by all channels.
            double offset = figure(file.resolveSibling(raw.group(1) + "_offset"), 0);
            double scale = figure(file.resolveSibling(raw.group(1) + "_scale"), Double.NaN);
            return (value + offset) * scale * MILLI;
        }
        Matcher monitor = HWMON.matcher(last);
        if (monitor.matches() && figure(file.resolveSibling(monitor.group(1) + "_fault"), 0) != 0) {
            return Double.NaN;
        }
        return value * MILLI;
    }

    private static double figure(Path file, double otherwise) {
        String text = text(file);
        if (text == null) {
            return otherwise;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException nonsense) {
            return Double.NaN;
        }
    }

    private static @Nullable String text(Path file) {
        byte[] bytes = new byte[64];
        try (var in = Files.newInputStream(file)) {
            int length = in.readNBytes(bytes, 0, bytes.length);
            return new String(bytes, 0, length, StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            return null;
        }
    }
}
