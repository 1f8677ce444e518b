package dev.grandmaster.linux.ffi;

import static java.lang.foreign.MemoryLayout.PathElement.groupElement;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.MemoryLayout;

/** The argument of {@code clock_adjtime}. Source: linux/timex.h, glibc's bits/types/struct_timex.h. */
public final class Timex {

    public static final int ADJ_OFFSET = 0x0001;
    public static final int ADJ_FREQUENCY = 0x0002;
    public static final int ADJ_MAXERROR = 0x0004;
    public static final int ADJ_ESTERROR = 0x0008;
    public static final int ADJ_STATUS = 0x0010;
    public static final int ADJ_TAI = 0x0080;
    public static final int ADJ_SETOFFSET = 0x0100;
    public static final int ADJ_NANO = 0x2000;
    public static final int ADJ_TICK = 0x4000;

    public static final int STA_PLL = 0x0001;
    public static final int STA_INS = 0x0010;
    public static final int STA_DEL = 0x0020;
    public static final int STA_UNSYNC = 0x0040;

    /** One part in a billion in the kernel's unit, which is 2^-16 parts in a million: 65.536. */
    public static final double UNITS_PER_PPB = 65.536;

    // struct timex {
    //     unsigned int modes;                    /* mode selector; then 4 bytes of padding */
    //     long offset, freq, maxerror, esterror;
    //     int status;                            /* clock command and status; then 4 bytes of padding */
    //     long constant, precision, tolerance;
    //     struct timeval time;                   /* tv_usec holds nanoseconds with ADJ_NANO */
    //     long tick, ppsfreq, jitter;
    //     int shift;                             /* then 4 bytes of padding */
    //     long stabil, jitcnt, calcnt, errcnt, stbcnt;
    //     int tai;                               /* TAI - UTC, seconds */
    //     int :32; ...                           /* eleven reserved words */
    // };
    public static final MemoryLayout LAYOUT = MemoryLayout.structLayout(JAVA_INT.withName("modes"),
            MemoryLayout.paddingLayout(4), JAVA_LONG.withName("offset"), JAVA_LONG.withName("freq"),
            JAVA_LONG.withName("maxerror"), JAVA_LONG.withName("esterror"), JAVA_INT.withName("status"),
            MemoryLayout.paddingLayout(4), JAVA_LONG.withName("constant"), JAVA_LONG.withName("precision"),
            JAVA_LONG.withName("tolerance"), Timespec.LAYOUT.withName("time"), JAVA_LONG.withName("tick"),
            JAVA_LONG.withName("ppsfreq"), JAVA_LONG.withName("jitter"), JAVA_INT.withName("shift"),
            MemoryLayout.paddingLayout(4), JAVA_LONG.withName("stabil"), JAVA_LONG.withName("jitcnt"),
            JAVA_LONG.withName("calcnt"), JAVA_LONG.withName("errcnt"), JAVA_LONG.withName("stbcnt"),
            JAVA_INT.withName("tai"), MemoryLayout.paddingLayout(44));

    public static final long MODES = at("modes");
    public static final long OFFSET = at("offset");
    public static final long FREQ = at("freq");
    public static final long MAXERROR = at("maxerror");
    public static final long ESTERROR = at("esterror");
    public static final long STATUS = at("status");
    public static final long CONSTANT = at("constant");
    public static final long TOLERANCE = at("tolerance");
    public static final long TIME = at("time");
    public static final long TAI = at("tai");

    private Timex() {
    }

    private static long at(String field) {
        return LAYOUT.byteOffset(groupElement(field));
    }
}
