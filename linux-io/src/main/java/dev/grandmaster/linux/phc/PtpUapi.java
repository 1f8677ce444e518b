package dev.grandmaster.linux.phc;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.sequenceLayout;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Ioctl;
import dev.grandmaster.linux.ffi.Timespec;

/** The kernel's side of a PTP clock, linux/ptp_clock.h: layouts, request codes, flags. */
final class PtpUapi {

    private static final int MAGIC = '=';

    static final int MAX_SAMPLES = 25;

    static final int ENABLE_FEATURE = 1;
    static final int RISING_EDGE = 1 << 1;
    static final int FALLING_EDGE = 1 << 2;
    static final int STRICT_FLAGS = 1 << 3;

    static final int PEROUT_DUTY_CYCLE = 1 << 1;

    static final int PIN_NONE = 0;
    static final int PIN_EXTTS = 1;
    static final int PIN_PEROUT = 2;

    // struct ptp_clock_time { __s64 sec; __u32 nsec; __u32 reserved; };
    static final MemoryLayout CLOCK_TIME = structLayout(JAVA_LONG.withName("sec"), JAVA_INT.withName("nsec"),
            JAVA_INT.withName("reserved"));

    // struct ptp_clock_caps {
    //     int max_adj;             /* ppb */
    //     int n_alarm, n_ext_ts, n_per_out, pps, n_pins;
    //     int cross_timestamping;  /* PTP_SYS_OFFSET_PRECISE works */
    //     int adjust_phase;
    //     int rsv[12];
    // };
    static final MemoryLayout CLOCK_CAPS = structLayout(JAVA_INT.withName("max_adj"), JAVA_INT.withName("n_alarm"),
            JAVA_INT.withName("n_ext_ts"), JAVA_INT.withName("n_per_out"), JAVA_INT.withName("pps"),
            JAVA_INT.withName("n_pins"), JAVA_INT.withName("cross_timestamping"), JAVA_INT.withName("adjust_phase"),
            MemoryLayout.paddingLayout(48));

    // struct ptp_extts_request { unsigned int index, flags, rsv[2]; };
    static final MemoryLayout EXTTS_REQUEST_STRUCT = structLayout(JAVA_INT.withName("index"),
            JAVA_INT.withName("flags"),
            sequenceLayout(2, JAVA_INT).withName("rsv"));

    // struct ptp_extts_event { struct ptp_clock_time t; unsigned int index, flags, rsv[2]; };
    static final MemoryLayout EXTTS_EVENT = structLayout(CLOCK_TIME.withName("t"), JAVA_INT.withName("index"),
            JAVA_INT.withName("flags"), sequenceLayout(2, JAVA_INT).withName("rsv"));

    // struct ptp_perout_request {
    //     union { struct ptp_clock_time start, phase; };
    //     struct ptp_clock_time period;                  /* zero: off */
    //     unsigned int index, flags;
    //     union { struct ptp_clock_time on; unsigned int rsv[4]; };
    // };
    static final MemoryLayout PEROUT_REQUEST_STRUCT = structLayout(CLOCK_TIME.withName("start"),
            CLOCK_TIME.withName("period"), JAVA_INT.withName("index"), JAVA_INT.withName("flags"),
            CLOCK_TIME.withName("on"));

    // struct ptp_sys_offset { unsigned int n_samples, rsv[3]; struct ptp_clock_time ts[2 * PTP_MAX_SAMPLES + 1]; };
    static final MemoryLayout SYS_OFFSET_STRUCT = structLayout(JAVA_INT.withName("n_samples"),
            sequenceLayout(3, JAVA_INT).withName("rsv"),
            sequenceLayout(2L * MAX_SAMPLES + 1, CLOCK_TIME).withName("ts"));

    // struct ptp_sys_offset_extended {
    //     unsigned int n_samples;
    //     unsigned int rsv[3];     /* since Linux 6.12 the first word is the system clock to compare with; zero is CLOCK_REALTIME */
    //     struct ptp_clock_time ts[PTP_MAX_SAMPLES][3];   /* system, device, system */
    // };
    static final MemoryLayout SYS_OFFSET_EXTENDED_STRUCT = structLayout(JAVA_INT.withName("n_samples"),
            sequenceLayout(3, JAVA_INT).withName("rsv"),
            sequenceLayout(3L * MAX_SAMPLES, CLOCK_TIME).withName("ts"));

    // struct ptp_sys_offset_precise { struct ptp_clock_time device, sys_realtime, sys_monoraw; unsigned int rsv[4]; };
    static final MemoryLayout SYS_OFFSET_PRECISE_STRUCT = structLayout(CLOCK_TIME.withName("device"),
            CLOCK_TIME.withName("sys_realtime"), CLOCK_TIME.withName("sys_monoraw"),
            sequenceLayout(4, JAVA_INT).withName("rsv"));

    // struct ptp_pin_desc { char name[64]; unsigned int index, func, chan, rsv[5]; };
    static final MemoryLayout PIN_DESC = structLayout(sequenceLayout(64, JAVA_BYTE).withName("name"),
            JAVA_INT.withName("index"), JAVA_INT.withName("func"), JAVA_INT.withName("chan"),
            sequenceLayout(5, JAVA_INT).withName("rsv"));

    static final long CLOCK_GETCAPS = Ioctl.read(MAGIC, 1, CLOCK_CAPS);
    static final long EXTTS_REQUEST = Ioctl.write(MAGIC, 2, EXTTS_REQUEST_STRUCT);
    static final long EXTTS_REQUEST2 = Ioctl.write(MAGIC, 11, EXTTS_REQUEST_STRUCT);
    static final long PEROUT_REQUEST = Ioctl.write(MAGIC, 3, PEROUT_REQUEST_STRUCT);
    static final long PEROUT_REQUEST2 = Ioctl.write(MAGIC, 12, PEROUT_REQUEST_STRUCT);
    static final long SYS_OFFSET = Ioctl.write(MAGIC, 5, SYS_OFFSET_STRUCT);
    static final long SYS_OFFSET_PRECISE = Ioctl.readWrite(MAGIC, 8, SYS_OFFSET_PRECISE_STRUCT);
    static final long SYS_OFFSET_EXTENDED = Ioctl.readWrite(MAGIC, 9, SYS_OFFSET_EXTENDED_STRUCT);
    static final long PIN_GETFUNC = Ioctl.readWrite(MAGIC, 6, PIN_DESC);
    static final long PIN_SETFUNC = Ioctl.write(MAGIC, 7, PIN_DESC);

    static final long SAMPLES_AT = at(SYS_OFFSET_EXTENDED_STRUCT, "ts");
    static final long CLOCK_TIME_SIZE = CLOCK_TIME.byteSize();

    private PtpUapi() {
    }

    static long at(MemoryLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }

    static int field(MemorySegment segment, MemoryLayout struct, String field) {
        return segment.get(JAVA_INT, at(struct, field));
    }

    /** Nanoseconds of the {@code ptp_clock_time} at {@code offset}. The kernel's nanoseconds are never negative, the seconds may be. */
    static long ns(MemorySegment segment, long offset) {
        return segment.get(JAVA_LONG, offset) * Timespec.NANOS_PER_SECOND + segment.get(JAVA_INT, offset + 8);
    }
}
