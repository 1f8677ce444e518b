package dev.grandmaster.gnss.ubx;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.counter.Counter;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.state.GnssStatus.Constellation;
import org.jspecify.annotations.Nullable;

/** Reads the messages of {@link UbxMessage} out of frames. Owned by one thread. */
public final class UbxDecoder {

    /** Where the payload begins: behind sync, class, id and length. */
    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;
    private static final int SATELLITE = 12;
    private static final int RADIO_PATH = 24;
    private static final int MOSCOW_S = 3 * 3_600;
    private static final int DAY_S = 86_400;
    /** Generation 6 tells of 25 pins, those after it of 17. */
    private static final int MON_HW_25_PINS = 68;

    private final Counter malformed = new Counter("gnss_ubx_malformed");

    /** Frames of a known kind that were too short for it. Polls, which have no payload, are not among them. */
    public Counter malformed() {
        return malformed;
    }

    /** The message in a UBX frame with a right checksum; null where the kind is not known here or the payload too short. */
    public @Nullable UbxMessage decode(Frame frame) {
        int length = frame.size() - OVERHEAD;
        int kind = UbxKind.of(frame);
        int least = switch (kind) {
            case UbxKind.NAV_PVT -> 84;
            case UbxKind.NAV_STATUS, UbxKind.NAV_TIMEGPS, UbxKind.TIM_TP -> 16;
            case UbxKind.NAV_TIMEUTC, UbxKind.NAV_TIMEGAL, UbxKind.NAV_TIMEBDS, UbxKind.NAV_TIMEGLO -> 20;
            case UbxKind.NAV_TIMELS -> 24;
            case UbxKind.MON_HW -> 60;
            case UbxKind.MON_RF -> length < 4 ? 4 : 4 + RADIO_PATH * frame.u8(PAYLOAD + 1);
            case UbxKind.SEC_SIG -> length < 4 || frame.u8(PAYLOAD) >= 2 ? 4 : 12;
            case UbxKind.NAV_SAT -> length < SATELLITE - 4 ? 8 : 8 + SATELLITE * frame.u8(PAYLOAD + 5);
            default -> Integer.MAX_VALUE;
        };
        if (length < least) {
            if (least != Integer.MAX_VALUE && length > 0) {
                malformed.increment();
            }
            return null;
        }
        return switch (kind) {
            case UbxKind.NAV_PVT -> navPvt(frame);
            case UbxKind.NAV_STATUS -> navStatus(frame);
            case UbxKind.NAV_TIMEGPS -> navTimeGps(frame);
            case UbxKind.NAV_TIMEUTC -> navTimeUtc(frame);
            case UbxKind.NAV_TIMELS -> navTimeLs(frame);
            case UbxKind.NAV_TIMEGAL -> navTimeSystem(frame, Constellation.GALILEO);
            case UbxKind.NAV_TIMEBDS -> navTimeSystem(frame, Constellation.BEIDOU);
            case UbxKind.NAV_TIMEGLO -> navTimeGlo(frame);
            case UbxKind.NAV_SAT -> navSat(frame);
            case UbxKind.MON_HW -> new MonHw(AntennaState.of(frame.u8(PAYLOAD + 20)),
                    JammingState.of(frame.u8(PAYLOAD + 22) >>> 2),
                    frame.u8(PAYLOAD + (length < MON_HW_25_PINS ? 45 : 53)));
            case UbxKind.MON_RF -> monRf(frame);
            case UbxKind.SEC_SIG -> secSig(frame);
            default -> timTp(frame);
        };
    }

    private static NavPvt navPvt(Frame f) {
        int valid = f.u8(PAYLOAD + 11);
        return new NavPvt(f.u32(PAYLOAD), f.u16(PAYLOAD + 4), f.u8(PAYLOAD + 6), f.u8(PAYLOAD + 7), f.u8(PAYLOAD + 8),
                f.u8(PAYLOAD + 9), f.u8(PAYLOAD + 10), f.i32(PAYLOAD + 16), f.u32(PAYLOAD + 12), bit(valid, 0),
                bit(valid, 1), bit(valid, 2), FixType.of(f.u8(PAYLOAD + 20)), bit(f.u8(PAYLOAD + 21), 0),
                f.u8(PAYLOAD + 23), f.i32(PAYLOAD + 24), f.i32(PAYLOAD + 28), f.i32(PAYLOAD + 32), f.u32(PAYLOAD + 40));
    }

    private static NavStatus navStatus(Frame f) {
        return new NavStatus(f.u32(PAYLOAD), FixType.of(f.u8(PAYLOAD + 4)), bit(f.u8(PAYLOAD + 5), 0),
                SpoofingState.of(f.u8(PAYLOAD + 7) >>> 3));
    }

    private static NavTimeGps navTimeGps(Frame f) {
        int valid = f.u8(PAYLOAD + 11);
        return new NavTimeGps(f.u32(PAYLOAD), f.i32(PAYLOAD + 4), f.i16(PAYLOAD + 8), f.i8(PAYLOAD + 10), bit(valid, 0),
                bit(valid, 1), bit(valid, 2), f.u32(PAYLOAD + 12));
    }

