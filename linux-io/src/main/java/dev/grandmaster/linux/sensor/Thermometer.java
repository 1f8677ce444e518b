package dev.grandmaster.linux.sensor;

/** One sensor of temperature. Owner: one thread. */
public interface Thermometer extends AutoCloseable {

    /** Which one, for people. */
    String name();

    /** Measures now, which may take a while: degrees Celsius, or NaN where it does not answer or answers nonsense. */
    double readCelsius();

    @Override
    default void close() {
        // Most hold nothing between two readings.
    }
}
