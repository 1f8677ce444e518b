package dev.grandmaster.linux.bus;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

import com.pi4j.io.i2c.I2C;

/** The part of the guest's program that works on an I2C bus: registers that the kernel's i2c-stub keeps. */
public final class BusInGuest {

    private BusInGuest() {
    }

    /** Prints what it saw, one {@code name=value} a line. */
    public static void main(String[] module) throws IOException, InterruptedException {
        int rc = new ProcessBuilder("insmod", module[0], "chip_addr=0x48,0x4c,0x60").inheritIO().start().waitFor();
        System.out.println("i2c.insmod=" + rc);
        int bus = stub();
        try (Buses buses = new Buses()) {
            thermometer(buses, bus);
            dac(buses, I2cDac.Kind.MCP4725, bus, 0x60, 0xABC);
            dac(buses, I2cDac.Kind.AD5693R, bus, 0x4c, 0x1234);
            try (I2cDac absent = new I2cDac(buses, I2cDac.Kind.DAC8571, bus, 0x50)) {
                System.out.println("dac.absent=" + absent.set(1));
            }
        }
    }

    private static void thermometer(Buses buses, int bus) {
        I2C chip = buses.i2c(bus, 0x48);
        I2cThermometer tmp117 = I2cThermometer.of(buses, "tmp117:" + bus + "/0x48");
        I2cThermometer lm75 = I2cThermometer.of(buses, "lm75:" + bus + "/0x48");
        chip.write(new byte[]{0, 0x0C, (byte) 0xC0}, 0, 3);
        System.out.println("i2c.tmp117=" + tmp117.readCelsius());
        chip.write(new byte[]{0, (byte) 0xF5, (byte) 0xC0}, 0, 3);
        System.out.println("i2c.lm75=" + lm75.readCelsius());
        chip.write(new byte[]{0, (byte) 0x80, 0}, 0, 3);
        System.out.println("i2c.notYet=" + tmp117.readCelsius());
        System.out.println("i2c.absent=" + I2cThermometer.of(buses, "lm75:" + bus + "/0x4f").readCelsius());
        System.out.println("i2c.noBus=" + I2cThermometer.of(buses, "lm75:99/0x48").readCelsius());
        byte[] three = {1, 2, 3};
        chip.writeRegister(0x10, three, 0, 3);
        byte[] back = new byte[3];
        chip.readRegister(0x10, back, 0, 3);
        System.out.println("i2c.block=" + back[0] + back[1] + back[2]);
        chip.writeRegister(0x20, (byte) 0x5A);
        System.out.println("i2c.byte=" + chip.readRegister(0x20));
        tmp117.close();
        lm75.close();
        buses.release(chip);
    }

    private static void dac(Buses buses, I2cDac.Kind kind, int bus, int address, int code) {
        I2C chip = buses.i2c(bus, address);
        try (I2cDac dac = new I2cDac(buses, kind, bus, address)) {
            byte[] message = kind.message(code);
            byte[] kept = new byte[2];
            int rc = dac.set(code);
            chip.readRegister(message[0] & 0xFF, kept, 0, 2);
            System.out.println("dac." + kind + '=' + rc + ' ' + Integer.toHexString(kept[0] & 0xFF)
                    + Integer.toHexString(kept[1] & 0xFF) + ' ' + dac.set(dac.steps()));
        }
        buses.release(chip);
    }

    private static int stub() throws IOException {
        try (DirectoryStream<Path> all = Files.newDirectoryStream(Path.of("/sys/bus/i2c/devices"), "i2c-*")) {
            for (Path one : all) {
                if (Files.readString(one.resolve("name")).startsWith("SMBus stub")) {
                    return Integer.parseInt(one.getFileName().toString().substring(4));
                }
            }
        }
        throw new IOException("no stub bus");
    }
}
