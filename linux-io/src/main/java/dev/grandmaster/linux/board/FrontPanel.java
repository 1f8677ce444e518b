package dev.grandmaster.linux.board;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.Output;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.Trouble;
import dev.grandmaster.linux.bus.Buses;
import dev.grandmaster.linux.bus.LedOutput;
import dev.grandmaster.linux.bus.LineOutput;
import dev.grandmaster.linux.phc.Phc;
import dev.grandmaster.linux.phc.PulseOutput;

/** All outputs of a board, and which of them do not answer. */
final class FrontPanel {

    private final Buses buses = new Buses();
    private final List<Output> outputs = new ArrayList<>();
    private final Deque<Runnable> closings = new ArrayDeque<>();
    /** Names of outputs that failed when they were set last. */
    private final Set<String> silent = new ConcurrentSkipListSet<>();

    /** Passes on and remembers what failed. */
    private record Watched(Output output, Set<String> silent) implements Output {

        @Override
        public String name() {
            return output.name();
        }

        @Override
        public Shows shows() {
            return output.shows();
        }

        @Override
        public int set(boolean on) {
            int rc = output.set(on);
            if (rc < 0) {
                silent.add(name());
            } else {
                silent.remove(name());
            }
            return rc;
        }
    }

    /**
     * Opens them, all off.
     *
     * @param clock the disciplined one
     * @param sys   where sysfs is mounted
     * @throws BoardException for the first that is missing, in use, forbidden or unsuitable; nothing stays open then
     */
    static FrontPanel open(List<LinuxSettings.OutputSpec> specs, SteerableClock clock, Path sys)
            throws BoardException {
        FrontPanel panel = new FrontPanel();
        try {
            for (LinuxSettings.OutputSpec spec : specs) {
                panel.outputs.add(new Watched(panel.open(spec, clock, sys), panel.silent));
            }
            return panel;
        } catch (BoardException refused) {
            panel.close();
            throw refused;
        }
    }

    private Output open(LinuxSettings.OutputSpec spec, SteerableClock clock, Path sys) throws BoardException {
        return switch (spec) {
            case LinuxSettings.PulseOut pulse -> {
                if (!(clock instanceof Phc phc)) {
                    throw new BoardException(BoardException.Kind.UNSUITABLE,
                            "the " + clock.name() + " has no pulse output");
                }
                PulseOutput output = PulseOutput.open(phc, pulse.wiring(), pulse.shows());
                closings.push(output::close);
                yield output;
            }
            case LinuxSettings.LineOut line -> {
                LineOutput output = LineOutput.open(buses, line.line(), line.activeLow(), line.shows());
                closings.push(output::close);
                yield output;
            }
            case LinuxSettings.LedOut led -> {
                LedOutput output = LedOutput.open(sys, led.led(), led.shows());
                closings.push(output::close);
                yield output;
            }
        };
    }

    List<Output> outputs() {
        return List.copyOf(outputs);
    }

    List<Trouble> troubles() {
        return silent.isEmpty()
                ? List.of()
                : List.of(new Trouble(Trouble.Part.OUTPUT, String.join(", ", silent) + ": cannot be set"));
    }

    /** The clock and the chips must still be open. */
    void close() {
        while (!closings.isEmpty()) {
            closings.pop().run();
        }
        buses.close();
    }
}
