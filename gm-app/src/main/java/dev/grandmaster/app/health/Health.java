package dev.grandmaster.app.health;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import java.util.function.DoubleSupplier;

import dev.grandmaster.board.Sensors;
import dev.grandmaster.state.GrandmasterState;

/** Looks at the machine once a second, on the supervisor's thread; its figures may be read from any. */
public final class Health {

    /** Files that change slowly are looked at once in so many seconds. */
    private static final int SLOWLY = 10;

    private final Path stateDirectory;
    private final Path memoryInfo;
    private final Sensors sensors;
    private final HostClockWatch hostClock = new HostClockWatch();
    private final TemperatureWatch temperature = new TemperatureWatch();
    private final FrequencyWatch frequency = new FrequencyWatch();
    private int looks;
    private volatile double diskFreePercent = Double.NaN;
    private volatile double memoryAvailablePercent = Double.NaN;

    /** @param stateDirectory whose file system is watched */
    public Health(Path stateDirectory, Sensors sensors) {
        this(stateDirectory, sensors, Path.of("/proc/meminfo"));
    }

    Health(Path stateDirectory, Sensors sensors, Path memoryInfo) {
        this.stateDirectory = stateDirectory;
        this.sensors = sensors;
        this.memoryInfo = memoryInfo;
    }

    /** Names and suppliers of all figures. */
    public void register(BiConsumer<String, DoubleSupplier> figures) {
        figures.accept("disk_free_percent", () -> diskFreePercent);
        figures.accept("memory_available_percent", () -> memoryAvailablePercent);
        figures.accept("host_clock_steps_total", hostClock::steps);
        figures.accept("frequency_jumps_total", frequency::jumps);
        figures.accept("temperature_celsius", temperature::celsius);
        figures.accept("temperature_age_seconds", temperature::ageS);
        figures.accept("temperature_rate_kelvin_per_minute", temperature::ratePerMinute);
    }

    /**
     * Looks once.
     *
     * @param realtimeNs the machine's own clock, ns since 1970
     */
    public void look(GrandmasterState clock, long realtimeNs, long nowMonoNs) {
        hostClock.onLook(realtimeNs, nowMonoNs);
        temperature.onLook(sensors.oscillator(), nowMonoNs);
        frequency.onSecond(clock.clockState(), clock.frequencyPpb());
        if (looks++ % SLOWLY == 0) {
            diskFreePercent = diskFree();
            memoryAvailablePercent = memoryAvailable();
        }
    }

    /** At the oscillator, degrees Celsius; NaN where nobody measures it. */
    public double temperatureCelsius() {
        return temperature.celsius();
    }

    private double diskFree() {
        try {
            FileStore store = Files.getFileStore(stateDirectory);
            return store.getTotalSpace() == 0 ? Double.NaN : 100.0 * store.getUsableSpace() / store.getTotalSpace();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private double memoryAvailable() {
        double total = Double.NaN;
        double available = Double.NaN;
        try {
            for (String line : Files.readAllLines(memoryInfo)) {
                if (line.startsWith("MemTotal:")) {
                    total = kilobytes(line);
                } else if (line.startsWith("MemAvailable:")) {
                    available = kilobytes(line);
                }
            }
        } catch (IOException e) {
            return Double.NaN;
        }
        return 100 * available / total;
    }

    private static double kilobytes(String line) {
        String digits = line.replaceAll("\\D", "");
        return digits.isEmpty() ? Double.NaN : Double.parseDouble(digits);
    }
}
