package dev.grandmaster.app.status;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.time.LeapSecondTable;

/** What time it is for those who write it down, and how an instant is written: ISO 8601 in UTC. */
public final class Calendar {

    private static final long NS = 1_000_000_000L;
    private static final long MS = 1_000_000L;
    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss")
            .withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:")
            .withZone(ZoneOffset.UTC);

    private final Supplier<GrandmasterState> clock;
    private final Supplier<LeapSecondTable> leapSeconds;
    private final LongSupplier realtimeNs;

    /** @param realtimeNs the machine's own clock, UTC, ns since 1970 */
    public Calendar(Supplier<GrandmasterState> clock, Supplier<LeapSecondTable> leapSeconds, LongSupplier realtimeNs) {
        this.clock = clock;
        this.leapSeconds = leapSeconds;
        this.realtimeNs = realtimeNs;
    }

    /** True once our own clock names the second. */
    public boolean isNamed() {
        return clock.get().served();
    }

    /** TAI, ns: by our clock once it is named, by the machine's clock and the leap second list before. */
    public long taiNs(long nowMonoNs) {
        GrandmasterState state = clock.get();
        if (state.served()) {
            return state.taiAt(nowMonoNs);
        }
        long utcNs = realtimeNs.getAsLong();
        return leapSeconds.get().toTaiNs(Math.floorDiv(utcNs, NS), false) + Math.floorMod(utcNs, NS);
    }

    /** UTC, ns since 1970, as computers count it: a leap second has no place of its own. */
    public long unixNs(long taiNs) {
        return taiNs - leapSeconds.get().taiMinusUtcAt(taiNs) * NS;
    }

    /** Such as {@code 2026-11-22T05:00:00.123Z}; a leap second has the second 60. */
    public String utc(long taiNs) {
        return utc(taiNs, leapSeconds.get());
    }

    /** The same by a given list. */
    public static String utc(long taiNs, LeapSecondTable table) {
        long taiSeconds = Math.floorDiv(taiNs, NS);
        long utcSeconds = taiSeconds - table.taiMinusUtcAt(taiNs);
        LeapSecondTable.Entry next = table.nextAfter(taiNs);
        long millis = Math.floorMod(taiNs, NS) / MS;
        String fraction = ".%03dZ".formatted(millis);
        if (next != null && utcSeconds >= next.fromUtcSeconds()) {
            return MINUTE.format(Instant.ofEpochSecond(utcSeconds - 1)) + "60" + fraction;
        }
        return SECOND.format(Instant.ofEpochSecond(utcSeconds)) + fraction;
    }
}
