package dev.grandmaster.board;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a board measures beside time. The board reads its sensors in its own time, about once a second; asking here never blocks and is
 * safe from any thread. A sensor that stops answering leaves its last reading, whose age tells.
 */
public interface Sensors {

    /** Of a board that has none. */
    Sensors NONE = List::of;

    /** The last reading of each sensor that has answered so far, the one nearest to the oscillator first. */
    List<Temperature> temperatures();

    /** The last reading of the sensor nearest to the oscillator; null where there is none or it has not answered yet. */
    default @Nullable Temperature oscillator() {
        List<Temperature> all = temperatures();
        return all.isEmpty() ? null : all.getFirst();
    }
}
