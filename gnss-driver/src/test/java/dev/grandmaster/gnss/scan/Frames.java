package dev.grandmaster.gnss.scan;

import java.util.function.Consumer;

/** Frames for the tests of those who read them. */
public final class Frames {

    private Frames() {
    }

    /** Hands every good frame of {@code stream} to {@code reader}. */
    public static void each(byte[] stream, Consumer<Frame> reader) {
        FrameScanner scanner = new FrameScanner(reader::accept, FrameScanner.LIVE_FRAME);
        scanner.accept(stream, 0, stream.length, 0);
        scanner.finish();
    }

    /** The only frame of {@code bytes}. */
    public static Frame only(byte[] bytes) {
        Frame[] found = new Frame[1];
        each(bytes, frame -> found[0] = frame);
        if (found[0] == null || found[0].size() < bytes.length - 2) {
            throw new IllegalArgumentException("not one frame");
        }
        return found[0];
    }
}
