package dev.grandmaster.app;

import java.util.List;

import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.board.Waiter;
import org.jspecify.annotations.Nullable;

/** A board whose oscillator is tuned by a converter as well, or whose pulse input can be pulled out. */
final class TunedBoard implements Board {

    private final Board board;
    private final @Nullable Converter converter;
    private final Plug plug;
    private final SteerableClock clock;

    TunedBoard(Board board, Converter converter) {
        this.board = board;
        this.converter = converter;
        this.plug = new Plug();
        this.clock = new Tuned(board.clock(), converter);
    }

    TunedBoard(Board board, Plug plug) {
        this.board = board;
        this.converter = null;
        this.plug = plug;
        this.clock = board.clock();
    }

    /** Takes codes, or refuses them; a step is so many ppb. */
    static final class Converter implements TuningVoltage {
        private final int steps;
        private final double ppbPerStep;
        private int answer;
        private int code;
        private int sets;
        private int refused;
        private Runnable changed = () -> {
        };

        Converter(int steps, double ppbPerStep) {
            this.steps = steps;
            this.ppbPerStep = ppbPerStep;
            this.code = steps / 2;
        }

        void answers(int result) {
            answer = result;
        }

        int sets() {
            return sets;
        }

        int refused() {
            return refused;
        }

        private double ppb() {
            return (code - steps / 2) * ppbPerStep;
        }

        @Override
        public String name() {
            return "test converter";
        }

        @Override
        public int steps() {
            return steps;
        }

        @Override
        public int set(int newCode) {
            if (answer < 0) {
                refused++;
                return answer;
            }
            sets++;
            code = newCode;
            changed.run();
            return 0;
        }
    }

    /** Whether the pulse input is there. */
    static final class Plug {
        private boolean present = true;

        void present(boolean there) {
            present = there;
        }
    }

    /** The clock runs on what the converter makes and on its digital correction together. */
    private static final class Tuned implements SteerableClock {
        private final SteerableClock clock;
        private final Converter converter;
        private double digitalPpb;

        Tuned(SteerableClock clock, Converter converter) {
            this.clock = clock;
            this.converter = converter;
            converter.changed = this::apply;
        }

        private void apply() {
            clock.adjustFrequency(digitalPpb + converter.ppb());
        }

        @Override
        public String name() {
            return clock.name();
        }

        @Override
        public @Nullable CrossTimestamp read() {
            return clock.read();
        }

        @Override
        public double maxFrequencyPpb() {
            return clock.maxFrequencyPpb();
        }

        @Override
        public double frequencyPpb() {
            return digitalPpb;
        }

        @Override
        public double adjustFrequency(double ppb) {
            digitalPpb = ppb;
            apply();
            return ppb;
        }

        @Override
        public int step(long deltaNs) {
            return clock.step(deltaNs);
        }

        @Override
        public int era() {
            return clock.era();
        }

        @Override
        public void close() {
            clock.close();
        }
    }

    @Override
    public BoardInfo info() {
        return board.info();
    }

    @Override
    public MonotonicClock monotonic() {
        return board.monotonic();
    }

    @Override
    public SteerableClock clock() {
        return clock;
    }

    @Override
    public @Nullable TuningVoltage tuning() {
        return converter;
    }

    @Override
    public PpsInput pps() {
        PpsInput pps = board.pps();
        return new PpsInput() {
            @Override
            public String name() {
                return pps.name();
            }

            @Override
            public @Nullable Edge poll() {
                Edge edge = pps.poll();
                return plug.present ? edge : null;
            }

            @Override
            public double stampUncertaintyNs() {
                return pps.stampUncertaintyNs();
            }

            @Override
            public boolean present() {
                return plug.present;
            }

            @Override
            public void close() {
                pps.close();
            }
        };
    }

    @Override
    public GnssLink gnss() {
        return board.gnss();
    }

    @Override
    public Sensors sensors() {
        return board.sensors();
    }

    @Override
    public PtpTransport transport(PortSpec spec) throws BoardException {
        return board.transport(spec);
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        return board.waiter(sources);
    }

    @Override
    public void close() {
        board.close();
    }
}
