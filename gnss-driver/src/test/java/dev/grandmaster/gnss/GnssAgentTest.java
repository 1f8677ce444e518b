package dev.grandmaster.gnss;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;

import dev.grandmaster.board.GnssLink;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.event.EventRing;
import dev.grandmaster.event.GmEvent;
import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.ubx.FixType;
import dev.grandmaster.gnss.ubx.NavPvt;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.Latest;
import dev.grandmaster.time.SecondLabel;
import dev.grandmaster.time.TimeMessage;
import org.junit.jupiter.api.Test;

class GnssAgentTest {

    private static final long MS = 1_000_000;
    private static final long BUILT = 1_767_225_600;

    private final Link link = new Link();
    private final Queue<TimeMessage> messages = new ArrayBlockingQueue<>(64);
    private final Latest<GnssStatus> status = new Latest<>(GnssAgent.silent("test"));
    private final EventRing events = new EventRing(64);
    private final EventRing.Watcher watcher = events.watcher();
    private final GnssAgent agent = new GnssAgent(link, ReceiverLimits.since(BUILT), messages, status, events);

    @Test
    void aMessageIsDatedByItsFirstByteWheneverItIsRead() {
        byte[] frame = solution(15);
        link.arrive(Arrays.copyOf(frame, 40), 100 * MS);
        link.arrive(Arrays.copyOfRange(frame, 40, frame.length), 140 * MS);
        agent.doWork(700 * MS);
        assertEquals(100 * MS, labels().getFirst().arrivalMonoNs());
    }

    @Test
    void aCutFrameHidesTheNextOneForAPauseOnly() {
        link.arrive(Arrays.copyOf(solution(15), 60), 100 * MS);
        link.arrive("\r\n".getBytes(StandardCharsets.US_ASCII), 110 * MS);
        agent.doWork(110 * MS);
        byte[] next = solution(16);
        link.arrive(Arrays.copyOf(next, 20), 250 * MS);
        long again = agent.doWork(250 * MS);
        assertTrue(again <= 450 * MS);
        assertEquals(List.of(), labels());
        link.arrive(Arrays.copyOfRange(next, 20, next.length), 260 * MS);
        agent.doWork(460 * MS);
        assertEquals(1, labels().size());
        assertEquals(250 * MS, labels().getFirst().arrivalMonoNs());
    }

    @Test
    void statusIsRenewedEverySecond() {
        agent.doWork(0);
        assertFalse(status.get().receiving());
        link.arrive(solution(15), 900 * MS);
        agent.doWork(900 * MS);
        assertFalse(status.get().receiving());
        agent.doWork(1_000 * MS);
        assertTrue(status.get().receiving());
        assertEquals(Verdict.TRUSTED, status.get().verdict());
        assertEquals(12, status.get().satellitesUsed());
    }

    @Test
    void aBrokenLinkIsToldOnceAndSoIsItsReturn() {
        link.error = -5;
        agent.doWork(0);
        agent.doWork(100 * MS);
        link.error = 0;
        agent.doWork(200 * MS);
        List<String> told = new ArrayList<>();
        watcher.drain(event -> told.add(((GmEvent.Notice) event).text()));
        assertEquals(List.of("receiver link test is broken, errno 5", "receiver link test works again"), told);
    }

    @Test
    void aFullQueueDropsAndCounts() {
        for (int i = 0; i < 100; i++) {
            link.arrive(solution(i % 60), i * 1_000L * MS);
            agent.doWork(i * 1_000L * MS);
        }
        assertEquals(64, messages.size());
        assertTrue(count("gnss_messages_dropped") > 100);
        assertEquals(100, count("gnss_frames"));
    }

    @Test
    void aBabblingLinkLeavesTheThreadAndIsReadOnAtOnce() {
        for (int i = 0; i < 1_000; i++) {
            link.arrive(new byte[4_096], 10 * MS);
        }
        assertEquals(10 * MS, agent.doWork(10 * MS));
        assertFalse(link.chunks.isEmpty());
    }

    private long count(String name) {
        return agent.counters().stream().filter(counter -> counter.name().equals(name)).mapToLong(Counter::get).sum();
    }

    private List<SecondLabel> labels() {
        return messages.stream().filter(SecondLabel.class::isInstance).map(SecondLabel.class::cast).toList();
    }

    private static byte[] solution(int second) {
        return UbxWriter
                .write(new NavPvt(0, 2026, 11, 22, 12, 30, second, 0, 20, true, true, true, FixType.THREE_D, true, 12,
                        0, 0, 0, 0));
    }

    private static final class Link implements GnssLink {

        private static final class Chunk {

            final byte[] bytes;
            final long monoNs;

            Chunk(byte[] bytes, long monoNs) {
                this.bytes = bytes;
                this.monoNs = monoNs;
            }
        }

        final Queue<Chunk> chunks = new ArrayDeque<>();
        int error;
        private long arrivalMonoNs;

        void arrive(byte[] bytes, long monoNs) {
            chunks.add(new Chunk(bytes, monoNs));
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public int descriptor() {
            return 3;
        }

        @Override
        public int read(byte[] into) {
            Chunk next = chunks.poll();
            if (next == null) {
                return error;
            }
            System.arraycopy(next.bytes, 0, into, 0, next.bytes.length);
            arrivalMonoNs = next.monoNs;
            return next.bytes.length;
        }

        @Override
        public long arrivalMonoNs() {
            return arrivalMonoNs;
        }

        @Override
        public int write(byte[] bytes, int length) {
            return length;
        }

        @Override
        public void close() {
        }
    }
}
