package dev.grandmaster.linux.bus;

import com.pi4j.context.Context;
import com.pi4j.io.exception.IOException;
import com.pi4j.io.i2c.I2C;
import com.pi4j.io.i2c.I2CBase;
import com.pi4j.io.i2c.I2CBus;
import com.pi4j.io.i2c.I2CConfig;
import com.pi4j.io.i2c.I2CProviderBase;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Files;

/** Pi4J's I2C devices on {@code /dev/i2c-N}. */
final class I2cDevices extends I2CProviderBase {

    static final String ID = "grandmaster-i2c";

    I2cDevices() {
        super(ID, "i2c-dev");
    }

    @Override
    public I2C create(I2CConfig config) {
        int fd = Files.open("/dev/i2c-" + config.bus(), Files.O_RDWR);
        if (fd < 0) {
            throw new IOException("/dev/i2c-" + config.bus() + ": " + Errno.text(fd));
        }
        return new Device(this, config, new DeviceFile(fd, config.device()));
    }

    /** An open bus, as one device sees it: the kernel arbitrates between them. */
    private static final class DeviceFile implements I2CBus {
        private final int fd;
        private final I2cTransfer transfer;

        DeviceFile(int fd, int address) {
            this.fd = fd;
            this.transfer = new I2cTransfer(fd, address);
        }

        @Override
        public synchronized <R> R execute(I2C device, java.util.concurrent.Callable<R> action) {
            try {
                return action.call();
            } catch (Exception failed) {
                throw new IOException(String.valueOf(failed.getMessage()));
            }
        }
    }

    private static final class Device extends I2CBase<DeviceFile> {
        Device(I2cDevices provider, I2CConfig config, DeviceFile file) {
            super(provider, config, file);
            this.isOpen = true;
        }

        private int told(int result) {
            if (result < 0) {
                throw new IOException("I2C device 0x" + Integer.toHexString(config().device()) + " on bus "
                        + config().bus() + ": " + Errno.text(result));
            }
            return result;
        }

        @Override
        public int read() {
            byte[] one = new byte[1];
            read(one, 0, 1);
            return one[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            return told(i2CBus.transfer.read(into, offset, length));
        }

        @Override
        public int write(byte value) {
            return write(new byte[]{value}, 0, 1);
        }

        @Override
        public int write(byte[] bytes, int offset, int length) {
            return told(i2CBus.transfer.write(bytes, offset, length));
        }

        @Override
        public int readRegister(int register) {
            byte[] one = new byte[1];
            readRegister(register, one, 0, 1);
            return one[0] & 0xFF;
        }

        @Override
        public int readRegister(int register, byte[] into, int offset, int length) {
            return told(i2CBus.transfer.read(register, into, offset, length));
        }

        @Override
        public int readRegister(byte[] register, byte[] into, int offset, int length) {
            return register.length == 1
                    ? readRegister(register[0] & 0xFF, into, offset, length)
                    : told(-Errno.EOPNOTSUPP);
        }

        @Override
        public int writeRegister(int register, byte value) {
            return write(new byte[]{(byte) register, value}, 0, 2) - 1;
        }

        @Override
        public int writeRegister(int register, byte[] bytes, int offset, int length) {
            return writeRegister(new byte[]{(byte) register}, bytes, offset, length);
        }

        @Override
        public int writeRegister(byte[] register, byte[] bytes, int offset, int length) {
            byte[] all = new byte[register.length + length];
            System.arraycopy(register, 0, all, 0, register.length);
            System.arraycopy(bytes, offset, all, register.length, length);
            return write(all, 0, all.length) - register.length;
        }

        @Override
        public I2C shutdownInternal(Context context) {
            if (isOpen) {
                isOpen = false;
                Files.close(i2CBus.fd);
            }
            return this;
        }
    }
}
