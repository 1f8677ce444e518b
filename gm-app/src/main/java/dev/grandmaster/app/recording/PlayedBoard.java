package dev.grandmaster.app.recording;

import java.util.ArrayList;
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
import dev.grandmaster.board.Temperature;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.board.Waiter;
import org.jspecify.annotations.Nullable;

/** A board that answers what stands in a recording. */
public record PlayedBoard(Playback playback) implements Board {

    @Override
    public BoardInfo info() {
        return new BoardInfo(playback.header().boardName(), "", playback.header().simulated());
    }

    @Override
    public MonotonicClock monotonic() {
        return () -> {
            if (playback.cycles() == 0) {
                return playback.header().startMonoNs();
            }
            playback.expect(Entry.NOW);
            return playback.whole();
        };
    }

    @Override
    public SteerableClock clock() {
        return new Clock(playback);
    }

    @Override
    public @Nullable TuningVoltage tuning() {
        Header.Tuning tuning = playback.header().tuning();
        return tuning == null ? null : new Tuning(playback, tuning);
    }

    @Override
    public PpsInput pps() {
        return new Pulse(playback);
    }

    @Override
    public GnssLink gnss() {
        return new Link(playback);
    }

    @Override
    public Sensors sensors() {
        return () -> {
            playback.expect(Entry.TEMPERATURES);
            int count = playback.count();
            List<Temperature> all = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                all.add(new Temperature(playback.text(), playback.real(), playback.whole()));
            }
            return all;
        };
    }

    @Override
    public PtpTransport transport(PortSpec spec) {
        return new PlayedTransport(playback, spec);
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        throw new BoardException(BoardException.Kind.UNSUITABLE, "a recording is not waited for");
    }

    @Override
    public void close() {
        // The playback is its owner's.
    }

    private record Tuning(Playback playback, Header.Tuning of) implements TuningVoltage {

        @Override
        public String name() {
            return of.name();
        }

        @Override
        public int steps() {
            return of.steps();
        }

        @Override
        public int set(int code) {
            playback.expect(Entry.TUNED);
            int recorded = playback.number();
            if (recorded != code) {
                throw playback.damaged("the agent sets the code " + code + ", but " + recorded + " stands there");
            }
            return playback.number();
        }
    }

    private record Link(Playback playback) implements GnssLink {

        @Override
        public String name() {
            return playback.header().linkName();
        }

        @Override
        public int read(byte[] into) {
            playback.expect(Entry.BYTES);
            return playback.bytes(into);
        }

        @Override
        public long arrivalMonoNs() {
            playback.expect(Entry.ARRIVAL);
            return playback.whole();
        }

        @Override
        public int write(byte[] bytes, int length) {
            playback.expect(Entry.WRITTEN);
            return playback.number();
        }

        @Override
        public boolean baudRate(int baudRate) {
            playback.expect(Entry.BAUD_RATE);
            return playback.number() != 0;
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private record Pulse(Playback playback) implements PpsInput {

        @Override
        public String name() {
            return playback.header().pulseName();
        }

        @Override
        public @Nullable Edge poll() {
            if (playback.next(Entry.NO_EDGE)) {
                return null;
            }
            playback.expect(Entry.EDGE);
            return new Edge(playback.whole(), playback.number(), playback.whole());
        }

        @Override
        public double stampUncertaintyNs() {
            playback.expect(Entry.STAMP_UNCERTAINTY);
            return playback.real();
        }

        @Override
        public boolean present() {
            playback.expect(Entry.PRESENT);
            return playback.flag();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }

    private record Clock(Playback playback) implements SteerableClock {

        @Override
        public String name() {
            return playback.header().clockName();
        }

        @Override
        public @Nullable CrossTimestamp read() {
            if (playback.next(Entry.NO_READING)) {
                return null;
            }
            playback.expect(Entry.READING);
            return new CrossTimestamp(playback.whole(), playback.whole(), playback.whole(), playback.number());
        }

        @Override
        public double maxFrequencyPpb() {
            return real(Entry.MAX_FREQUENCY);
        }

        @Override
        public double frequencyPpb() {
            return real(Entry.FREQUENCY);
        }

        @Override
        public double adjustFrequency(double ppb) {
            return real(Entry.ADJUSTED);
        }

        private double real(Entry kind) {
            playback.expect(kind);
            return playback.real();
        }

        @Override
        public int step(long deltaNs) {
            playback.expect(Entry.STEPPED);
            return playback.number();
        }

        @Override
        public int era() {
            playback.expect(Entry.ERA);
            return playback.number();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
