package dev.grandmaster.linux.bus;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;

import dev.grandmaster.linux.ffi.Ioctl;

/** The kernel's side of a GPIO chip, linux/gpio.h: layouts, request codes, flags. */
final class GpioUapi {

    private static final int MAGIC = 0xB4;
    static final int NAME_SIZE = 32;
    static final int LINES_MAX = 64;
    static final int ATTRS_MAX = 10;

    static final long FLAG_ACTIVE_LOW = 1 << 1;
    static final long FLAG_INPUT = 1 << 2;
    static final long FLAG_OUTPUT = 1 << 3;
    static final long FLAG_EDGE_RISING = 1 << 4;
    static final long FLAG_EDGE_FALLING = 1 << 5;

    static final int ATTR_OUTPUT_VALUES = 2;

    static final int EVENT_RISING_EDGE = 1;
    static final int EVENT_FALLING_EDGE = 2;

    // struct gpiochip_info { char name[32], label[32]; __u32 lines; };
    static final MemoryLayout CHIP_INFO = structLayout(sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("name"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("label"), JAVA_INT.withName("lines"));

    // struct gpio_v2_line_attribute { __u32 id, padding; union { __u64 flags, values; __u32 debounce_period_us; }; };
    static final MemoryLayout LINE_ATTRIBUTE = structLayout(JAVA_INT.withName("id"), JAVA_INT.withName("padding"),
            JAVA_LONG.withName("values"));

    // struct gpio_v2_line_config_attribute { struct gpio_v2_line_attribute attr; __u64 mask; };
    static final MemoryLayout LINE_CONFIG_ATTRIBUTE = structLayout(LINE_ATTRIBUTE.withName("attr"),
            JAVA_LONG.withName("mask"));

    // struct gpio_v2_line_config { __u64 flags; __u32 num_attrs, padding[5]; struct gpio_v2_line_config_attribute attrs[10]; };
    static final MemoryLayout LINE_CONFIG = structLayout(JAVA_LONG.withName("flags"), JAVA_INT.withName("num_attrs"),
            sequenceLayout(5, JAVA_INT).withName("padding"),
            sequenceLayout(ATTRS_MAX, LINE_CONFIG_ATTRIBUTE).withName("attrs"));

    // struct gpio_v2_line_request {
    //     __u32 offsets[64]; char consumer[32]; struct gpio_v2_line_config config;
    //     __u32 num_lines, event_buffer_size, padding[5]; __s32 fd;
    // };
    static final MemoryLayout LINE_REQUEST = structLayout(sequenceLayout(LINES_MAX, JAVA_INT).withName("offsets"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("consumer"), LINE_CONFIG.withName("config"),
            JAVA_INT.withName("num_lines"), JAVA_INT.withName("event_buffer_size"),
            sequenceLayout(5, JAVA_INT).withName("padding"), JAVA_INT.withName("fd"));

    // struct gpio_v2_line_info {
    //     char name[32], consumer[32]; __u32 offset, num_attrs; __u64 flags;
    //     struct gpio_v2_line_attribute attrs[10]; __u32 padding[4];
    // };
    static final MemoryLayout LINE_INFO = structLayout(sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("name"),
            sequenceLayout(NAME_SIZE, JAVA_BYTE).withName("consumer"), JAVA_INT.withName("offset"),
            JAVA_INT.withName("num_attrs"), JAVA_LONG.withName("flags"),
            sequenceLayout(ATTRS_MAX, LINE_ATTRIBUTE).withName("attrs"),
            sequenceLayout(4, JAVA_INT).withName("padding"));

    // struct gpio_v2_line_values { __u64 bits, mask; };
    static final MemoryLayout LINE_VALUES = structLayout(JAVA_LONG.withName("bits"), JAVA_LONG.withName("mask"));

    // struct gpio_v2_line_event { __u64 timestamp_ns; __u32 id, offset, seqno, line_seqno, padding[6]; };
    static final MemoryLayout LINE_EVENT = structLayout(JAVA_LONG.withName("timestamp_ns"), JAVA_INT.withName("id"),
            JAVA_INT.withName("offset"), JAVA_INT.withName("seqno"), JAVA_INT.withName("line_seqno"),
            sequenceLayout(6, JAVA_INT).withName("padding"));

    static final long GET_CHIPINFO = Ioctl.read(MAGIC, 0x01, CHIP_INFO);
    static final long GET_LINEINFO = Ioctl.readWrite(MAGIC, 0x05, LINE_INFO);
    static final long GET_LINE = Ioctl.readWrite(MAGIC, 0x07, LINE_REQUEST);
    static final long GET_VALUES = Ioctl.readWrite(MAGIC, 0x0E, LINE_VALUES);
    static final long SET_VALUES = Ioctl.readWrite(MAGIC, 0x0F, LINE_VALUES);

    private GpioUapi() {
    }

    static long at(MemoryLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }
}
