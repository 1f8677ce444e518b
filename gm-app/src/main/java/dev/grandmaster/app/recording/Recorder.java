package dev.grandmaster.app.recording;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

import dev.grandmaster.agent.Agent;
import dev.grandmaster.board.Board;
import dev.grandmaster.board.CrossTimestamp;
import dev.grandmaster.board.Edge;
import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.Temperature;
import dev.grandmaster.ptp.PtpAgent;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.ptp.security.Seals;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what agents are given by their ports. While it records, their cycles take turns: what one of them hands to another then has one
 * order, that of the file, and a replay needs no threads. An agent waits for another's cycle at most, which is well below a millisecond.
 */
public final class Recorder implements AutoCloseable {

    private static final int PREFIX = 5;

    private final long patienceMs;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final DataOutputStream cycle = new DataOutputStream(bytes);
    private @Nullable Tape tape;
    private boolean inCycle;

    /**
     * Records nothing yet.
     *
     * @param patienceMs how long an agent waits for a disk that is too slow before the recording ends; 0 where time does not wait
     */
    public Recorder(long patienceMs) {
        this.patienceMs = patienceMs;
    }

    /** The board with ports whose answers are kept. What is asked outside an agent's cycle is not. */
    public Board board(Board board) {
        return new RecordedBoard(board, this);
    }

    /**
     * Begins the file.
     *
     * @param trouble told once when the recording ends by itself
     * @throws IOException where it cannot be written
     */
    public void begin(Path file, Header header, Consumer<String> trouble) throws IOException {
        tape = new Tape(file, header.json(), patienceMs, trouble);
    }

    /** The agents of a service that is recorded, in the order in which the file numbers them. */
    public List<Agent> agents(Agent gnss, Agent discipline, Inlet inlets) {
        return List.of(new Taken(0, gnss, Inlet.NONE), new Taken(1, discipline, inlets));
    }

    /** The agent of the wire, whose number is the one behind those. */
    public Agent wire(PtpAgent agent) {
        return new Taken(2, agent, new DrainInlet(agent));
    }

    /** What the PTP agent is made with, so that requests of this host's programs and the verdicts on seals are kept. */
    public PtpOptions options(PtpOptions options) {
        ManagementChannel asked = options.localManagement();
        Seals seals = options.seals();
        return options.askedAt(asked == null ? null : new RecordedChannel(asked, this))
                .sealedBy(seals == null ? null : new RecordedSeals(seals, this));
    }

    void entry(Entry kind, Consumer<DataOutput> content) {
        if (inCycle && turn.isHeldByCurrentThread()) {
            DataOutput data = new DataOutput(cycle);
            data.number(kind.code(), Byte.BYTES);
            content.accept(data);
        }
    }

    private void end(int agent) {
        Tape open = tape;
        if (open != null) {
            open.put(ByteBuffer.allocate(PREFIX + bytes.size()).put((byte) agent).putInt(bytes.size())
                    .put(bytes.toByteArray()).array());
        }
    }

    @Override
    public void close() throws IOException {
        Tape open = tape;
        if (open != null) {
            open.close();
        }
    }

    /** An agent whose cycles are on the tape. */
    private final class Taken implements Agent {
        private final int number;
        private final Agent agent;
        private final Inlet inlet;

        Taken(int number, Agent agent, Inlet inlet) {
            this.number = number;
            this.agent = agent;
            this.inlet = inlet;
        }

        @Override
        public String role() {
            return agent.role();
        }

        @Override
        public long doWork(long nowMonoNs) {
            turn.lock();
            try {
                bytes.reset();
                inCycle = true;
                new DataOutput(cycle).whole(nowMonoNs);
                inlet.record(Recorder.this);
                long next = agent.doWork(nowMonoNs);
                end(number);
                return next;
            } finally {
                inCycle = false;
                turn.unlock();
            }
        }

        @Override
        public void onWorked(long ns) {
            agent.onWorked(ns);
        }

        @Override
        public void onStop() {
            agent.onStop();
        }
    }

    /** Writes into memory, which does not fail. */
    static final class DataOutput {
        private final DataOutputStream out;

        DataOutput(DataOutputStream out) {
            this.out = out;
        }

        void number(int value, int size) {
            try {
                if (size == Byte.BYTES) {
                    out.writeByte(value);
                } else {
                    out.writeInt(value);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void number(int value) {
            number(value, Integer.BYTES);
        }

        void flag(boolean value) {
            number(value ? 1 : 0, Byte.BYTES);
        }

        void whole(long value) {
            try {
                out.writeLong(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void real(double value) {
            whole(Double.doubleToRawLongBits(value));
        }

        void text(String value) {
            try {
                out.writeUTF(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void bytes(byte[] from, int length) {
            number(length);
            out(from, Math.max(0, length));
        }

        void segment(MemorySegment from, int length) {
            bytes(from.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), length);
        }

        void address(PtpAddress address) {
            whole(address.high());
            whole(address.low());
            number(address.port());
            whole(address.localHigh());
            whole(address.localLow());
        }

        private void out(byte[] from, int length) {
            try {
                out.write(from, 0, length);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        void edge(Edge edge) {
            whole(edge.clockNs());
            number(edge.era());
            whole(edge.monoNs());
        }

        void reading(CrossTimestamp reading) {
            whole(reading.clockNs());
            whole(reading.monoNs());
            whole(reading.windowNs());
            number(reading.era());
        }

        void temperatures(List<Temperature> all) {
            number(all.size());
            for (Temperature one : all) {
                text(one.sensor());
                real(one.celsius());
                whole(one.monoNs());
            }
        }

        <T> void optional(Optional<T> value, Consumer<T> content) {
            flag(value.isPresent());
            value.ifPresent(content);
        }
    }
}
