package dev.grandmaster.gnss.ubx;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.grandmaster.state.GnssStatus.Constellation;

/** Writes frames: the dialogue with a receiver, and what a simulated one sends. The counterpart of {@link UbxDecoder}. */
public final class UbxWriter {

    private static final int HEADER = 6;
    private static final int CHECK = 2;
    private static final int MOSCOW_S = 3 * 3_600;
    private static final int DAY_S = 86_400;

    private UbxWriter() {
    }

    /** A whole frame around a payload. */
    public static byte[] frame(int kind, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(HEADER + payload.length + CHECK).order(ByteOrder.LITTLE_ENDIAN);
        frame.put((byte) 0xB5).put((byte) 0x62).put((byte) (kind >>> 8)).put((byte) kind)
                .putShort((short) payload.length);
        frame.put(payload);
        int a = 0;
        int b = 0;
        for (int i = 2; i < frame.position(); i++) {
            a += frame.get(i);
            b += a;
        }
        return frame.put((byte) a).put((byte) b).array();
    }

    /** The frame that decodes to {@code message}. Fields that {@link UbxMessage} does not carry are zero. */
    public static byte[] write(UbxMessage message) {
        return frame(message.kind(), switch (message) {
            case NavPvt m -> navPvt(m);
            case NavStatus m -> payload(16).putInt(0, (int) m.iTowMs()).put(4, (byte) m.fix().wireValue())
                    .put(5, flags(m.fixOk())).put(7, (byte) (m.spoofing().wireValue() << 3)).array();
            case MonHw m -> payload(60).put(20, (byte) m.antenna().wireValue())
                    .put(22, (byte) (m.jamming().wireValue() << 2)).put(45, (byte) m.jammingLevel()).array();
            case MonRf m -> monRf(m);
            case SecSig m -> payload(4).put(0, (byte) 2)
                    .put(1, (byte) (1 | (m.jamming().wireValue() << 1) | 8 | (m.spoofing().wireValue() << 4))).array();
            case NavTimeGps m ->
                payload(16).putInt(0, (int) m.iTowMs()).putInt(4, m.fTowNs()).putShort(8, (short) m.week())
                        .put(10, (byte) m.leapSeconds()).put(11, flags(m.validTow(), m.validWeek(), m.validLeap()))
                        .putInt(12, (int) m.timeAccNs()).array();
            case NavTimeUtc m -> navTimeUtc(m);
            case NavTimeSystem m -> navTimeSystem(m);
            case NavTimeLs m -> navTimeLs(m);
            case NavSat m -> navSat(m);
            case TimTp m -> timTp(m);
        });
    }

    private static byte[] navPvt(NavPvt m) {
        return payload(92).putInt(0, (int) m.iTowMs()).putShort(4, (short) m.year()).put(6, (byte) m.month())
                .put(7, (byte) m.day()).put(8, (byte) m.hour()).put(9, (byte) m.minute()).put(10, (byte) m.second())
                .put(11, flags(m.validDate(), m.validTime(), m.fullyResolved())).putInt(12, (int) m.timeAccNs())
                .putInt(16, m.nanoNs()).put(20, (byte) m.fix().wireValue()).put(21, flags(m.fixOk()))
                .put(23, (byte) m.satellites())
                .putInt(24, m.longitude()).putInt(28, m.latitude()).putInt(32, m.heightMm())
                .putInt(40, (int) m.horizontalAccMm()).array();
    }

    private static byte[] navTimeUtc(NavTimeUtc m) {
        return payload(20).putInt(0, (int) m.iTowMs()).putInt(4, (int) m.timeAccNs()).putInt(8, m.nanoNs())
                .putShort(12, (short) m.year()).put(14, (byte) m.month()).put(15, (byte) m.day())
                .put(16, (byte) m.hour())
                .put(17, (byte) m.minute()).put(18, (byte) m.second())
                .put(19, flags(m.validTow(), m.validWeek(), m.validUtc())).array();
    }

    private static byte[] navTimeSystem(NavTimeSystem m) {
        boolean glonass = m.system() == Constellation.GLONASS;
        long seconds = glonass ? (m.seconds() + MOSCOW_S) % DAY_S : m.seconds();
        return payload(20).putInt(0, (int) m.iTowMs()).putInt(4, (int) seconds).putInt(8, m.fractionNs())
                .put(14, (byte) m.leapSeconds())
                .put(15, glonass ? flags(m.validTime(), m.validLeap()) : flags(m.validTime(), true, m.validLeap()))
                .putInt(16, (int) m.timeAccNs()).array();
    }

    private static byte[] navTimeLs(NavTimeLs m) {
        return payload(24).putInt(0, (int) m.iTowMs()).put(8, (byte) m.currentSource())
                .put(9, (byte) m.currentLeapSeconds()).put(10, (byte) m.changeSource()).put(11, (byte) m.change())
                .putInt(12, m.secondsToEvent()).putShort(16, (short) m.eventWeek()).putShort(18, (short) m.eventDay())
                .put(23, flags(m.validCurrent(), m.validEvent())).array();
    }

    private static byte[] navSat(NavSat m) {
        byte[] bytes = new byte[8 + 12 * m.satellites().size()];
        ByteBuffer payload = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        payload.putInt(0, (int) m.iTowMs()).put(4, (byte) 1).put(5, (byte) m.satellites().size());
        int at = 8;
        for (NavSat.Satellite satellite : m.satellites()) {
            payload.put(at, (byte) satellite.gnssId()).put(at + 1, (byte) satellite.number())
                    .put(at + 2, (byte) satellite.carrierToNoise()).put(at + 3, (byte) satellite.elevationDeg())
                    .putShort(at + 4, (short) satellite.azimuthDeg())
                    .putInt(at + 8, satellite.quality() | (satellite.used() ? 8 : 0));
            at += 12;
        }
        return bytes;
    }

    private static byte[] monRf(MonRf m) {
        byte[] payload = new byte[4 + 24 * m.paths().size()];
        payload[1] = (byte) m.paths().size();
        int at = 4;
        for (MonRf.Path path : m.paths()) {
            payload[at + 1] = (byte) path.jamming().wireValue();
            payload[at + 2] = (byte) path.antenna().wireValue();
            payload[at + 16] = (byte) path.jammingLevel();
            at += 24;
        }
        return payload;
    }

    private static byte[] timTp(TimTp m) {
        int reference = switch (m.base()) {
            case GPS -> 0;
            case GLONASS -> 1;
            case BEIDOU -> 2;
            case GALILEO -> 3;
            case NAVIC -> 4;
            case UTC, UNKNOWN -> 15;
        };
        return payload(16).putInt(0, (int) m.towMs()).putInt(4, (int) m.subMs()).putInt(8, m.qErrPs())
                .putShort(12, (short) m.week())
                .put(14, flags(m.base() == TimTp.Base.UTC, m.utcAvailable(), false, false, !m.qErrValid(), !m.locked()))
                .put(15, (byte) reference).array();
    }

    private static ByteBuffer payload(int length) {
        return ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static byte flags(boolean... bits) {
        int flags = 0;
        for (int i = 0; i < bits.length; i++) {
            flags |= bits[i] ? 1 << i : 0;
        }
        return (byte) flags;
    }
}
