package dev.grandmaster.sim.world;

import dev.grandmaster.time.LeapSecondTable;

/**
 * What surrounds the board: temperature, faults, leap seconds and the sky. It is driven by the clock, second by second,
 * and may be asked from any thread.
 */
public final class World {

    private final FaultSchedule faults;
    private final LeapSecondTable leapSeconds;
    private final long skyFromTaiNs;
    private final AmbientTemperature room;
    private final TemperatureSensor sensor;
    private final UnseenWarmth unseen;
    private double ambientC;

    /**
     * @param temperature how the room behaves
     * @param leapSeconds the true ones, past and to come
     * @param skyFromTaiNs true TAI, ns, before which the receiver has not found its satellites yet
     */
    public World(TemperatureSpec temperature, FaultSchedule faults, LeapSecondTable leapSeconds, long skyFromTaiNs,
            RandomStreams streams) {
        this.faults = faults;
        this.leapSeconds = leapSeconds;
        this.skyFromTaiNs = skyFromTaiNs;
        this.room = new AmbientTemperature(temperature, streams);
        this.unseen = new UnseenWarmth(temperature, streams);
        this.ambientC = room.ambientC();
        this.sensor = new TemperatureSensor(ambientC, streams);
    }

    /**
     * Lets {@code stepS} seconds pass and returns the temperature at the oscillator, degrees Celsius. Called by the clock
     * alone.
     */
    public synchronized double advance(double stepS) {
        ambientC = room.advance(stepS);
        sensor.advance(stepS, ambientC);
        return ambientC + unseen.advance(stepS);
    }

    /** The temperature of the air, degrees Celsius. */
    public synchronized double ambientC() {
        return ambientC;
    }

    /** What the thermometer on the board reads, degrees Celsius. */
    public synchronized double sensorC() {
        return sensor.readC();
    }

    public FaultSchedule faults() {
        return faults;
    }

    public LeapSecondTable leapSeconds() {
        return leapSeconds;
    }

    /** Whether a receiver here has a fix at that instant. */
    public boolean hasFix(long taiNs) {
        return taiNs >= skyFromTaiNs && faults.signalPresent(taiNs);
    }
}
