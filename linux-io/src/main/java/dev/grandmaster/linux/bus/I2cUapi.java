package dev.grandmaster.linux.bus;

import static java.lang.foreign.MemoryLayout.paddingLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.MemoryLayout;

/** The kernel's side of I2C devices, linux/i2c.h, linux/i2c-dev.h. */
final class I2cUapi {

    static final long FUNCS = 0x0705;
    static final long RDWR = 0x0707;
    static final long SLAVE = 0x0703;
    static final long SMBUS = 0x0720;
    static final int FUNC_I2C = 0x1;

    static final short M_RD = 0x0001;
    static final byte SMBUS_READ = 1;
    static final byte SMBUS_WRITE = 0;
    static final int SMBUS_BYTE = 1;
    static final int SMBUS_BYTE_DATA = 2;
    static final int SMBUS_WORD_DATA = 3;
    static final int SMBUS_I2C_BLOCK_DATA = 8;
    static final int SMBUS_BLOCK_MAX = 32;

    // struct i2c_msg { __u16 addr, flags, len; __u8 *buf; };           /* two bytes of padding before the pointer */
    static final MemoryLayout MSG = structLayout(JAVA_SHORT.withName("addr"), JAVA_SHORT.withName("flags"),
            JAVA_SHORT.withName("len"), paddingLayout(2), ADDRESS.withName("buf"));

    // struct i2c_rdwr_ioctl_data { struct i2c_msg *msgs; __u32 nmsgs; };   /* then 4 bytes of padding */
    static final MemoryLayout RDWR_DATA = structLayout(ADDRESS.withName("msgs"), JAVA_INT.withName("nmsgs"),
            paddingLayout(4));

    // struct i2c_smbus_ioctl_data { __u8 read_write, command; __u32 size; union i2c_smbus_data *data; };
    static final MemoryLayout SMBUS_DATA = structLayout(JAVA_BYTE.withName("read_write"),
            JAVA_BYTE.withName("command"), paddingLayout(2), JAVA_INT.withName("size"), ADDRESS.withName("data"));

    private I2cUapi() {
    }
}
