package dev.grandmaster.linux.bus;

import java.io.IOException;

import dev.grandmaster.linux.ffi.Headers;
import org.junit.jupiter.api.Test;

class I2cUapiTest {

    @Test
    void agreesWithTheKernelsHeaders() throws IOException, InterruptedException {
        Headers.including("linux/i2c.h", "linux/i2c-dev.h")
                .struct("struct i2c_msg", I2cUapi.MSG).struct("struct i2c_rdwr_ioctl_data", I2cUapi.RDWR_DATA)
                .struct("struct i2c_smbus_ioctl_data", I2cUapi.SMBUS_DATA)
                .constant("I2C_FUNCS", I2cUapi.FUNCS)
                .constant("I2C_RDWR", I2cUapi.RDWR).constant("I2C_SLAVE", I2cUapi.SLAVE)
                .constant("I2C_SMBUS", I2cUapi.SMBUS).constant("I2C_FUNC_I2C", I2cUapi.FUNC_I2C)
                .constant("I2C_M_RD", I2cUapi.M_RD).constant("I2C_SMBUS_READ", I2cUapi.SMBUS_READ)
                .constant("I2C_SMBUS_WRITE", I2cUapi.SMBUS_WRITE).constant("I2C_SMBUS_BYTE", I2cUapi.SMBUS_BYTE)
                .constant("I2C_SMBUS_BYTE_DATA", I2cUapi.SMBUS_BYTE_DATA)
                .constant("I2C_SMBUS_WORD_DATA", I2cUapi.SMBUS_WORD_DATA)
                .constant("I2C_SMBUS_I2C_BLOCK_DATA", I2cUapi.SMBUS_I2C_BLOCK_DATA)
                .constant("I2C_SMBUS_BLOCK_MAX", I2cUapi.SMBUS_BLOCK_MAX).verify();
    }
}
