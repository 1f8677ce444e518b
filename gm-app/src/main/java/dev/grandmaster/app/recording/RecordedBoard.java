package dev.grandmaster.app.recording;

import java.util.List;

import dev.grandmaster.board.Board;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.BoardInfo;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.Follower;
import dev.grandmaster.board.GnssLink;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Output;
import dev.grandmaster.board.Pollable;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PpsInput;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Sensors;
import dev.grandmaster.board.SteerableClock;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.board.Trouble;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.board.Waiter;
import org.jspecify.annotations.Nullable;

/** A board whose ports tell the recorder what they answer. */
record RecordedBoard(Board board, Recorder recorder) implements Board {

    @Override
    public BoardInfo info() {
        return board.info();
    }

    @Override
    public MonotonicClock monotonic() {
        MonotonicClock monotonic = board.monotonic();
        return () -> {
            long nowNs = monotonic.nowNs();
            recorder.entry(Entry.NOW, out -> out.whole(nowNs));
            return nowNs;
        };
    }

    @Override
    public SteerableClock clock() {
        return new Clock(board.clock(), recorder);
    }

    @Override
    public @Nullable TuningVoltage tuning() {
        TuningVoltage tuning = board.tuning();
        return tuning == null ? null : new Tuning(tuning, recorder);
    }

    @Override
    public PpsInput pps() {
        return new Pulse(board.pps(), recorder);
    }

    @Override
    public @Nullable PpsInput measurement() {
        return board.measurement();
    }

    @Override
    public GnssLink gnss() {
        return new Link(board.gnss(), recorder);
    }

    @Override
    public Sensors sensors() {
        Sensors sensors = board.sensors();
        return () -> {
            List<Temperature> all = sensors.temperatures();
            recorder.entry(Entry.TEMPERATURES, out -> out.temperatures(all));
            return all;
        };
    }

    @Override
    public List<Follower> followers() {
        return board.followers();
    }

    @Override
    public List<Output> outputs() {
        return board.outputs();
    }

    @Override
    public List<Trouble> troubles() {
        return board.troubles();
    }

    @Override
    public PtpTransport transport(PortSpec spec) throws BoardException {
        return new RecordedTransport(board.transport(spec), recorder);
    }

    @Override
    public Waiter waiter(List<? extends Pollable> sources) throws BoardException {
        return board.waiter(sources);
    }

    @Override
    public void close() {
        board.close();
    }

    private record Tuning(TuningVoltage voltage, Recorder recorder) implements TuningVoltage {

        @Override
        public String name() {
            return voltage.name();
        }

        @Override
        public int steps() {
            return voltage.steps();
        }

        @Override
        public int set(int code) {
            int result = voltage.set(code);
            recorder.entry(Entry.TUNED, out -> {
                out.number(code);
                out.number(result);
            });
            return result;
        }
    }

    private record Link(GnssLink link, Recorder recorder) implements GnssLink {

        @Override
        public String name() {
            return link.name();
        }

        @Override
        public int descriptor() {
            return link.descriptor();
        }

        @Override
        public int read(byte[] into) {
            int length = link.read(into);
            recorder.entry(Entry.BYTES, out -> out.bytes(into, length));
            return length;
        }

        @Override
        public long arrivalMonoNs() {
            long arrivalMonoNs = link.arrivalMonoNs();
            recorder.entry(Entry.ARRIVAL, out -> out.whole(arrivalMonoNs));
            return arrivalMonoNs;
        }

        @Override
        public int write(byte[] bytes, int length) {
            int result = link.write(bytes, length);
            recorder.entry(Entry.WRITTEN, out -> out.number(result));
            return result;
        }

        @Override
        public boolean baudRate(int baudRate) {
            boolean result = link.baudRate(baudRate);
            recorder.entry(Entry.BAUD_RATE, out -> out.number(result ? 1 : 0));
            return result;
        }

        @Override
        public void close() {
            link.close();
        }
    }

    private record Pulse(PpsInput pps, Recorder recorder) implements PpsInput {

        @Override
        public String name() {
            return pps.name();
        }

        @Override
        public int descriptor() {
            return pps.descriptor();
        }

        @Override
        public @Nullable Edge poll() {
            Edge edge = pps.poll();
            if (edge == null) {
                recorder.entry(Entry.NO_EDGE, out -> {
                });
            } else {
                recorder.entry(Entry.EDGE, out -> out.edge(edge));
            }
            return edge;
        }

        @Override
        public double stampUncertaintyNs() {
            double uncertaintyNs = pps.stampUncertaintyNs();
            recorder.entry(Entry.STAMP_UNCERTAINTY, out -> out.real(uncertaintyNs));
            return uncertaintyNs;
        }

        @Override
        public boolean present() {
            boolean present = pps.present();
            recorder.entry(Entry.PRESENT, out -> out.flag(present));
            return present;
        }

        @Override
        public void close() {
            pps.close();
        }
    }

    private record Clock(SteerableClock clock, Recorder recorder) implements SteerableClock {

        @Override
        public String name() {
            return clock.name();
        }

        @Override
        public @Nullable CrossTimestamp read() {
            CrossTimestamp reading = clock.read();
            if (reading == null) {
                recorder.entry(Entry.NO_READING, out -> {
                });
            } else {
                recorder.entry(Entry.READING, out -> out.reading(reading));
            }
            return reading;
        }

        @Override
        public double maxFrequencyPpb() {
            return kept(Entry.MAX_FREQUENCY, clock.maxFrequencyPpb());
        }

        @Override
        public double frequencyPpb() {
            return kept(Entry.FREQUENCY, clock.frequencyPpb());
        }

        @Override
        public double adjustFrequency(double ppb) {
            return kept(Entry.ADJUSTED, clock.adjustFrequency(ppb));
        }

        private double kept(Entry kind, double value) {
            recorder.entry(kind, out -> out.real(value));
            return value;
        }

        @Override
        public int step(long deltaNs) {
            int result = clock.step(deltaNs);
            recorder.entry(Entry.STEPPED, out -> out.number(result));
            return result;
        }

        @Override
        public int era() {
            int era = clock.era();
            recorder.entry(Entry.ERA, out -> out.number(era));
            return era;
        }

        @Override
        public void close() {
            clock.close();
        }
    }
}
