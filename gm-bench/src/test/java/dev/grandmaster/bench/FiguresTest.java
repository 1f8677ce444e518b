package dev.grandmaster.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;

import org.junit.jupiter.api.Test;

class FiguresTest {
    private static final double EXACT = 0;

    @Test
    void theMiddleOneSpeaksWhateverTheOrder() {
        Figures odd = Figures.of(List.of(9.0, 1.0, 4.0));
        assertEquals(4, odd.median(), EXACT);
        assertEquals(1, odd.min(), EXACT);
        assertEquals(9, odd.max(), EXACT);
        assertEquals(3, odd.rounds());
    }

    @Test
    void anEvenNumberHasItsMiddleBetweenTwo() {
        assertEquals(2.5, Figures.of(List.of(100.0, 2.0, 3.0, 1.0)).median(), EXACT);
    }

    @Test
    void oneOutlierDoesNotMoveTheRatio() {
        Figures baseline = Figures.of(List.of(10.0, 10.0, 1000.0));
        Figures ours = Figures.of(List.of(8.0, 0.001, 8.0));
        assertEquals(0.8, ours.over(baseline), 1e-12);
    }

    @Test
    void readsAsMedianAndExtremes() {
        assertEquals("1,234.5 (1.0 - 20,000.0)", Figures.of(List.of(20_000.0, 1.0, 1234.5)).text(1));
    }

    @Test
    void noFiguresAreNotZero() {
        assertThrows(IllegalArgumentException.class, () -> Figures.of(List.of()));
    }
}
