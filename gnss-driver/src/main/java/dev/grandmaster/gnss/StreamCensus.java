package dev.grandmaster.gnss;

import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.grandmaster.gnss.scan.Damage;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.ubx.UbxKind;

/**
 * Counts what a recorded stream carries: frames by kind, damage by kind, and bytes that belong to nothing.
 *
 * <p>Kinds are named {@code UBX-NAV-PVT}, {@code GPRMC}, {@code RTCM1077}; a sentence with a wrong checksum counts as
 * {@code GPRMC!badck}, one without as {@code GPRMC!nock}; a proprietary sentence as {@code P:} and the rest of its
 * address, for makers that keep one address for everything with its first field as well ({@code P:UBX/04}).
 *
 * <p>Lines at the head of the stream that begin with {@code #} are somebody's remarks, not the receiver's: their bytes
 * are never unframed. Sentences quoted in them are sentences all the same and count.
 */
public final class StreamCensus {

    /** Makers whose sentences differ only by the first field. */
    private static final Set<String> BY_FIRST_FIELD = Set.of("UBX", "STI", "MTK", "AIR");

    private final FrameScanner scanner = new FrameScanner(new Counter(), FrameScanner.ANY_FRAME);
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private final SortedMap<String, Long> bad = new TreeMap<>();
    private long bytes;
    private long unframedBytes;

    private boolean inRemarks = true;
    private boolean atLineStart = true;
    private long remarkBytes;

    /** The next bytes of the stream, in chunks of any size. */
    public void accept(byte[] chunk, int offset, int length) {
        passRemarks(chunk, offset, length);
        bytes += length;
        scanner.accept(chunk, offset, length, 0);
    }

    /** The stream has ended; the numbers are final. */
    public void finish() {
        scanner.finish();
    }

    public long bytes() {
        return bytes;
    }

    /** Frames by kind, in the order of their names. */
    public SortedMap<String, Long> counts() {
        return Collections.unmodifiableSortedMap(counts);
    }

    /** Damage: {@code nmea-badck}, {@code ubx-badck}, {@code ubx-trunc} for a frame that the end of the stream cut. */
    public SortedMap<String, Long> bad() {
        return Collections.unmodifiableSortedMap(bad);
    }

    /** Bytes in no frame and in no remark at the head, line ends left out. */
    public long unframedBytes() {
        return unframedBytes;
    }

    /** Follows the remarks at the head before the scanner sees the bytes, so that it is known how far they reach. */
    private void passRemarks(byte[] chunk, int offset, int length) {
        for (int i = offset; inRemarks && i < offset + length; i++) {
            if (atLineStart && chunk[i] != '#') {
                inRemarks = false;
            } else {
                atLineStart = chunk[i] == '\n';
                remarkBytes++;
            }
        }
    }

    private static String kind(Frame frame) {
        return switch (frame.kind()) {
            case UBX -> "UBX-" + UbxKind.name(UbxKind.of(frame));
            case RTCM3 -> "RTCM" + ((frame.u8(3) << 4) | (frame.u8(4) >>> 4));
            case NMEA -> {
                String address = address(frame);
                yield address.charAt(0) == 'P' ? proprietary(frame, address.substring(1)) : address;
            }
        };
    }

    private static String address(Frame frame) {
        return frame.text(1, fieldEnd(frame, 1));
    }

    private static String proprietary(Frame frame, String maker) {
        int comma = maker.length() + 2;
        if (!BY_FIRST_FIELD.contains(maker) || frame.u8(comma) != ',') {
            return "P:" + maker;
        }
        return "P:" + maker + '/' + frame.text(comma + 1, fieldEnd(frame, comma + 1));
    }

    private static int fieldEnd(Frame frame, int from) {
        int at = from;
        while (at < frame.size() && frame.u8(at) != ',' && frame.u8(at) != '*') {
            at++;
        }
        return at;
    }

    private final class Counter implements FrameSink {

        @Override
        public void onFrame(Frame frame) {
            counts.merge(kind(frame), 1L, Long::sum);
        }

        @Override
        public void onDamaged(Frame frame, Damage damage) {
            switch (damage) {
                case NMEA_CHECKSUM -> {
                    counts.merge(address(frame) + "!badck", 1L, Long::sum);
                    bad.merge("nmea-badck", 1L, Long::sum);
                }
                case NMEA_NO_CHECKSUM -> counts.merge(address(frame) + "!nock", 1L, Long::sum);
                case UBX_CHECKSUM -> bad.merge("ubx-badck", 1L, Long::sum);
                case UBX_CUT, UBX_TOO_LONG -> bad.merge("ubx-trunc", 1L, Long::sum);
            }
        }

        @Override
        public void onUnframed(byte[] chunk, int offset, int length, long streamOffset) {
            int from = offset + Math.clamp(remarkBytes - streamOffset, 0, length);
            for (int i = from; i < offset + length; i++) {
                if (chunk[i] != '\r' && chunk[i] != '\n') {
                    unframedBytes++;
                }
            }
        }
    }
}
