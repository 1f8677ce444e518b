package dev.grandmaster.linux.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

class TransmitStampsTest {

    private static final long PATIENCE_NS = 100;

    private final TransmitStamps stamps = new TransmitStamps(8, PATIENCE_NS);

    @Test
    void stampFindsTheTokenOfItsMessage() {
        stamps.sent(70, 0);
        stamps.sent(71, 0);
        stamps.sent(72, 0);

        assertTrue(stamps.take(1));
        assertEquals(71, stamps.token());
        assertTrue(stamps.take(0));
        assertEquals(70, stamps.token());
        assertTrue(stamps.take(2));
        assertEquals(72, stamps.token());
        assertTrue(stamps.isEmpty());
    }

    @Test
    void aStampCountsOnceAndOnlyIfItWasExpected() {
        stamps.sent(70, 0);
        stamps.sent(71, 0);

        assertFalse(stamps.take(2), "not sent yet");
        assertFalse(stamps.take(-1));
        assertTrue(stamps.take(1));
        assertFalse(stamps.take(1), "a second stamp of the same message");
    }

    @Test
    void aStampThatDoesNotComeIsLostOnceAndItsLateArrivalMeansNothing() {
        stamps.sent(70, 0);
        stamps.sent(71, 50);

        assertEquals(List.of(), lost(99));
        assertEquals(List.of(70L), lost(100));
        assertFalse(stamps.take(0));
        assertTrue(stamps.take(1));
        assertEquals(List.of(), lost(1_000));
    }

    @Test
    void refusedMessagesAreLostAtOnceAndDoNotShiftTheOthers() {
        stamps.failed(60, false);
        stamps.sent(70, 0);
        stamps.failed(61, true);
        stamps.sent(71, 0);

        assertEquals(List.of(60L, 61L), lost(0));
        assertFalse(stamps.take(1), "the id of the refused message");
        assertTrue(stamps.take(2));
        assertEquals(71, stamps.token());
    }

    @Test
    void anotherSocketCountsFromZeroAndTheOldOnesTokensAreLost() {
        stamps.sent(70, 0);
        stamps.sent(71, 0);
        stamps.take(0);
        stamps.abandon();
        stamps.sent(80, 0);

        assertEquals(List.of(71L), lost(0));
        assertFalse(stamps.take(1));
        assertTrue(stamps.take(0));
        assertEquals(80, stamps.token());
    }

    @Test
    void fullMeansRefuse() {
        for (int i = 0; i < 5; i++) {
            stamps.sent(i, 0);
        }
        stamps.failed(5, false);
        stamps.failed(6, false);

        assertTrue(stamps.hasRoom(1));
        assertFalse(stamps.hasRoom(2));
    }

    @Test
    void everyTokenLeavesExactlyOnceWhateverHappens() {
        long seed = Long.getLong("gm.seed", 7);
        Random random = new Random(seed);
        boolean[] left = new boolean[200_000];
        int sent = 0;
        List<Integer> ids = new ArrayList<>();
        for (long now = 0; sent < left.length; now += 7) {
            switch (random.nextInt(8)) {
                case 0, 1, 2, 3 -> {
                    if (stamps.hasRoom(1)) {
                        ids.add(stamps.nextId());
                        stamps.sent(sent++, now);
                    }
                }
                case 4 -> {
                    if (stamps.hasRoom(1)) {
                        stamps.failed(sent++, random.nextBoolean());
                    }
                }
                case 5, 6 -> {
                    if (!ids.isEmpty() && stamps.take(ids.remove(/* index */ random.nextInt(ids.size())))) {
                        leave(left, seed);
                    }
                }
                default -> {
                    while (stamps.takeLost(now)) {
                        leave(left, seed);
                    }
                    if (random.nextInt(50) == 0) {
                        stamps.abandon();
                        ids.clear();
                    }
                }
            }
        }
        while (stamps.takeLost(Long.MAX_VALUE)) {
            leave(left, seed);
        }
        for (int i = 0; i < left.length; i++) {
            assertTrue(left[i], "token " + i + " never left, seed " + seed);
        }
        assertTrue(stamps.isEmpty());
    }

    private void leave(boolean[] left, long seed) {
        int token = (int) stamps.token();
        assertFalse(left[token], "token " + token + " left twice, seed " + seed);
        left[token] = true;
    }

    private List<Long> lost(long monoNs) {
        List<Long> tokens = new ArrayList<>();
        while (stamps.takeLost(monoNs)) {
            tokens.add(stamps.token());
        }
        return tokens;
    }
}
