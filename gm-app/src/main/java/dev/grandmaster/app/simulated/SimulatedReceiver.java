package dev.grandmaster.app.simulated;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.board.GnssLink;
import dev.grandmaster.sim.pps.PulseTrain;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.sim.world.Foreseeable;
import dev.grandmaster.sim.world.TrueInstant;
import dev.grandmaster.sim.world.TrueTime;
import dev.grandmaster.sim.world.World;

/**
 * A receiver that does not exist, on a serial line that does not exist: genuine UBX and NMEA bytes about the true
 * second, or about what the faults make of it.
 *
 * <p>Each second it says everything once, {@link ReceiverSpec#latencyNs()} after the second began and as fast as its
 * line allows. It listens, keeps what it is told, and does not act on it.
 */
public final class SimulatedReceiver implements GnssLink, Foreseeable {

    private static final long NS = 1_000_000_000L;

    /** A UART hands over what has gathered, not byte by byte. */
    private static final long GATHER_NS = 20_000_000L;

    /** From a question to its answer. */
    private static final long ANSWER_NS = 10_000_000L;

    /** As much as the receiver's own buffer takes, bytes. */
    private static final int MOST_ANSWERS = 4_096;

    /** What the driver's buffer keeps for a late reader. */
    private static final int BUFFERED_S = 3;

    private final ReceiverSpec spec;
    private final TrueTime time;
    private final World world;
    private final PulseTrain pulses;
    private final ReceiverMind mind;
    private final ReceiverSettings settings = new ReceiverSettings();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private PacedBurst burst;
    private long dueTaiS;
    private long arrivalMonoNs;
    private long askedTaiNs;
    private int lineBaud;
    private int ownBaud;
    private boolean resetting;

    /** @param pulses its own pulses, which it names */
    public SimulatedReceiver(ReceiverSpec spec, TrueTime time, World world, PulseTrain pulses) {
        this.spec = spec;
        this.time = time;
        this.world = world;
        this.pulses = pulses;
        this.mind = new ReceiverMind(spec, world);
        this.lineBaud = spec.baud();
        this.ownBaud = spec.baud();
        TrueInstant now = time.now();
        this.burst = new PacedBurst(new byte[0], now.taiNs(), spec.baud());
        this.dueTaiS = Math.floorDiv(now.taiNs(), NS) + 1;
        this.arrivalMonoNs = now.monoNs();
    }

    @Override
    public String name() {
        return "simulated receiver, " + spec.protocol() + " at " + lineBaud;
    }

    @Override
    public int read(byte[] into) {
        TrueInstant now = time.now();
        dueTaiS = Math.max(dueTaiS, now.taiNs() / NS - BUFFERED_S);
        while (burst.isEmpty() && nextBurstTaiNs() <= now.taiNs()) {
            if (answersFirst()) {
                burst = new PacedBurst(answers.toByteArray(), answersTaiNs(), ownBaud);
                answers.reset();
            } else {
                burst = new PacedBurst(speech(dueTaiS), dueTaiNs(), ownBaud);
                dueTaiS++;
            }
        }
        long firstByteTaiNs = burst.nextByteTaiNs();
        int count = burst.take(into, now.taiNs());
        if (count > 0) {
            arrivalMonoNs = now.monoAt(firstByteTaiNs);
        }
        if (lineBaud != ownBaud) {
            for (int i = 0; i < count; i++) {
                into[i] = (byte) (into[i] * 37 | 0x80);
            }
        }
        return count;
    }

    @Override
    public long arrivalMonoNs() {
        return arrivalMonoNs;
    }

    @Override
    public int write(byte[] bytes, int length) {
        TrueInstant now = time.now();
        if (spec.protocol().speaksUbx() && lineBaud == ownBaud && !isSilent(now.taiNs())
                && answers.size() < MOST_ANSWERS) {
            settings.answers(bytes, length, world.faults().isActive(FaultKind.SETTINGS_REFUSED, now.taiNs()))
                    .forEach(answers::writeBytes);
            askedTaiNs = now.taiNs();
        }
        return length;
    }

    @Override
    public boolean baudRate(int baudRate) {
        lineBaud = baudRate;
        return true;
    }

    @Override
    public long nextEventMonoNs() {
        long nextTaiNs = burst.isEmpty() ? nextBurstTaiNs() + GATHER_NS : burst.gatheredTaiNs(GATHER_NS);
        return time.now().monoAt(nextTaiNs);
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** When the next burst begins: the line may still be busy with the last one. */
    private long dueTaiNs() {
        return Math.max(dueTaiS * NS + spec.latencyNs(), burst.endTaiNs());
    }

    private long answersTaiNs() {
        return Math.max(askedTaiNs + ANSWER_NS, burst.endTaiNs());
    }

    private boolean answersFirst() {
        return answers.size() > 0 && answersTaiNs() < dueTaiNs();
    }

    private long nextBurstTaiNs() {
        return answersFirst() ? answersTaiNs() : dueTaiNs();
    }

    private boolean isSilent(long taiNs) {
        return world.faults().isActive(FaultKind.SILENCE, taiNs)
                || world.faults().isActive(FaultKind.RECEIVER_RESET, taiNs);
    }

    private byte[] speech(long taiS) {
        Belief belief = mind.at(taiS);
        int newBaud = (int) world.faults().valueAt(FaultKind.BAUD_CHANGE, taiS * NS);
        ownBaud = newBaud > 0 ? newBaud : ownBaud;
        boolean reset = world.faults().isActive(FaultKind.RECEIVER_RESET, taiS * NS);
        if (reset && !resetting) {
            settings.forget();
        }
        resetting = reset;
        if (isSilent(taiS * NS)) {
            return new byte[0];
        }
        List<byte[]> frames = new ArrayList<>();
        if (spec.protocol().speaksUbx()) {
            frames.addAll(UbxSpeech.say(belief, spec.qErr() ? pulses.pulse(taiS + 1).qErrPs() : null));
        }
        if (spec.protocol().speaksNmea()) {
            frames.addAll(NmeaSpeech.say(belief));
        }
        boolean damaged = world.faults().isActive(FaultKind.BAD_CHECKSUMS, taiS * NS);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] frame : frames) {
            if (damaged) {
                damage(frame);
            }
            bytes.writeBytes(frame);
        }
        return bytes.toByteArray();
    }

    /** Makes the checksum wrong and leaves the frame's shape. */
    private static void damage(byte[] frame) {
        if (frame[0] == '$') {
            int lastDigit = frame.length - 3;
            frame[lastDigit] = (byte) (frame[lastDigit] == '0' ? '1' : '0');
        } else {
            frame[frame.length - 1] ^= 0x55;
        }
    }
}