    private static NavTimeUtc navTimeUtc(Frame f) {
        int valid = f.u8(PAYLOAD + 19);
        return new NavTimeUtc(f.u32(PAYLOAD), f.u32(PAYLOAD + 4), f.i32(PAYLOAD + 8), f.u16(PAYLOAD + 12),
                f.u8(PAYLOAD + 14), f.u8(PAYLOAD + 15), f.u8(PAYLOAD + 16), f.u8(PAYLOAD + 17), f.u8(PAYLOAD + 18),
                bit(valid, 0), bit(valid, 1), bit(valid, 2));
    }

    /** Galileo and BeiDou have the same layout: second of the week, fraction, week, leap seconds, flags, accuracy. */
    private static NavTimeSystem navTimeSystem(Frame f, Constellation system) {
        int valid = f.u8(PAYLOAD + 15);
        return new NavTimeSystem(system, f.u32(PAYLOAD), f.u32(PAYLOAD + 4), f.i32(PAYLOAD + 8), f.i8(PAYLOAD + 14),
                bit(valid, 0), bit(valid, 2), f.u32(PAYLOAD + 16));
    }

    /** GLONASS counts the seconds of a day of UTC + 3 h. */
    private static NavTimeSystem navTimeGlo(Frame f) {
        int valid = f.u8(PAYLOAD + 15);
        long ofDay = Math.floorMod(f.u32(PAYLOAD + 4) - MOSCOW_S, DAY_S);
        return new NavTimeSystem(Constellation.GLONASS, f.u32(PAYLOAD), ofDay, f.i32(PAYLOAD + 8), 0, bit(valid, 0),
                bit(valid, 1), f.u32(PAYLOAD + 16));
    }

    private static NavTimeLs navTimeLs(Frame f) {
        int valid = f.u8(PAYLOAD + 23);
        return new NavTimeLs(f.u32(PAYLOAD), f.u8(PAYLOAD + 8), f.i8(PAYLOAD + 9), f.u8(PAYLOAD + 10),
                f.i8(PAYLOAD + 11),
                f.i32(PAYLOAD + 12), f.u16(PAYLOAD + 16), f.u16(PAYLOAD + 18), bit(valid, 0), bit(valid, 1));
    }

    private static NavSat navSat(Frame f) {
        int count = f.u8(PAYLOAD + 5);
        List<NavSat.Satellite> satellites = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = PAYLOAD + 8 + SATELLITE * i;
            long flags = f.u32(at + 8);
            satellites.add(new NavSat.Satellite(f.u8(at), f.u8(at + 1), f.u8(at + 2), f.i8(at + 3), f.i16(at + 4),
                    (int) (flags & 7), bit((int) flags, 3)));
        }
        return new NavSat(f.u32(PAYLOAD), satellites);
    }

    private static MonRf monRf(Frame f) {
        int count = f.u8(PAYLOAD + 1);
        List<MonRf.Path> paths = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            int at = PAYLOAD + 4 + RADIO_PATH * i;
            paths.add(new MonRf.Path(AntennaState.of(f.u8(at + 2)), JammingState.of(f.u8(at + 1)),
                    f.u8(at + 16)));
        }
        return new MonRf(paths);
    }

    /** Version 1 (generation 9) has two bytes of flags, version 2 packs them into one. */
    private static SecSig secSig(Frame f) {
        boolean packed = f.u8(PAYLOAD) >= 2;
        int jamming = f.u8(packed ? PAYLOAD + 1 : PAYLOAD + 4);
        int spoofing = packed ? jamming >>> 3 : f.u8(PAYLOAD + 8);
        return new SecSig(bit(jamming, 0) ? JammingState.of(jamming >>> 1) : JammingState.UNKNOWN,
                bit(spoofing, 0) ? SpoofingState.of(spoofing >>> 1) : SpoofingState.UNKNOWN);
    }

    private static TimTp timTp(Frame f) {
        int flags = f.u8(PAYLOAD + 14);
        TimTp.Base base = bit(flags, 0) ? TimTp.Base.UTC : switch (f.u8(PAYLOAD + 15) & 0x0F) {
            case 0 -> TimTp.Base.GPS;
            case 1 -> TimTp.Base.GLONASS;
            case 2 -> TimTp.Base.BEIDOU;
            case 3 -> TimTp.Base.GALILEO;
            case 4 -> TimTp.Base.NAVIC;
            default -> TimTp.Base.UNKNOWN;
        };
        return new TimTp(f.u32(PAYLOAD), f.u32(PAYLOAD + 4), f.i32(PAYLOAD + 8), f.u16(PAYLOAD + 12), base,
                bit(flags, 1),
                !bit(flags, 4), !bit(flags, 5));
    }

    private static boolean bit(int flags, int number) {
        return ((flags >>> number) & 1) != 0;
    }
}
