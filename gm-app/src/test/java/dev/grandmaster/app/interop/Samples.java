package dev.grandmaster.app.interop;

import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Offsets in ns, as a client or the service gave them. */
record Samples(List<Long> values) {
    private static final int WINDOWS = 6;

    /** @throws AssertionError when there are none */
    long median() {
        if (values.isEmpty()) {
            throw new AssertionError("no samples");
        }
        long[] sorted = sorted();
        return sorted[sorted.length / 2];
    }

    /** The mean of several clients' samples that were taken in the same seconds; as long as the shortest. */
    static Samples mean(List<Samples> clients) {
        int count = clients.stream().mapToInt(samples -> samples.values.size()).min().orElse(0);
        return new Samples(IntStream.range(0, count)
                .mapToObj(i -> clients.stream().mapToLong(samples -> samples.values.get(i)).sum() / clients.size())
                .toList());
    }

    /** Fails unless the median is the expected one within a tolerance; both in ns. */
    void assertMedian(long expected, long tolerance) {
        if (Math.abs(median() - expected) > tolerance) {
            throw new AssertionError("median %d ns, expected %d +- %d ns: %s".formatted(median(), expected, tolerance,
                    this));
        }
    }

    /**
     * Takes windows of samples until the median of one is the expected one, and answers with that window. A machine that is busy with
     * something else disturbs the kernel's software stamps for seconds on end, by about a microsecond; an error of the service is in
     * every window and fails the last one.
     *
     * @param expected asked after each window, ns
     */
    static Samples settled(Supplier<Samples> window, LongSupplier expected, long tolerance) {
        Samples samples = window.get();
        for (int more = WINDOWS - 1; more > 0
                && Math.abs(samples.median() - expected.getAsLong()) > tolerance; more--) {
            samples = window.get();
        }
        samples.assertMedian(expected.getAsLong(), tolerance);
        return samples;
    }

    /**
     * The greatest difference of the medians before and after one moment, ns. A step stays, so it shows in full, where readings of a
     * busy machine that are late for a while do not.
     *
     * @param span samples on either side
     */
    long greatestShift(int span) {
        return IntStream.rangeClosed(span, values.size() - span)
                .mapToLong(i -> Math.abs(median(i, i + span) - median(i - span, i))).max()
                .orElseThrow(() -> new AssertionError("fewer than two spans of " + span + ": " + this));
    }

    private long median(int from, int to) {
        return new Samples(values.subList(from, to)).median();
    }

    private long[] sorted() {
        long[] sorted = values.stream().mapToLong(Long::longValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    @Override
    public String toString() {
        return values.isEmpty()
                ? "no samples"
                : "%d samples, median %d, range %d..%d ns: %s".formatted(values.size(), median(), sorted()[0],
                        sorted()[values.size() - 1], values);
    }
}
