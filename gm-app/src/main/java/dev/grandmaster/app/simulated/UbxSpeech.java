package dev.grandmaster.app.simulated;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.NavSat;
import dev.grandmaster.gnss.ubx.NavTimeGps;
import dev.grandmaster.gnss.ubx.NavTimeLs;
import dev.grandmaster.gnss.ubx.NavTimeSystem;
import dev.grandmaster.gnss.ubx.NavTimeUtc;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;

/** What a u-blox timing receiver says in a second, in UBX. Layouts follow its interface description (F9 TIM 2.20). */
final class UbxSpeech {

    private static final long NS = 1_000_000_000L;
    private static final int DAY_S = 86_400;
    private static final int WEEK_DAYS = 7;
    private static final int WEEK_S = WEEK_DAYS * DAY_S;

    /** 1980-01-06, a Sunday, in days since 1970. */
    private static final long GPS_EPOCH_DAY = 3657;

    /** The almanac carries an announcement some months ahead. */
    private static final long ANNOUNCED_AHEAD_S = 180L * DAY_S;

    private static final int MON_RF = 0x0A38;
    private static final int LEAP_FROM_FIRMWARE = 0;
    private static final int LEAP_FROM_GPS = 2;

    private UbxSpeech() {
    }

    /**
     * The messages of one second, in the order in which they are sent: the name of the next pulse first, for it must
     * not come after it.
     *
     * @param qErrPs rounding of the next pulse, ps; null where the receiver does not tell
     */
    static List<byte[]> say(Belief belief, @Nullable Integer qErrPs) {
        List<VisibleSatellite> sky = Sky.at(belief);
        return List.of(UbxWriter.write(timTp(belief, qErrPs)), UbxWriter.write(navPvt(belief, sky)),
                UbxWriter.frame(UbxKind.NAV_STATUS, navStatus(belief)), UbxWriter.write(navTimeGps(belief)),
                UbxWriter.write(navTimeUtc(belief)), UbxWriter.write(galileo(belief)),
                UbxWriter.write(navTimeLs(belief)),
                UbxWriter.write(navSat(belief, sky)),
                UbxWriter.frame(MON_RF, monRf(belief)));
    }

    private static TimTp timTp(Belief belief, @Nullable Integer qErrPs) {
        return new TimTp(belief.gpsTowMs(1), 0, qErrPs == null ? 0 : qErrPs, belief.gpsWeek(1), TimTp.Base.GPS,
                belief.leapDecoded(), qErrPs != null && belief.fix(), belief.fix());
    }

    private static NavPvt navPvt(Belief belief, List<VisibleSatellite> sky) {
        UtcReading utc = belief.utc();
        int used = (int) sky.stream().filter(VisibleSatellite::used).count();
        return new NavPvt(belief.gpsTowMs(0), utc.year(), utc.month(), utc.day(), utc.hour(), utc.minute(),
                utc.second(), 0,
                belief.timeAccNs(), belief.timeKnown(), belief.timeKnown(), belief.leapDecoded(),
                belief.fix() ? FixType.THREE_D : FixType.NO_FIX, belief.fix(), used,
                (int) Math.round(Place.LONGITUDE_DEG * 1e7), (int) Math.round(belief.latitudeDeg() * 1e7),
                (int) Math.round(Place.HEIGHT_M * 1e3), 500);
    }

    private static NavTimeGps navTimeGps(Belief belief) {
        return new NavTimeGps(belief.gpsTowMs(0), 0, belief.gpsWeek(0), belief.gpsMinusUtcS(), belief.timeKnown(),
                belief.timeKnown(), belief.leapDecoded(), belief.timeAccNs());
    }

    /** Galileo counts its week as GPS does, and has the same leap seconds. */
    private static NavTimeSystem galileo(Belief belief) {
        long seconds = belief.gpsTowMs(0) / 1_000 + Math.floorDiv(belief.galileoOffsetNs() + NS / 2, NS);
        return new NavTimeSystem(GnssStatus.Constellation.GALILEO, belief.gpsTowMs(0), Math.floorMod(seconds, WEEK_S),
                Math.floorMod(belief.galileoOffsetNs() + NS / 2, (int) NS) - (int) NS / 2, belief.gpsMinusUtcS(),
                belief.fix(), belief.leapDecoded(), belief.timeAccNs());
    }

