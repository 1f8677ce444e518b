package dev.grandmaster.app.simulated;

/** Bytes that travel down a serial line one after the other. */
final class PacedBurst {

    private static final int BITS_PER_BYTE = 10;

    private final byte[] bytes;
    private final long startTaiNs;
    private final long byteNs;
    private int taken;

    /** @param startTaiNs true TAI at which the first byte begins, ns */
    PacedBurst(byte[] bytes, long startTaiNs, int baud) {
        this.bytes = bytes;
        this.startTaiNs = startTaiNs;
        this.byteNs = 1_000_000_000L * BITS_PER_BYTE / baud;
    }

    boolean isEmpty() {
        return taken == bytes.length;
    }

    /** True TAI at which the last byte is through. */
    long endTaiNs() {
        return startTaiNs + bytes.length * byteNs;
    }

    /** True TAI at which the next byte to be taken begins. */
    long nextByteTaiNs() {
        return startTaiNs + taken * byteNs;
    }

    /** True TAI at which as many bytes as come in {@code gatherNs}, or the last ones, have arrived. */
    long gatheredTaiNs(long gatherNs) {
        return Math.min(nextByteTaiNs() + Math.max(gatherNs, byteNs), endTaiNs());
    }

    /** Takes what has arrived by now; returns the number of bytes. */
    int take(byte[] into, long nowTaiNs) {
        long arrived = Math.clamp((nowTaiNs - startTaiNs) / byteNs, 0, bytes.length);
        int count = Math.clamp(arrived - taken, 0, into.length);
        System.arraycopy(bytes, taken, into, 0, count);
        taken += count;
        return count;
    }
}
