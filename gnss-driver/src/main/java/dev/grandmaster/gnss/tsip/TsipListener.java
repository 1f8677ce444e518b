package dev.grandmaster.gnss.tsip;

import dev.grandmaster.gnss.receiver.Account;
import dev.grandmaster.gnss.scan.ByteListener;
import dev.grandmaster.gnss.setup.Dialogue;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.ubx.AntennaState;
import dev.grandmaster.gnss.ubx.JammingState;
import dev.grandmaster.gnss.ubx.SpoofingState;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.state.GnssStatus.Fix;
import dev.grandmaster.state.GnssStatus.Satellite;
import dev.grandmaster.time.LeapEvidence.Origin;
import dev.grandmaster.time.TimeScale;
import org.jspecify.annotations.Nullable;

/**
 * Understands a Trimble timing receiver: the superpackets 8F-AB and 8F-AC of Thunderbolt, Resolution and SMT 360, and A1-00, A1-11, A2-00,
 * A3-00 and A3-11 of the RES 720 (TSIP version 1, whose packets have a check).
 *
 * <p>The layout of 8F-AB and the alarms of 8F-AC are those of the ThunderBolt E user guide (64057-00-ENG, pages 78 to 82); the rest of 8F-AC
 * (its quantisation error at byte 60, counted from the second identifier), the packets of version 1, and the meaning of flags and states
 * are those of gpsd's driver_tsip.c (decode_x8f_ac, decode_xa1_00 to decode_xa3_11), compared with a recorded RES 720. For none of these receivers could be read with which sign it counts and for which pulse: it is passed on as one
 * that a trial on the pulses has to find useful first. The recorded A1-00 have 0 to 0.9 there, which can only be ns.
 *
 * <p>A pending leap second is told without its day: it is taken for that of the next end of June or December, as all have been so far,
 * and for an inserted one where its kind is not told.
 */
public final class TsipListener implements ByteListener, TsipScanner.Sink {

    private static final int PRIMARY_TIMING = 0x8FAB;
    private static final int SUPPLEMENTAL_TIMING = 0x8FAC;
    private static final int TIMING = 0xA100;
    private static final int POSITION = 0xA111;
    private static final int SATELLITE = 0xA200;
    private static final int ALARMS = 0xA300;
    private static final int STATUS = 0xA311;
    private static final int TAI_MINUS_GPS = 19;
    private static final int OVERDETERMINED_OLD = 7;
    private static final int OVERDETERMINED = 6;
    private static final int DOING_FIXES = 0;
    private static final int ONE_USABLE_OLD = 9;
    private static final int THREE_USABLE_OLD = 11;
    private static final int TIME_FIX = 0xFF;
    private static final int TIME_FIX_OLD = 0xBB;
    private static final double USUAL_ACCURACY_M = 5;
    /** Packets of older receivers end before it. */
    private static final int QUANTISATION_OLD = 61;
    private static final int LEAP_PENDING_OLD = 0x80;
    private static final int SURVEYING_OLD = 0x20;
    private static final int LEAP_PENDING = 0x04;
    private static final int SURVEYING = 0x10;
    private static final int LEAP_DELETED = 0x200;
    private static final long DEGREES = 360;

    private final Account account;
    private final TsipScanner scanner = new TsipScanner(this);
    private final @Nullable TsipSetup setup;
    /** Announced for some day: +1, -1, or 0 for none. */
    private int pendingLeap;
    private boolean surveying;

    /** Listens alone. */
    public TsipListener(Account account) {
        this.account = account;
        this.setup = null;
    }

    /** Listens, and sets the receiver up. */
    public TsipListener(Account account, ReceiverWish wish, Dialogue.Line line) {
        this.account = account;
        this.setup = new TsipSetup(wish, line);
    }

    /** What sets the receiver up; null where nobody does. */
    public @Nullable Dialogue dialogue() {
        return setup;
    }

    @Override
    public void accept(byte[] chunk, int offset, int length, long arrivalMonoNs) {
        scanner.accept(chunk, offset, length, arrivalMonoNs);
    }

    @Override
    public void finish() {
        scanner.finish();
    }

    @Override
    public void onRuin() {
        account.onMessage(false, 0);
    }

    @Override
    public void onPacket(TsipPacket p) {
        int kind = p.kind();
        boolean checked = p.u8(0) >= 0x90 && p.u8(0) <= 0xA3;
        boolean good = p.size() >= least(kind) && (!checked || p.checks());
        account.onMessage(good, p.arrivalMonoNs());
        if (!good) {
            return;
        }
        long monoNs = p.arrivalMonoNs();
        TsipSetup asking = setup;
        if (asking != null) {
            asking.onPacket(p, least(kind) > 0);
        }
        switch (kind) {
            case PRIMARY_TIMING -> onPrimaryTiming(p, monoNs);
            case SUPPLEMENTAL_TIMING -> onSupplementalTiming(p, monoNs);
            case TIMING -> onTiming(p, monoNs);
            case POSITION -> onPosition(p, monoNs);
            case SATELLITE -> onSatellite(p, monoNs);
            case ALARMS -> onAlarms(p);
            case STATUS -> onStatus(p, monoNs);
            default -> {
            }
        }
    }

    /** Identifier, data and, for the newer ones, the check. */
    private static int least(int kind) {
        return switch (kind) {
            case PRIMARY_TIMING -> 18;
            case SUPPLEMENTAL_TIMING -> 61;
            case TIMING -> 36;
            case POSITION -> 56;
            case SATELLITE -> 29;
            case ALARMS -> 22;
            case STATUS -> 9;
            default -> 0;
        };
    }