    private static NavTimeUtc navTimeUtc(Belief belief) {
        UtcReading utc = belief.utc();
        return new NavTimeUtc(belief.gpsTowMs(0), belief.timeAccNs(), 0, utc.year(), utc.month(), utc.day(), utc.hour(),
                utc.minute(), utc.second(), belief.timeKnown(), belief.timeKnown(), belief.leapDecoded());
    }

    private static NavTimeLs navTimeLs(Belief belief) {
        int source = belief.leapDecoded() ? LEAP_FROM_GPS : LEAP_FROM_FIRMWARE;
        LeapSecondTable leapSeconds = belief.leapSeconds();
        LeapSecondTable.@Nullable Entry next = leapSeconds.nextAfter(belief.taiS() * NS);
        if (next != null && next.fromTaiNs() / NS - belief.taiS() <= ANNOUNCED_AHEAD_S) {
            int change = next.taiMinusUtcSeconds() - leapSeconds.taiMinusUtcAt(belief.taiS() * NS);
            return navTimeLs(belief, source, change, next);
        }
        // As real ones do, it goes on telling when the last leap second was.
        LeapSecondTable.Entry last = leapSeconds.entries().getFirst();
        for (LeapSecondTable.Entry entry : leapSeconds.entries()) {
            last = entry.fromTaiNs() <= belief.taiS() * NS ? entry : last;
        }
        return navTimeLs(belief, source, 0, last);
    }

    /** @param event where its count of seconds is zero: the first second with the changed distance */
    private static NavTimeLs navTimeLs(Belief belief, int source, int change, LeapSecondTable.Entry event) {
        long lastDay = event.fromUtcSeconds() / DAY_S - 1 - GPS_EPOCH_DAY;
        return new NavTimeLs(belief.gpsTowMs(0), source, belief.gpsMinusUtcS(),
                belief.leapDecoded() ? LEAP_FROM_GPS : 0,
                change, (int) (event.fromTaiNs() / NS - belief.taiS()), (int) (lastDay / WEEK_DAYS),
                (int) (lastDay % WEEK_DAYS) + 1, belief.timeKnown(), belief.leapDecoded());
    }

    private static NavSat navSat(Belief belief, List<VisibleSatellite> sky) {
        return new NavSat(belief.gpsTowMs(0), sky.stream().map(UbxSpeech::satellite).toList());
    }

    private static NavSat.Satellite satellite(VisibleSatellite satellite) {
        int gnssId = switch (satellite.constellation()) {
            case GPS -> 0;
            case GALILEO -> 2;
            case BEIDOU -> 3;
            case GLONASS -> 6;
        };
        int quality = satellite.used() ? 7 : satellite.carrierToNoise() > 0 ? 4 : 1;
        return new NavSat.Satellite(gnssId, satellite.number(), satellite.carrierToNoise(), satellite.elevationDeg(),
                satellite.azimuthDeg(), quality, satellite.used());
    }

    /** With spoofDetState (flags2, bits 3 and 4): 1 none indicated, 2 indicated. */
    private static byte[] navStatus(Belief belief) {
        FixType fix = belief.fix() ? FixType.THREE_D : FixType.NO_FIX;
        return payload(16).putInt(0, (int) belief.gpsTowMs(0)).put(4, (byte) fix.wireValue())
                .put(5, (byte) ((belief.fix() ? 0b0001 : 0) | (belief.timeKnown() ? 0b1100 : 0)))
                .put(7, (byte) ((belief.spoofed() ? 2 : 1) << 3)).array();
    }

    /** One block: jammingState 1 ok, 2 warning, 3 critical; antStatus 2 ok, 4 open. */
    private static byte[] monRf(Belief belief) {
        int jamming = belief.lostDb() <= 0 ? 1 : belief.fix() ? 2 : 3;
        return payload(28).put(1, (byte) 1).put(5, (byte) jamming).put(6, (byte) (belief.antennaOpen() ? 4 : 2))
                .put(7, (byte) 1).putShort(16, (short) 90).putShort(18, (short) 6000)
                .put(20, (byte) Math.clamp(Math.round(10 * belief.lostDb()), 0, 255)).array();
    }

    private static ByteBuffer payload(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }
}
