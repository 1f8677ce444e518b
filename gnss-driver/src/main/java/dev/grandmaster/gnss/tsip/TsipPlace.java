package dev.grandmaster.gnss.tsip;

import java.nio.ByteBuffer;
import java.util.List;

import dev.grandmaster.gnss.setup.ReceiverWish.Fixed;

/**
 * A given place, for receivers of the older family: told by packet 32 (latitude and longitude in radians, altitude above the ellipsoid in
 * metres, each a double), read back in packet 8F-AC, which has the place that time is solved with, and then saved by 8E-A6.
 *
 * <p>After the ThunderBolt E user guide (64057-00-ENG): page 44 and 45 for packet 32, which ends a survey, switches to the overdetermined
 * mode at once, and may be saved after two seconds; page 70 for 8E-A6 (0 begins a survey, 1 saves, 2 deletes); page 75 for 8E-AC, whose 0
 * has 8F-AC sent at once; page 79 for the place in it. Offsets of 8F-AC agree with gpsd's driver_tsip.c (decode_x8f_ac).
 */
record TsipPlace(List<TsipField> fields, double latitudeRad, double longitudeRad, double heightM) implements TsipWish {

    private static final int SET_PLACE = 0x32;
    private static final int ASK = 0x8EAC;
    private static final int ANSWER = 0x8FAC;
    private static final int SURVEY_COMMAND = 0x8EA6;
    private static final byte SAVE = 1;
    private static final byte AT_ONCE = 0;
    private static final int HEAD = 2;
    /** Up to the end of the altitude. */
    private static final int LENGTH = 59;
    /** The guide has two seconds pass before the place is saved. */
    private static final long PATIENCE_NS = 3_000_000_000L;
    /** Within these nothing is written: a receiver may keep the place in other units than it was told in. */
    private static final double CLOSE_RAD = Math.toRadians(5e-7);
    private static final double CLOSE_M = 0.05;
    private static final double DEG_PER_RAD = 180 / Math.PI;

    TsipPlace {
        fields = List.copyOf(fields);
    }

    static TsipPlace of(Fixed place) {
        double latitude = Math.toRadians(place.latitude() * 1e-7);
        double longitude = Math.toRadians(place.longitude() * 1e-7);
        double height = place.heightCm() * 1e-2;
        return new TsipPlace(List.of(TsipField.bits("position: mode (7 overdetermined clock)", 0, 1, 7, 7),
                TsipField.near("position: latitude, deg", 35, latitude, CLOSE_RAD, DEG_PER_RAD),
                TsipField.near("position: longitude, deg", 43, longitude, CLOSE_RAD, DEG_PER_RAD),
                TsipField.near("position: height, m", 51, height, CLOSE_M, 1)), latitude, longitude, height);
    }

    @Override
    public byte[] question() {
        return TsipWriter.packet(ASK, new byte[]{AT_ONCE});
    }

    @Override
    public byte[] change(byte[] found) {
        return TsipWriter.framed(ByteBuffer.allocate(1 + 3 * Double.BYTES).put((byte) SET_PLACE).putDouble(latitudeRad)
                .putDouble(longitudeRad).putDouble(heightM).array());
    }

    @Override
    public boolean isAnsweredBy(TsipPacket packet) {
        return packet.kind() == ANSWER && packet.size() >= HEAD + LENGTH;
    }

    @Override
    public byte[] data(TsipPacket packet) {
        return packet.copy(HEAD, packet.size());
    }

    @Override
    public boolean isAbout(int kind) {
        return kind == ASK || kind >> 8 == SET_PLACE;
    }

    @Override
    public long patienceNs() {
        return PATIENCE_NS;
    }

    @Override
    public byte[] conclusion() {
        return TsipWriter.packet(SURVEY_COMMAND, new byte[]{SAVE});
    }
}
