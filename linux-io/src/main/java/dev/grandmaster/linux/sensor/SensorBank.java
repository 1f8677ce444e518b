package dev.grandmaster.linux.sensor;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.linux.thread.DeviceThread;
import org.jspecify.annotations.Nullable;

/** All sensors of a board, read by a thread of their own so that a slow bus holds up nobody. */
public final class SensorBank implements Sensors, AutoCloseable {

    private static final long PERIOD_NS = 1_000_000_000;

    private final List<Thermometer> thermometers;
    private final MonotonicClock clock;
    private final @Nullable Temperature[] last;
    private final DeviceThread thread;
    private volatile List<Temperature> published = List.of();

    private SensorBank(List<? extends Thermometer> thermometers, MonotonicClock clock) {
        this.thermometers = List.copyOf(thermometers);
        this.clock = clock;
        this.last = new @Nullable Temperature[thermometers.size()];
        this.thread = new DeviceThread("gm-sens", this::run);
    }

    /**
     * Reads these sensors from now on, the one nearest to the oscillator first.
     *
     * @param clock for the age of the readings
     */
    public static SensorBank reading(List<? extends Thermometer> thermometers, MonotonicClock clock) {
        SensorBank bank = new SensorBank(thermometers, clock);
        bank.thread.start();
        return bank;
    }

    /** A bank that is read when it is told to, without a thread. */
    static SensorBank still(List<? extends Thermometer> thermometers, MonotonicClock clock) {
        return new SensorBank(thermometers, clock);
    }

    @Override
    public List<Temperature> temperatures() {
        return published;
    }

    /**
     * The nearest sensor alone: where it has never answered, another one is no substitute for it.
     */
    @Override
    public @Nullable Temperature oscillator() {
        List<Temperature> now = published;
        return now.isEmpty() || thermometers.isEmpty()
                || !now.getFirst().sensor().equals(thermometers.getFirst().name())
                        ? null
                        : now.getFirst();
    }

    /** Measures once with each. */
    void measure() {
        List<Temperature> now = new ArrayList<>();
        for (int i = 0; i < last.length; i++) {
            Thermometer thermometer = thermometers.get(i);
            double celsius = thermometer.readCelsius();
            if (!Double.isNaN(celsius)) {
                last[i] = new Temperature(thermometer.name(), celsius, clock.nowNs());
            }
            Temperature reading = last[i];
            if (reading != null) {
                now.add(reading);
            }
        }
        published = List.copyOf(now);
    }

    private void run() {
        while (thread.isOpen()) {
            measure();
            thread.rest(PERIOD_NS);
        }
    }

    @Override
    public void close() {
        if (thread.close()) {
            thermometers.forEach(Thermometer::close);
        }
    }
}
