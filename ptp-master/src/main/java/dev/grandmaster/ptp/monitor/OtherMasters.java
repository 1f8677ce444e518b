package dev.grandmaster.ptp.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.grandmaster.board.PortSpec;
import dev.grandmaster.ptp.wire.Announce;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.FollowUp;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.Sync;
import dev.grandmaster.ptp.wire.Timestamp;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpStatus;
import org.jspecify.annotations.Nullable;

/**
 * What time it is for other masters on this network, in whatever domain: overheard, never asked for, good enough to tell a second from its
 * neighbour and nothing else. Only such a master is heard that announces the PTP timescale, a valid UTC offset and time that is traceable
 * (IEEE 1588-2019 Table 37), and whose grandmaster is not ours.
 *
 * <p>Holds {@value #CAPACITY} at most; one more takes the place of one that is no longer heard, or is passed over.
 */
public final class OtherMasters {

    static final int CAPACITY = 8;
    private static final int WANTED = Flags.PTP_TIMESCALE | Flags.CURRENT_UTC_OFFSET_VALID | Flags.TIME_TRACEABLE;
    private static final long NS = 1_000_000_000L;
    /** The longest usual announce interval is 16 s, and two may be lost. */
    private static final long SILENT_NS = 48 * NS;

    /**
     * The newest time that was heard of a grandmaster.
     *
     * @param grandmaster who has it
     * @param utcNs       UTC, ns since 1970-01-01
     * @param monoNs      monotonic ns at which the message was taken in, some ms late
     */
    public record Heard(ClockIdentity grandmaster, long utcNs, long monoNs) {
    }

    private static final class Entry {
        boolean used;
        long clock;
        int port;
        int domain;
        long grandmaster;
        int priority1;
        int clockClass;
        int clockAccuracy;
        int priority2;
        int stepsRemoved;
        boolean traceable;
        int utcOffset;
        boolean sound;
        long announcedMonoNs;
        boolean timed;
        long taiNs;
        long monoNs;

        boolean isSilent(long nowMonoNs) {
            return !used || nowMonoNs - announcedMonoNs > SILENT_NS;
        }
    }

    private final Entry[] entries = new Entry[CAPACITY];
    private final Announce announce = new Announce();
    private final Sync sync = new Sync();
    private final FollowUp followUp = new FollowUp();
    private long[] ours = {};

    /** Knows nobody. */
    public OtherMasters() {
        for (int i = 0; i < CAPACITY; i++) {
            entries[i] = new Entry();
        }
    }

    /** One of our own clocks: it is no witness, nor is a boundary clock that follows it. */
    public void ours(ClockIdentity clock) {
        ours = Arrays.copyOf(ours, ours.length + 1);
        ours[ours.length - 1] = clock.value();
    }

    /** A sound message of anybody's. */
    public void onMessage(Header header, long nowMonoNs) {
        switch (header.messageType()) {
            case ANNOUNCE -> {
                header.readAs(announce);
                onAnnounce(nowMonoNs);
            }
            case SYNC -> {
                if (!header.hasFlag(Flags.TWO_STEP)) {
                    header.readAs(sync);
                    onTime(header, sync.originTaiNs(), nowMonoNs);
                }
            }
            case FOLLOW_UP -> {
                header.readAs(followUp);
                onTime(header, followUp.preciseOriginTaiNs(), nowMonoNs);
            }
            case DELAY_REQ, PDELAY_REQ, PDELAY_RESP, DELAY_RESP, PDELAY_RESP_FOLLOW_UP, SIGNALING, MANAGEMENT -> {
                // they do not tell the time
            }
        }
    }

    /** What the ones say that are still heard. */
    public List<Heard> heard(long nowMonoNs) {
        List<Heard> all = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.isSilent(nowMonoNs) && entry.sound && entry.timed) {
                all.add(new Heard(new ClockIdentity(entry.grandmaster), entry.taiNs - entry.utcOffset * NS,
                        entry.monoNs));
            }
        }
        return all;
    }

    /**
     * All that are still heard, whatever their word is worth.
     *
     * @param at the port that hears them
     */
    public List<PtpStatus.OtherMaster> all(PortSpec at, long nowMonoNs) {
        List<PtpStatus.OtherMaster> all = new ArrayList<>();
        for (Entry entry : entries) {
            if (!entry.isSilent(nowMonoNs)) {
                all.add(new PtpStatus.OtherMaster(at, entry.domain, new ClockIdentity(entry.clock), entry.port,
                        new PtpStatus.Grandmaster(new ClockIdentity(entry.grandmaster), entry.priority1,
                                entry.clockClass, entry.clockAccuracy, entry.priority2, entry.traceable),
                        entry.stepsRemoved, nowMonoNs - entry.announcedMonoNs));
            }
        }
        return all;
    }

    private void onAnnounce(long nowMonoNs) {
        if (isOurs(announce.sourceClockIdentity()) || isOurs(announce.grandmasterIdentity())) {
            forget(announce);
            return;
        }
        Entry entry = place(announce, nowMonoNs);
        if (entry != null) {
            entry.grandmaster = announce.grandmasterIdentity();
            entry.priority1 = announce.grandmasterPriority1();
            entry.clockClass = announce.clockClass();
            entry.clockAccuracy = announce.clockAccuracy();
            entry.priority2 = announce.grandmasterPriority2();
            entry.stepsRemoved = announce.stepsRemoved();
            entry.traceable = announce.hasFlag(Flags.TIME_TRACEABLE);
            entry.utcOffset = announce.currentUtcOffset();
            entry.sound = (announce.flags() & WANTED) == WANTED;
            entry.announcedMonoNs = nowMonoNs;
        }
    }

    /** Counts only behind an Announce of the same port. */
    private void onTime(Header header, long taiNs, long nowMonoNs) {
        Entry entry = find(header);
        if (entry != null && taiNs != Timestamp.NONE && taiNs > 0) {
            entry.timed = true;
            entry.taiNs = taiNs;
            entry.monoNs = nowMonoNs;
        }
    }

    /** Who turns to our time is no longer heard. */
    private void forget(Header header) {
        Entry entry = find(header);
        if (entry != null) {
            entry.used = false;
        }
    }

    private @Nullable Entry find(Header header) {
        for (Entry entry : entries) {
            if (entry.used && entry.clock == header.sourceClockIdentity() && entry.port == header.sourcePortNumber()
                    && entry.domain == header.domainNumber()) {
                return entry;
            }
        }
        return null;
    }

    private @Nullable Entry place(Header header, long nowMonoNs) {
        Entry known = find(header);
        if (known != null) {
            return known;
        }
        for (Entry entry : entries) {
            if (entry.isSilent(nowMonoNs)) {
                entry.used = true;
                entry.timed = false;
                entry.clock = header.sourceClockIdentity();
                entry.port = header.sourcePortNumber();
                entry.domain = header.domainNumber();
                return entry;
            }
        }
        return null;
    }

    private boolean isOurs(long clock) {
        for (long own : ours) {
            if (own == clock) {
                return true;
            }
        }
        return false;
    }
}