    /** Week and second are those of GPS whatever the rest of the packet shows. */
    private void onPrimaryTiming(TsipPacket p, long monoNs) {
        int flags = p.u8(10);
        boolean set = (flags & 0x14) == 0;
        if (set && (flags & 0x08) == 0) {
            account.onLeapSeconds(p.i16(8) + TAI_MINUS_GPS, pendingLeap, Origin.GPS, monoNs);
        }
        if (set) {
            account.onSecond(TimeScale.GPS, p.u16(6), p.u32(2), monoNs);
        }
    }

    private void onSupplementalTiming(TsipPacket p, long monoNs) {
        int status = p.u8(13);
        int alarms = p.u16(11);
        boolean timing = (p.u8(2) & 7) == OVERDETERMINED_OLD || (p.u8(2) & 7) == 1;
        boolean tracking = (alarms & 0x08) == 0;
        pendingLeap = (alarms & LEAP_PENDING_OLD) != 0 ? 1 : 0;
        onSurvey((alarms & SURVEYING_OLD) != 0, p.u8(4));
        if (p.size() >= QUANTISATION_OLD + Float.BYTES) {
            account.onPulseError(p.f32(QUANTISATION_OLD), monoNs);
        }
        boolean fixes = status == DOING_FIXES || status == TIME_FIX_OLD
                || (timing && status >= ONE_USABLE_OLD && status <= THREE_USABLE_OLD);
        account.onFix(!tracking || !fixes ? Fix.NONE : timing ? Fix.TIME_ONLY : Fix.THREE_D, monoNs);
        account.onSignals((alarms & 0x02) != 0
                ? AntennaState.OPEN
                : (alarms & 0x04) != 0 ? AntennaState.SHORT : AntennaState.OK, JammingState.UNKNOWN,
                SpoofingState.UNKNOWN);
        if (tracking && fixes) {
            account.onPosition(Math.toDegrees(p.f64(37)), Math.toDegrees(p.f64(45)), USUAL_ACCURACY_M, monoNs);
        }
    }

    private void onTiming(TsipPacket p, long monoNs) {
        @Nullable
        TimeScale scale = switch (p.u8(18)) {
            case 0 -> TimeScale.GPS;
            case 3 -> TimeScale.GALILEO;
            default -> null;
        };
        boolean timeValid = (p.u8(20) & 2) != 0;
        boolean utcValid = (p.u8(20) & 1) != 0;
        account.onSkyEnd(monoNs);
        if (scale == null || !timeValid) {
            return;
        }
        if (utcValid) {
            account.onLeapSeconds(p.i16(21) + TAI_MINUS_GPS, pendingLeap,
                    scale == TimeScale.GALILEO ? Origin.GALILEO : Origin.GPS, monoNs);
        }
        account.onSecond(scale, p.u16(9), p.u32(5), monoNs);
        account.onPulseError(p.f32(23), monoNs);
    }

    private void onSurvey(boolean active, int percent) {
        TsipSetup asking = setup;
        if (asking != null) {
            asking.onSurvey(active, percent);
        }
    }

    /** In degrees, unless the mask says geocentric metres. */
    private void onPosition(TsipPacket p, long monoNs) {
        boolean angles = (p.u8(5) & 2) == 0;
        if (angles && p.u8(6) > 0) {
            account.onPosition(p.f64(7), p.f64(15), Math.max(1, p.f32(47)), monoNs);
        }
    }

    private void onSatellite(TsipPacket p, long monoNs) {
        Constellation constellation = constellation(p.u8(6));
        float azimuth = p.f32(8);
        float elevation = p.f32(12);
        float carrierToNoise = p.f32(16);
        boolean tracked = (p.u32(20) & 1) != 0;
        boolean placed = Math.abs(elevation) <= 90 && azimuth >= 0 && azimuth <= DEGREES;
        if (constellation != null) {
            account.onSatellite(new Satellite(constellation, p.u8(7), placed ? Math.round(elevation) : 0,
                    placed ? (int) (Math.round((double) azimuth) % DEGREES) : 0,
                    tracked ? Math.clamp(Math.round(carrierToNoise), 0, 99) : 0, (p.u32(20) & 6) != 0), monoNs);
        }
    }

    private void onAlarms(TsipPacket p) {
        int minor = (int) p.u32(5);
        int major = (int) p.u32(13);
        pendingLeap = (minor & LEAP_PENDING) == 0 ? 0 : (minor & LEAP_DELETED) == 0 ? 1 : -1;
        surveying = (minor & SURVEYING) != 0;
        account.onSignals((minor & 1) != 0
                ? AntennaState.OPEN
                : (minor & 2) != 0 ? AntennaState.SHORT : AntennaState.OK,
                (major & 0x100) != 0 ? JammingState.CRITICAL : JammingState.NONE,
                (major & 0x80) != 0 ? SpoofingState.INDICATED : SpoofingState.NONE);
    }

    private void onStatus(TsipPacket p, long monoNs) {
        boolean fixes = p.u8(6) == DOING_FIXES || p.u8(6) == TIME_FIX;
        onSurvey(surveying, p.u8(7));
        account.onFix(!fixes ? Fix.NONE : p.u8(5) == OVERDETERMINED ? Fix.TIME_ONLY : Fix.THREE_D, monoNs);
    }

    /** A number for each signal of each system. */
    private static @Nullable Constellation constellation(int signal) {
        return switch (signal) {
            case 1, 2, 3 -> Constellation.GPS;
            case 5, 6 -> Constellation.GLONASS;
            case 9 -> Constellation.SBAS;
            case 13, 14, 15 -> Constellation.BEIDOU;
            case 17, 18, 19, 20 -> Constellation.GALILEO;
            case 22, 23, 24 -> Constellation.QZSS;
            case 26 -> Constellation.NAVIC;
            default -> null;
        };
    }
}
