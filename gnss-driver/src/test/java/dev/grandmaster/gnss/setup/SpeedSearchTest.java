package dev.grandmaster.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

class SpeedSearchTest {

    @Test
    void eachRoundHasEverySpeedAndTheConfiguredOne() {
        SpeedSearch search = new SpeedSearch(1_200);
        assertFalse(search.isGoingOn());
        List<Integer> first = IntStream.range(0, 10).mapToObj(i -> search.next()).toList();
        List<Integer> second = IntStream.range(0, 10).mapToObj(i -> search.next()).toList();
        assertEquals(first, second);
        assertEquals(10, first.stream().distinct().count());
        assertTrue(first.containsAll(List.of(9_600, 115_200, 921_600)));
        assertEquals(1_200, first.getLast());
        assertTrue(search.isGoingOn());
        search.end();
        assertFalse(search.isGoingOn());
        assertEquals(9_600, search.next());
    }
}
