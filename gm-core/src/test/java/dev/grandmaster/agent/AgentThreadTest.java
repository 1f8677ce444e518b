package dev.grandmaster.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.board.Waiter;
import org.junit.jupiter.api.Test;

class AgentThreadTest {
    private static final long READING_NS = 10;

    /** Has more to do twice, then waits. */
    private static final class Busy implements Agent {
        private final List<Long> worked = new ArrayList<>();
        private final List<Long> calledAt = new ArrayList<>();

        @Override
        public String role() {
            return "gm-test";
        }

        @Override
        public long doWork(long nowMonoNs) {
            calledAt.add(nowMonoNs);
            return calledAt.size() < 3 ? nowMonoNs : nowMonoNs + 1_000_000;
        }

        @Override
        public void onWorked(long ns) {
            worked.add(ns);
        }
    }

    @Test
    void anAgentIsToldHowLongItsCyclesTookAndWaitsOnlyWhenNothingIsDue() throws Exception {
        AtomicLong clock = new AtomicLong();
        CountDownLatch waiting = new CountDownLatch(1);
        CountDownLatch woken = new CountDownLatch(1);
        List<Long> deadlines = new ArrayList<>();
        Waiter waiter = new Waiter() {
            @Override
            public void await(long deadlineMonoNs) {
                deadlines.add(deadlineMonoNs);
                waiting.countDown();
                try {
                    woken.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }

            @Override
            public void wake() {
                woken.countDown();
            }

            @Override
            public void close() {
                // nothing is open
            }
        };
        Busy agent = new Busy();
        AgentThread thread = new AgentThread(agent, () -> clock.addAndGet(READING_NS), waiter, failure -> {
            throw new AssertionError(failure);
        });
        thread.start();
        assertTrue(waiting.await(10, TimeUnit.SECONDS));
        thread.close();
        assertEquals(List.of(READING_NS, READING_NS, READING_NS), agent.worked);
        assertEquals(List.of(10L, 20L, 30L), agent.calledAt, "a cycle begins where the last one ended");
        assertEquals(List.of(30L + 1_000_000), deadlines);
    }
}
