package dev.grandmaster.ptp.unicast;

import java.util.Arrays;
import java.util.function.Consumer;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.wire.Signaling;

/**
 * The latest requests that were not granted, for people: 32 askers at most, the same one asking for the same in vain is one of them.
 * Allocates nothing after the first.
 */
final class RecentRefusals {
    private static final int DEPTH = 32;

    /** One of them; changes hands when a newer one needs its place. */
    static final class Entry {
        private final PtpAddress address = new PtpAddress();
        private long clock;
        private int port;
        private int messageType;
        private Refusal why = Refusal.DENIED;
        private int count;
        private long lastMonoNs;

        PtpAddress address() {
            return address;
        }

        long clock() {
            return clock;
        }

        int port() {
            return port;
        }

        int messageType() {
            return messageType;
        }

        Refusal why() {
            return why;
        }

        int count() {
            return count;
        }

        long lastMonoNs() {
            return lastMonoNs;
        }

        private boolean is(long ofClock, int ofPort, int type, Refusal reason) {
            return count > 0 && clock == ofClock && port == ofPort && messageType == type && why == reason;
        }
    }

    private Entry[] entries = {};

    void add(Signaling request, PtpAddress source, int messageType, Refusal why, long nowMonoNs) {
        Entry entry = place(request.sourceClockIdentity(), request.sourcePortNumber(), messageType, why);
        entry.count++;
        entry.address.set(source);
        entry.lastMonoNs = nowMonoNs;
    }

    /** The latest first. */
    void forEach(Consumer<Entry> visitor) {
        Entry[] sorted = entries.clone();
        Arrays.sort(sorted, (one, other) -> Long.signum(other.lastMonoNs - one.lastMonoNs));
        for (Entry entry : sorted) {
            if (entry.count > 0) {
                visitor.accept(entry);
            }
        }
    }

    private Entry place(long clock, int port, int messageType, Refusal why) {
        if (entries.length == 0) {
            entries = new Entry[DEPTH];
            for (int i = 0; i < DEPTH; i++) {
                entries[i] = new Entry();
            }
        }
        Entry oldest = entries[0];
        for (Entry entry : entries) {
            if (entry.is(clock, port, messageType, why)) {
                return entry;
            }
            if (entry.count == 0 || (oldest.count > 0 && entry.lastMonoNs - oldest.lastMonoNs < 0)) {
                oldest = oldest.count == 0 ? oldest : entry;
            }
        }
        oldest.clock = clock;
        oldest.port = port;
        oldest.messageType = messageType;
        oldest.why = why;
        oldest.count = 0;
        return oldest;
    }
}
