package dev.grandmaster.bench;

import java.io.IOException;

import dev.grandmaster.gnss.nmea.NmeaDecoder;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.ubx.UbxDecoder;

/** The measuring process of {@link ScanBench}. */
final class ScanLoop {
    private static final int CHUNK = 4_096;
    private static final int ROUNDS = 9;
    /** Of processor time, as all here. */
    private static final long WARM_UP_NS = 2_000_000_000L;
    private static final long ROUND_NS = 250_000_000L;
    private static final double MB = 1e6;

    /** One pass over all bytes; what it returns must be used, or a compiler may leave it out. */
    private interface Pass {
        long over(byte[] bytes);
    }

    private ScanLoop() {
    }

    public static void main(String[] arguments) throws IOException {
        byte[] bytes = Corpus.read(arguments[0]);
        Child.tell("corpus-mb", bytes.length / MB);
        Counting counting = new Counting();
        FrameScanner scanner = new FrameScanner(counting, FrameScanner.LIVE_FRAME);
        Decoding decoding = new Decoding();
        FrameScanner decodingScanner = new FrameScanner(decoding, FrameScanner.LIVE_FRAME);
        long seen = measure("fletcher", ScanLoop::fletcher, bytes);
        seen += measure("scan", all -> feed(scanner, all) + counting.frames, bytes);
        seen += measure("decode", all -> feed(decodingScanner, all) + decoding.messages, bytes);
        Child.tell("seen", (double) seen);
    }

    private static long measure(String name, Pass pass, byte[] bytes) {
        long seen = 0;
        long startNs = Spent.busyNs();
        while (Spent.busyNs() - startNs < WARM_UP_NS) {
            seen += pass.over(bytes);
        }
        for (int round = 0; round < ROUNDS; round++) {
            long garbage = Spent.bytes();
            long done = 0;
            long fromNs = Spent.busyNs();
            long tookNs;
            do {
                seen += pass.over(bytes);
                done += bytes.length;
                tookNs = Spent.busyNs() - fromNs;
            } while (tookNs < ROUND_NS);
            Child.tell(name + "-garbage", (double) (Spent.bytes() - garbage) / done);
            Child.tell(name, done * 1e9 / tookNs / MB);
        }
        return seen;
    }

    private static long feed(FrameScanner scanner, byte[] bytes) {
        for (int at = 0; at < bytes.length; at += CHUNK) {
            scanner.accept(bytes, at, Math.min(CHUNK, bytes.length - at), at);
        }
        return 0;
    }

    /** The least that a checked stream costs: each byte read once and added twice. */
    private static long fletcher(byte[] bytes) {
        int a = 0;
        int b = 0;
        for (byte each : bytes) {
            a += each;
            b += a;
        }
        return b;
    }

    private static final class Counting implements FrameSink {
        private long frames;

        @Override
        public void onFrame(Frame frame) {
            frames++;
        }
    }

    private static final class Decoding implements FrameSink {
        private final UbxDecoder ubx = new UbxDecoder();
        private final NmeaDecoder nmea = new NmeaDecoder();
        private long messages;

        @Override
        public void onFrame(Frame frame) {
            Object message = switch (frame.kind()) {
                case FrameKind.UBX -> ubx.decode(frame);
                case FrameKind.NMEA -> nmea.decode(frame);
                case FrameKind.RTCM3 -> null;
            };
            messages += message == null ? 0 : 1;
        }
    }
}
