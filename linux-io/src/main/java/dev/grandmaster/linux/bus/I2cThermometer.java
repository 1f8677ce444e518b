package dev.grandmaster.linux.bus;

import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import dev.grandmaster.linux.sensor.Thermometer;
import org.jspecify.annotations.Nullable;

/**
 * A thermometer on an I2C bus that the kernel has no driver for here: its register of 16 bits, the higher byte first. It is named by its type, bus
 * and address, such as {@code tmp117:1/0x48}. One that is absent is asked for again at each reading.
 */
public final class I2cThermometer implements Thermometer {

    /** The names that {@link #of} takes, as a regular expression. */
    public static final String FORM = "(?:tmp117|lm75):\\d{1,3}/0x[0-7][0-9a-fA-F]";

    private static final int REGISTER = 0;
    /** A TMP117 counts in 1/128 degree (its data sheet, Temp_Result). */
    private static final double TMP117_STEP = 0.0078125;
    /** An LM75 shows -256 degrees before its first conversion; a TMP117 does after its reset. */
    private static final int NOT_YET = 0x8000;
    /** An LM75 in 1/256, though only the upper 9 to 11 bits count (its data sheet, Temp). */
    private static final double LM75_STEP = 1 / 256.0;

    private final Buses buses;
    private final String name;
    private final int bus;
    private final int address;
    private final double step;
    private @Nullable I2C device;

    private I2cThermometer(Buses buses, String name, int bus, int address, double step) {
        this.buses = buses;
        this.name = name;
        this.bus = bus;
        this.address = address;
        this.step = step;
    }

    /**
     * A sensor, which need not be there yet.
     *
     * @param name of the {@link #FORM}
     */
    public static I2cThermometer of(Buses buses, String name) {
        int colon = name.indexOf(':');
        int slash = name.indexOf('/');
        return new I2cThermometer(buses, name, Integer.parseInt(name.substring(colon + 1, slash)),
                Integer.decode(name.substring(slash + 1)),
                name.startsWith("tmp117") ? TMP117_STEP : LM75_STEP);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public double readCelsius() {
        byte[] raw = new byte[2];
        try {
            I2C open = device == null ? buses.i2c(bus, address) : device;
            device = open;
            open.readRegister(REGISTER, raw, 0, 2);
        } catch (IOException failed) {
            close();
            return Double.NaN;
        }
        int counts = raw[0] << 8 | (raw[1] & 0xFF);
        return (counts & 0xFFFF) == NOT_YET ? Double.NaN : counts * step;
    }

    @Override
    public void close() {
        I2C open = device;
        if (open != null) {
            device = null;
            buses.release(open);
        }
    }
}
