package dev.grandmaster.ptp.unicast;

import static dev.grandmaster.ptp.dataset.Clocks.SECOND;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

class SendWheelTest {
    private static final long ORIGIN = 123_456_789_012L;

    private SendWheel wheel = SendWheel.punctual(ORIGIN);

    private int[] run(byte[] beats, long fromNs, long toNs, long stepNs) {
        int[] sent = new int[beats.length];
        for (long at = fromNs; at < toNs; at += stepNs) {
            wheel.advance(ORIGIN + at);
            int stream;
            while ((stream = wheel.take()) >= 0) {
                sent[stream]++;
            }
        }
        return sent;
    }

    @Test
    void everyIntervalIsKeptExactlyForAnHour() {
        byte[] beats = {-7, -6, -5, -4, -3, -2, -1, 0, 1, 2, 3, 4};
        wheel.grow(beats.length);
        for (int stream = 0; stream < beats.length; stream++) {
            wheel.start(stream, beats[stream]);
        }
        int[] sent = run(beats, 0, 3600 * SECOND, 1_000_000);
        for (int stream = 0; stream < beats.length; stream++) {
            int expected = (int) (3600 / Math.pow(2, beats[stream]));
            assertTrue(Math.abs(sent[stream] - expected) <= 1, "2^" + beats[stream] + ": " + sent[stream]);
        }
    }

    @Test
    void aMessageLeavesWithinATickOfItsBeat() {
        wheel.grow(1);
        wheel.start(0, -7);
        long lastNs = -1;
        for (long at = 0; at < SECOND; at = wheel.nextMonoNs(Long.MAX_VALUE) - ORIGIN) {
            wheel.advance(ORIGIN + at);
            if (wheel.take() == 0) {
                assertTrue(lastNs < 0 || at - lastNs == 7_812_500, "after " + (at - lastNs));
                lastNs = at;
            }
        }
        assertTrue(lastNs > 0);
    }

    @Test
    void streamsThatBeginTogetherAreSpreadOverTheirInterval() {
        int streams = 4096;
        wheel.grow(streams);
        for (int stream = 0; stream < streams; stream++) {
            wheel.start(stream, 0);
        }
        int most = 0;
        int total = 0;
        for (long at = 0; at < SECOND + 1_000_000; at += 1_000_000) {
            wheel.advance(ORIGIN + at);
            int now = 0;
            while (wheel.take() >= 0) {
                now++;
            }
            most = Math.max(most, now);
            total += now;
        }
        assertTrue(total >= streams && total < streams + 20, "total " + total);
        assertTrue(most <= 16, "two groups of eight in a millisecond would be even, found " + most);
    }

    /** Groups of eight neighbours have a beat in common, and within it each keeps its turn. */
    @Test
    void neighboursLeaveOneAfterTheOtherInTheSameOrderEachTime() {
        wheel = SendWheel.patient(ORIGIN);
        wheel.grow(24);
        for (int stream = 0; stream < 24; stream++) {
            wheel.start(stream, -3);
        }
        wheel.stop(10);
        wheel.stop(16);
        wheel.stop(7);
        SortedMap<Long, List<Integer>> left = new TreeMap<>();
        for (long at = 0; at < 3 * SECOND; at = wheel.nextMonoNs(Long.MAX_VALUE) - ORIGIN) {
            wheel.advance(ORIGIN + at);
            List<Integer> now = new ArrayList<>();
            for (int stream = wheel.take(); stream >= 0; stream = wheel.take()) {
                now.add(stream);
            }
            left.put(at, now);
        }
        left.headMap(SECOND + SECOND / 8).clear();
        assertEquals(3 * 15, left.size());
        assertEquals(Set.of(List.of(0, 1, 2, 3, 4, 5, 6), List.of(8, 9, 11, 12, 13, 14, 15),
                List.of(17, 18, 19, 20, 21, 22, 23)), Set.copyOf(left.values()));
    }

    @Test
    void aStallCostsBeatsAndMakesNoBurst() {
        byte[] beats = {-7, 0, 4};
        wheel.grow(3);
        for (int stream = 0; stream < 3; stream++) {
            wheel.start(stream, beats[stream]);
        }
        run(beats, 0, 20 * SECOND, 1_000_000);
        int[] after = run(beats, 30 * SECOND, 30 * SECOND + 1, 1);
        assertEquals(1, after[0]);
        assertEquals(1, after[1]);
        assertTrue(after[2] <= 1);
        run(beats, 30 * SECOND, 31 * SECOND, 1_000_000);
        int[] afterHours = run(beats, 40_000 * SECOND, 40_000 * SECOND + 1, 1);
        assertTrue(afterHours[0] <= 1 && afterHours[1] <= 1 && afterHours[2] <= 1);
        int[] again = run(beats, 40_000 * SECOND + 1, 40_001 * SECOND, 1_000_000);
        assertTrue(Math.abs(again[0] - 128) <= 1 && Math.abs(again[1] - 1) <= 1, again[0] + " and " + again[1]);
    }

