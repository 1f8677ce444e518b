package dev.grandmaster.gnss;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.receiver.ReceiverMachine;
import dev.grandmaster.gnss.scan.ByteListener;
import dev.grandmaster.gnss.scan.Damage;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.setup.Dialogue;
import dev.grandmaster.gnss.setup.ReceiverSetup;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.tsip.TsipListener;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.quality.Verdict.Trust;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.TimeMessage;
import org.jspecify.annotations.Nullable;

/**
 * The duty cycle of the receiver: reads the link, feeds scanner and machine, hands on what they say. The only one who reads
 * and writes the link.
 */
public final class GnssAgent implements Agent {

    private static final long NS = 1_000_000_000;
    private static final int CHUNK = 4_096;
    /** At most so many chunks in one cycle, so that a babbling link cannot keep the thread. */
    private static final int MAX_CHUNKS = 64;
    /** A receiver sends a frame in one go: after such a pause an open one was cut, and hides no longer what came behind it. */
    private static final long PAUSE_NS = 200_000_000;
    /** How often a link without a descriptor is looked at. */
    private static final long POLL_NS = 20_000_000;

    private final GnssLink link;
    private final Queue<TimeMessage> messages;
    private final Latest<GnssStatus> status;
    private final EventRing events;
    private final ReceiverMachine machine;
    private final @Nullable Dialogue setup;
    private final ByteListener scanner;
    private final Counter dropped = new Counter("gnss_messages_dropped");
    private final Counter received = new Counter("gnss_bytes");
    private final byte[] chunk = new byte[CHUNK];

    private boolean pending;
    private long lastBytesMonoNs;
    private long workedMonoNs;
    private boolean broken;
    private boolean published;
    private long publishedMonoNs;

    /** Listens alone, as to a receiver that cannot be asked. */
    public GnssAgent(GnssLink link, ReceiverLimits limits, Queue<TimeMessage> messages, Latest<GnssStatus> status,
            EventRing events) {
        this(link, new ReceiverPlan(limits, null), messages, status, events);
    }

    /**
     * @param plan     what is asked of the receiver, and how it is set
     * @param messages takes what the discipline has to know; to be bounded: a message that does not fit is dropped and counted
     * @param status   the picture for people, renewed once a second
     */
    public GnssAgent(GnssLink link, ReceiverPlan plan, Queue<TimeMessage> messages, Latest<GnssStatus> status,
            EventRing events) {
        this.link = link;
        this.messages = messages;
        this.status = status;
        this.events = events;
        this.machine = new ReceiverMachine(plan.limits(), this::hand);
        ReceiverWish wish = plan.wish();
        if (plan.tsip()) {
            TsipListener listener = wish == null
                    ? new TsipListener(machine.account())
                    : new TsipListener(machine.account(), wish, new Line());
            this.setup = listener.dialogue();
            this.scanner = listener;
        } else {
            ReceiverSetup ubx = wish == null ? null : new ReceiverSetup(wish, new Line());
            this.setup = ubx;
            this.scanner = new FrameScanner(ubx == null ? machine : new Both(machine, ubx), FrameScanner.LIVE_FRAME);
        }
    }

    /** The picture before the first cycle. */
    public static GnssStatus silent(String link) {
        return new GnssStatus(link, false, GnssStatus.Fix.NONE, 0, List.of(), Double.NaN,
                Verdict.of(Trust.COAST, Doubt.RECEIVER_SILENT), 0, 0);
    }

    @Override
    public String role() {
        return "gm-gnss";
    }

    /** Everything that is counted on the way from the link to the discipline. */
    public List<Counter> counters() {
        List<Counter> counters = new ArrayList<>(machine.counters());
        counters.add(received);
        counters.add(dropped);
        return counters;
    }

    @Override
    public long doWork(long nowMonoNs) {
        workedMonoNs = nowMonoNs;
        int result = read();
        noticeLink(result, nowMonoNs);
        if (pending && result <= 0 && nowMonoNs - lastBytesMonoNs >= PAUSE_NS) {
            scanner.finish();
            pending = false;
        }
        machine.onTick(nowMonoNs);
        long setupMonoNs = setup == null ? Long.MAX_VALUE : setup.onTick(nowMonoNs);
        if (!published || nowMonoNs - publishedMonoNs >= NS) {
            published = true;
            publishedMonoNs = nowMonoNs;
            GnssStatus heard = machine.status(link.name(), nowMonoNs);
            status.set(setup == null ? heard : heard.withReceiver(setup.receiver()));
        }
        if (result > 0) {
            return nowMonoNs;
        }
        if (link.descriptor() < 0) {
            return nowMonoNs + POLL_NS;
        }
        long renewalMonoNs = Math.min(publishedMonoNs + NS, setupMonoNs);
        return pending ? Math.min(renewalMonoNs, lastBytesMonoNs + PAUSE_NS) : renewalMonoNs;
    }

    @Override
    public void onStop() {
        link.close();
    }

    /** Empties the link; the last answer of {@link GnssLink#read}, positive where there may be more. */
    private int read() {
        int length = 0;
        for (int chunks = 0; chunks < MAX_CHUNKS; chunks++) {
            length = link.read(chunk);
            if (length <= 0) {
                return length;
            }
            received.add(length);
            lastBytesMonoNs = link.arrivalMonoNs();
            pending = true;
            scanner.accept(chunk, 0, length, lastBytesMonoNs);
        }
        return length;
    }

    private void noticeLink(int result, long nowMonoNs) {
        boolean nowBroken = result < 0;
        if (nowBroken != broken) {
            broken = nowBroken;
            if (!broken && setup != null) {
                setup.onReconnected(nowMonoNs);
            }
            events.publish(new GmEvent.Notice(nowMonoNs,
                    "receiver link " + link.name() + (broken ? " is broken, errno " + -result : " works again")));
        }
    }

    private void hand(TimeMessage message) {
        if (!messages.offer(message)) {
            dropped.increment();
        }
    }

    /** Hands each frame to the listener and to the dialogue. */
    private record Both(ReceiverMachine machine, ReceiverSetup setup) implements FrameSink {

        @Override
        public void onFrame(Frame frame) {
            machine.onFrame(frame);
            setup.onFrame(frame, frame.arrivalMonoNs());
        }

        @Override
        public void onDamaged(Frame frame, Damage damage) {
            machine.onDamaged(frame, damage);
        }
    }

    /** What the dialogue does. A frame that the link does not take is asked again in time. */
    private final class Line implements Dialogue.Line {

        @Override
        public void send(byte[] frame) {
            link.write(frame, frame.length);
        }

        @Override
        public boolean baudRate(int baudRate) {
            return link.baudRate(baudRate);
        }

        @Override
        public void tell(String text) {
            events.publish(new GmEvent.Notice(workedMonoNs, text));
        }
    }
}
