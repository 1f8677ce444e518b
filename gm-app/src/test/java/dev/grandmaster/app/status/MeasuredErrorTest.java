package dev.grandmaster.app.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.grandmaster.board.Edge;
import dev.grandmaster.board.PpsInput;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class MeasuredErrorTest {
    private static final long SECOND = 1_000_000_000L;

    private final Deque<Edge> edges = new ArrayDeque<>();
    private final PpsInput pulse = new PpsInput() {
        @Override
        public String name() {
            return "another clock";
        }

        @Override
        public @Nullable Edge poll() {
            return edges.poll();
        }

        @Override
        public double stampUncertaintyNs() {
            return 10;
        }

        @Override
        public void close() {
            // nothing is held
        }
    };

    @Test
    void aClockThatIsAheadReadsMoreAtThePulseAndTheCableIsTakenOff() {
        MeasuredError error = new MeasuredError(pulse, 100);
        edges.add(new Edge(1_800_000_000L * SECOND + 130, 0, SECOND));
        error.poll();
        assertEquals(30.0, error.errorNs(true, 2 * SECOND));
        edges.add(new Edge(1_800_000_001L * SECOND - 20, 0, 2 * SECOND));
        error.poll();
        assertEquals(-120.0, error.errorNs(true, 2 * SECOND));
    }

    @Test
    void theLastOfSeveralPulsesCounts() {
        MeasuredError error = new MeasuredError(pulse, 0);
        edges.add(new Edge(5 * SECOND + 7, 0, 5 * SECOND));
        edges.add(new Edge(6 * SECOND + 9, 0, 6 * SECOND));
        error.poll();
        assertEquals(9.0, error.errorNs(true, 6 * SECOND));
    }

    @Test
    void thereIsNoValueBeforeTheSecondIsNamedNorWithoutPulses() {
        MeasuredError error = new MeasuredError(pulse, 0);
        assertNull(error.errorNs(true, 0));
        edges.add(new Edge(5 * SECOND + 7, 0, 5 * SECOND));
        error.poll();
        assertNull(error.errorNs(false, 5 * SECOND));
        assertEquals(7.0, error.errorNs(true, 8 * SECOND));
        assertNull(error.errorNs(true, 8 * SECOND + 1));
        MeasuredError none = new MeasuredError(null, 0);
        none.poll();
        assertNull(none.errorNs(true, 0));
    }
}