    @Test
    void whatIsTakenOutIsNotSent() {
        byte[] beats = new byte[8];
        wheel.grow(8);
        for (int stream = 0; stream < 8; stream++) {
            wheel.start(stream, 0);
        }
        wheel.stop(3);
        wheel.stop(3);
        assertEquals(7, wheel.size());
        int[] sent = run(beats, 0, 3 * SECOND, 1_000_000);
        assertEquals(0, sent[3]);
        assertEquals(3, sent[4]);
        for (int stream = 0; stream < 8; stream++) {
            wheel.stop(stream);
        }
        assertEquals(0, wheel.size());
        assertEquals(Long.MAX_VALUE, wheel.nextMonoNs(Long.MAX_VALUE));
    }

    /** Serves so many streams a step; gives when each was served, in steps. */
    private List<List<Long>> serve(int streams, int perStep, long fromStep, long toStep, long stepNs) {
        List<List<Long>> served = new ArrayList<>();
        for (int stream = 0; stream < streams; stream++) {
            served.add(new ArrayList<>());
        }
        for (long step = fromStep; step < toStep; step++) {
            wheel.advance(ORIGIN + step * stepNs);
            for (int i = 0; i < perStep; i++) {
                int stream = wheel.take();
                if (stream >= 0) {
                    served.get(stream).add(step);
                }
            }
        }
        return served;
    }

    @Test
    void underOverloadAllIntervalsOfAPatientWheelGrowEvenly() {
        wheel = SendWheel.patient(ORIGIN);
        int streams = 300;
        wheel.grow(streams);
        for (int stream = 0; stream < streams; stream++) {
            wheel.start(stream, stream < 200 ? -7 : -4);
        }
        // 200 * 128 + 100 * 16 = 27,200 a second are due, 10,000 are served
        List<List<Long>> served = serve(streams, 1, 0, 40_000, 100_000);
        double stretched = 27_200 / 10_000.0;
        for (int stream = 0; stream < streams; stream++) {
            List<Long> steps = served.get(stream);
            double nominal = stream < 200 ? 78.125 : 625;
            for (int i = 10; i < steps.size(); i++) {
                double interval = (steps.get(i) - steps.get(i - 1)) / nominal;
                assertTrue(Math.abs(interval / stretched - 1) < 0.1, "stream " + stream + ": " + interval);
            }
            assertTrue(steps.size() > (stream < 200 ? 180 : 20), "stream " + stream + ": " + steps.size());
        }
        assertTrue(wheel.takeSkippedNs() > 2 * SECOND);
        assertEquals(0, wheel.takeSkippedNs());

        List<List<Long>> relieved = serve(streams, 10, 40_000, 80_000, 100_000);
        for (int stream = 0; stream < streams; stream++) {
            double nominal = stream < 200 ? 512 : 64;
            assertEquals(nominal * 33 / 32, relieved.get(stream).size(), 2.0, "a second is made up for slowly");
        }
    }

    @Test
    void aPatientWheelTakesAStallOnceAndKeepsTheRhythm() {
        wheel = SendWheel.patient(ORIGIN);
        wheel.grow(1);
        wheel.start(0, -7);
        List<Long> before = serve(1, 9, 0, 1000, 100_000).getFirst();
        List<Long> after = serve(1, 9, 1500, 2000, 100_000).getFirst();
        assertTrue(after.getFirst() - before.getLast() <= 501 + 79, "one long interval");
        for (int i = 1; i < after.size(); i++) {
            assertEquals(78.0, (double) (after.get(i) - after.get(i - 1)), i == 1 ? 11.0 : 4.0, "interval " + i);
        }
        int altogether = before.size() + after.size() + serve(1, 9, 2000, 30_000, 100_000).getFirst().size();
        assertEquals(384.0, altogether, 1.0, "what was missed in the stall is made up for");
    }

    @Test
    void nothingIsTakenFromAPatientWheelThatMerelyWaits() {
        wheel = SendWheel.patient(ORIGIN);
        wheel.grow(2);
        wheel.start(1, 4);
        for (long at = 0; at < 200 * SECOND; at = wheel.nextMonoNs(Long.MAX_VALUE) - ORIGIN) {
            wheel.advance(ORIGIN + at);
            while (wheel.take() >= 0) {
                assertFalse(wheel.late());
            }
        }
        assertEquals(0, wheel.takeSkippedNs());
    }

    @Test
    void slowStreamsThatCameTogetherBeginSoonAndPartAtTheirSecondBeat() {
        int streams = 8000;
        wheel.grow(streams);
        for (int stream = 0; stream < streams; stream++) {
            wheel.start(stream, 3);
        }
        int[] perSecond = new int[40];
        for (long ms = 0; ms < 40_000; ms++) {
            wheel.advance(ORIGIN + ms * 1_000_000);
            while (wheel.take() >= 0) {
                perSecond[(int) (Math.max(ms - 1, 0) / 1000)]++;
            }
        }
        assertEquals(streams, perSecond[0], "all within the first second");
        for (int second = 10; second < 40; second++) {
            assertEquals(streams / 8.0, perSecond[second], 20, "second " + second);
        }
    }
}
