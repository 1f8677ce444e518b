package dev.grandmaster.linux.pps;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.MemoryLayout.structLayout;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.linux.ffi.Ioctl;
import dev.grandmaster.linux.ffi.Timespec;

/** The kernel's side of a pulse source, linux/pps.h. */
final class PpsUapi {

    static final int CAPTURE_ASSERT = 0x01;
    static final int CAPTURE_CLEAR = 0x02;
    static final int CAN_WAIT = 0x100;
    static final int TSFMT_TSPEC = 0x1000;
    static final int API_VERSION = 1;

    // struct pps_ktime { __s64 sec; __s32 nsec; __u32 flags; };
    static final MemoryLayout KTIME = structLayout(JAVA_LONG.withName("sec"), JAVA_INT.withName("nsec"),
            JAVA_INT.withName("flags"));

    // struct pps_kinfo {
    //     __u32 assert_sequence, clear_sequence;
    //     struct pps_ktime assert_tu, clear_tu;
    //     int current_mode;                    /* then 4 bytes of padding */
    // };
    static final MemoryLayout KINFO = structLayout(JAVA_INT.withName("assert_sequence"),
            JAVA_INT.withName("clear_sequence"), KTIME.withName("assert_tu"), KTIME.withName("clear_tu"),
            JAVA_INT.withName("current_mode"), MemoryLayout.paddingLayout(4));

    // struct pps_fdata { struct pps_kinfo info; struct pps_ktime timeout; };
    static final MemoryLayout FDATA = structLayout(KINFO.withName("info"), KTIME.withName("timeout"));

    // struct pps_kparams { int api_version, mode; struct pps_ktime assert_off_tu, clear_off_tu; };
    static final MemoryLayout KPARAMS = structLayout(JAVA_INT.withName("api_version"), JAVA_INT.withName("mode"),
            KTIME.withName("assert_off_tu"), KTIME.withName("clear_off_tu"));

    // The header computes its codes from pointers to the structs, so the size in them is that of a pointer.
    static final long GETPARAMS = Ioctl.read('p', 0xa1, ADDRESS);
    static final long SETPARAMS = Ioctl.write('p', 0xa2, ADDRESS);
    static final long GETCAP = Ioctl.read('p', 0xa3, ADDRESS);
    static final long FETCH = Ioctl.readWrite('p', 0xa4, ADDRESS);

    private PpsUapi() {
    }

    static long at(MemoryLayout struct, String field) {
        return struct.byteOffset(groupElement(field));
    }

    /** Nanoseconds of the {@code pps_ktime} at {@code offset}, CLOCK_REALTIME. */
    static long ns(MemorySegment segment, long offset) {
        return segment.get(JAVA_LONG, offset) * Timespec.NANOS_PER_SECOND + segment.get(JAVA_INT, offset + 8);
    }
}
