package dev.grandmaster.ptp.monitor;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.grandmaster.counter.Counter;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.NetSyncTlv;
import dev.grandmaster.ptp.wire.SlaveEventTlv;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.ptp.wire.WireStatus;
import dev.grandmaster.state.PtpClients;
import org.jspecify.annotations.Nullable;

/**
 * The latest word of each client on its own offset, by its clockIdentity; the 4096 that spoke last. What is told of another
 * parent than us is passed over, and so is whatever comes after 2000 reports of a second.
 *
 * <p>SLAVE_RX_SYNC_COMPUTED_DATA carries the offset. SLAVE_RX_SYNC_TIMING_DATA carries t1 and t2 alone; the offset is made of it where
 * the other direction, linuxptp's SLAVE_DELAY_TIMING_DATA_NP, came too: half the difference of the two ways.
 */
public final class ClientReports {
    private static final int MOST = 4096;
    private static final int REPORTS_PER_SECOND = 2000;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    /** Two directions that are further apart than this are not of one measurement. */
    private static final long PAIR_NS = 20 * NS_PER_SECOND;

    private static final class Word {
        double offsetNs = Double.NaN;
        double delayNs = Double.NaN;
        long monoNs;
        String by = "";
        double toClientNs = Double.NaN;
        long toClientMonoNs;
        double fromClientNs = Double.NaN;
        long fromClientMonoNs;
    }

    private final long ownClock;
    private final Map<Long, Word> entries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Word> eldest) {
            return size() > MOST;
        }
    };
    private final TlvCursor tlv = new TlvCursor();
    private final Counter taken = new Counter("client_reports");
    private final Counter ignored = new Counter("client_reports_ignored");
    private long secondMonoNs;
    private int inSecond;

    /** @param ownClock clockIdentity of the instance whose clients report */
    public ClientReports(long ownClock) {
        this.ownClock = ownClock;
    }

    /** A message whose TLVs may hold a report: Signaling, or a Delay_Resp with the answer of a NetSync Monitor. */
    public void onMessage(Header message, long nowMonoNs) {
        message.tlvs(tlv);
        while (tlv.next()) {
            switch (tlv.type()) {
                case SlaveEventTlv.RX_SYNC_COMPUTED, SlaveEventTlv.RX_SYNC_TIMING, SlaveEventTlv.DELAY_TIMING_NP ->
                    onSlaveEvents(message.sourceClockIdentity(), nowMonoNs);
                case NetSyncTlv.RESPONSE -> onNetSync(message.sourceClockIdentity(), nowMonoNs);
                default -> {
                    // of other options
                }
            }
        }
        if (tlv.status() != WireStatus.OK) {
            ignored.increment();
        }
    }

    /** What a client said last, or null. */
    public PtpClients.@Nullable Report of(long clockIdentity, long nowMonoNs) {
        Word entry = entries.get(clockIdentity);
        return entry == null || entry.by.isEmpty()
                ? null
                : new PtpClients.Report(entry.offsetNs, entry.delayNs, nowMonoNs - entry.monoNs, entry.by);
    }

    /** Adds what was counted. */
    public void addTo(Map<String, Long> counts) {
        counts.put(taken.name(), taken.get());
        counts.put(ignored.name(), ignored.get());
    }

    private void onSlaveEvents(long client, long nowMonoNs) {
        if (!SlaveEventTlv.sound(tlv) || SlaveEventTlv.parentClock(tlv) != ownClock || overLimit(nowMonoNs)) {
            ignored.increment();
            return;
        }
        Word entry = entry(client);
        int record = SlaveEventTlv.records(tlv) - 1;
        switch (tlv.type()) {
            case SlaveEventTlv.RX_SYNC_COMPUTED -> {
                if (SlaveEventTlv.offsetValid(tlv)) {
                    report(entry, SlaveEventTlv.offsetFromMasterNs(tlv, record),
                            SlaveEventTlv.delayValid(tlv) ? SlaveEventTlv.meanDelayNs(tlv, record) : Double.NaN,
                            TlvType.SLAVE_RX_SYNC_COMPUTED_DATA.name(), nowMonoNs);
                }
            }
            case SlaveEventTlv.RX_SYNC_TIMING -> {
                entry.toClientNs = SlaveEventTlv.toClientNs(tlv, record);
                entry.toClientMonoNs = nowMonoNs;
                combine(entry, nowMonoNs);
            }
            default -> {
                entry.fromClientNs = SlaveEventTlv.fromClientNs(tlv, record);
                entry.fromClientMonoNs = nowMonoNs;
                combine(entry, nowMonoNs);
            }
        }
    }

    private void onNetSync(long client, long nowMonoNs) {
        if (!NetSyncTlv.sound(tlv) || NetSyncTlv.parentClock(tlv) != ownClock || overLimit(nowMonoNs)) {
            ignored.increment();
            return;
        }
        report(entry(client), NetSyncTlv.offsetFromMasterNs(tlv), NetSyncTlv.meanDelayNs(tlv), "PTPMON_RESP",
                nowMonoNs);
    }

    private void combine(Word entry, long nowMonoNs) {
        if (Double.isNaN(entry.toClientNs) || Double.isNaN(entry.fromClientNs)
                || Math.abs(entry.toClientMonoNs - entry.fromClientMonoNs) > PAIR_NS) {
            return;
        }
        report(entry, (entry.toClientNs - entry.fromClientNs) / 2, (entry.toClientNs + entry.fromClientNs) / 2,
                TlvType.SLAVE_RX_SYNC_TIMING_DATA.name(), nowMonoNs);
    }

    private void report(Word entry, double offsetNs, double delayNs, String by, long nowMonoNs) {
        taken.increment();
        entry.offsetNs = offsetNs;
        entry.delayNs = delayNs;
        entry.by = by;
        entry.monoNs = nowMonoNs;
    }

    private Word entry(long client) {
        return entries.computeIfAbsent(client, nobodyYet -> new Word());
    }

    private boolean overLimit(long nowMonoNs) {
        if (nowMonoNs - secondMonoNs >= NS_PER_SECOND) {
            secondMonoNs = nowMonoNs;
            inSecond = 0;
        }
        inSecond++;
        return inSecond > REPORTS_PER_SECOND;
    }
}
