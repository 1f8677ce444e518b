package dev.grandmaster.sim.clock;

/**
 * The latest segments of the clock, oldest first; immutable. True times beyond either end are answered by the segment
 * at that end.
 */
final class Timeline {

    /** At two segments a second, the tick and a steering, this reaches back half a minute. */
    private static final int MOST_SEGMENTS = 64;

    private final Segment[] segments;

    Timeline(Segment first) {
        this.segments = new Segment[]{first};
    }

    private Timeline(Segment[] segments) {
        this.segments = segments;
    }

    /** The same and one segment more; the oldest leaves when there are too many. */
    Timeline with(Segment newest) {
        int kept = Math.min(segments.length, MOST_SEGMENTS - 1);
        Segment[] more = new Segment[kept + 1];
        System.arraycopy(segments, segments.length - kept, more, 0, kept);
        more[kept] = newest;
        return new Timeline(more);
    }

    Segment newest() {
        return segments[segments.length - 1];
    }

    /** The segment that holds at a true time. */
    Segment at(long taiNs) {
        for (int i = segments.length - 1; i > 0; i--) {
            if (segments[i].fromTaiNs() <= taiNs) {
                return segments[i];
            }
        }
        return segments[0];
    }
}
