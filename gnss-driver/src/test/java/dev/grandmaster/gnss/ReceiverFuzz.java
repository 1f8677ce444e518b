package dev.grandmaster.gnss;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.gnss.receiver.ReceiverLimits;
import dev.grandmaster.gnss.receiver.ReceiverMachine;
import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameScanner;
import dev.grandmaster.gnss.scan.FrameSink;
import dev.grandmaster.gnss.setup.Dialogue;
import dev.grandmaster.gnss.setup.ReceiverSetup;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.tsip.TsipListener;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.time.TimeMessage;

/**
 * The target of coverage-guided fuzzing: whatever a line may bring goes through scanners, decoders, machine and dialogue. Nothing may
 * throw, nothing may grow, and behind any garbage a good frame is found within one frame length.
 *
 * <p>The first byte says how long the chunks are; to let the fuzzer get behind checksums, everything that looks like the body of a UBX
 * frame or of a sentence is also given with the right one.
 */
public final class ReceiverFuzz {

    private static final int MOST_MESSAGES_PER_BYTE = 2;
    private static final byte[] GOOD = UbxWriter.frame(UbxKind.NAV_STATUS, new byte[16]);
    private static final long CHUNK_NS = 50_000_000;

    private ReceiverFuzz() {
    }

    /** One input; the name is Jazzer's. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int chunk = 1 + (data[0] & 0xFF);
        mixed(data, chunk);
        framed(data);
        tsip(data, chunk);
    }

    private static void mixed(byte[] data, int chunk) {
        List<TimeMessage> said = new ArrayList<>();
        ReceiverMachine machine = new ReceiverMachine(ReceiverLimits.since(0), said::add);
        ReceiverSetup setup = new ReceiverSetup(ReceiverWish.DEFAULT, new Deaf());
        boolean[] found = new boolean[1];
        FrameScanner scanner = new FrameScanner(new FrameSink() {
            @Override
            public void onFrame(Frame frame) {
                machine.onFrame(frame);
                setup.onFrame(frame, frame.arrivalMonoNs());
                found[0] |= frame.streamOffset() >= data.length;
            }
        }, FrameScanner.LIVE_FRAME);
        long nowNs = 0;
        for (int at = 0; at < data.length; at += chunk) {
            scanner.accept(data, at, Math.min(chunk, data.length - at), nowNs);
            machine.onTick(nowNs);
            setup.onTick(nowNs);
            nowNs += CHUNK_NS;
        }
        for (int bytes = 0; bytes <= FrameScanner.LIVE_FRAME + GOOD.length && !found[0]; bytes += GOOD.length) {
            scanner.accept(GOOD, 0, GOOD.length, nowNs);
        }
        machine.status("fuzzed", nowNs);
        setup.receiver();
        if (!found[0]) {
            throw new AssertionError("no frame was found within one frame length");
        }
        if (said.size() > MOST_MESSAGES_PER_BYTE * data.length + 1_000) {
            throw new AssertionError(said.size() + " messages out of " + data.length + " bytes");
        }
    }

    /** The input as the body of a UBX frame of each kind that is decoded, and of a sentence. */
    private static void framed(byte[] data) {
        List<TimeMessage> said = new ArrayList<>();
        ReceiverMachine machine = new ReceiverMachine(ReceiverLimits.since(0), said::add);
        ReceiverSetup setup = new ReceiverSetup(ReceiverWish.DEFAULT, new Deaf());
        FrameScanner scanner = new FrameScanner(frame -> {
            machine.onFrame(frame);
            setup.onFrame(frame, frame.arrivalMonoNs());
        }, FrameScanner.ANY_FRAME);
        byte[] body = new byte[Math.min(data.length - 1, 2_000)];
        System.arraycopy(data, 1, body, 0, body.length);
        int[] kinds = {UbxKind.NAV_PVT, UbxKind.NAV_STATUS, UbxKind.NAV_TIMEGPS, UbxKind.NAV_TIMEUTC,
                UbxKind.NAV_TIMELS,
                UbxKind.NAV_TIMEGAL, UbxKind.NAV_TIMEBDS, UbxKind.NAV_TIMEGLO, UbxKind.NAV_SAT, UbxKind.NAV_SVIN,
                UbxKind.TIM_TP, UbxKind.TIM_SVIN, UbxKind.MON_HW, UbxKind.MON_RF, UbxKind.MON_VER, UbxKind.SEC_SIG,
                UbxKind.CFG_PRT, UbxKind.CFG_VALGET, UbxKind.ACK_ACK, UbxKind.ACK_NAK};
        long nowNs = 0;
        for (int kind : kinds) {
            byte[] frame = UbxWriter.frame(kind, body);
            scanner.accept(frame, 0, frame.length, nowNs);
            nowNs += CHUNK_NS;
            setup.onTick(nowNs);
        }
        byte[] sentence = sentence(body);
        scanner.accept(sentence, 0, sentence.length, nowNs);
        scanner.finish();
        machine.status("fuzzed", nowNs);
    }

    private static byte[] sentence(byte[] body) {
        int length = Math.min(body.length, 400);
        byte[] sentence = new byte[length + 6];
        sentence[0] = '$';
        int sum = 0;
        for (int i = 0; i < length; i++) {
            int character = 0x20 + Math.floorMod(body[i] - 0x20, 0x5F);
            sentence[i + 1] = (byte) (character == '$' || character == '!' || character == '*' ? ',' : character);
            sum ^= sentence[i + 1];
        }
        sentence[length + 1] = '*';
        sentence[length + 2] = (byte) Character.toUpperCase(Character.forDigit(sum >>> 4 & 0xF, 16));
        sentence[length + 3] = (byte) Character.toUpperCase(Character.forDigit(sum & 0xF, 16));
        sentence[length + 4] = '\r';
        sentence[length + 5] = '\n';
        return sentence;
    }

    private static void tsip(byte[] data, int chunk) {
        ReceiverMachine machine = new ReceiverMachine(ReceiverLimits.since(0), message -> {
        });
        TsipListener listener = new TsipListener(machine.account(), ReceiverWish.DEFAULT, new Deaf());
        Dialogue dialogue = Objects.requireNonNull(listener.dialogue());
        long nowNs = 0;
        for (int at = 0; at < data.length; at += chunk) {
            listener.accept(data, at, Math.min(chunk, data.length - at), nowNs);
            dialogue.onTick(nowNs);
            nowNs += CHUNK_NS;
        }
        listener.finish();
        dialogue.receiver();
        machine.status("fuzzed", nowNs);
    }

    /** A line at whose other end nobody is. */
    private static final class Deaf implements Dialogue.Line {

        @Override
        public void send(byte[] frame) {
            // Nobody listens.
        }

        @Override
        public boolean baudRate(int baudRate) {
            return true;
        }

        @Override
        public void tell(String text) {
            // Nobody reads.
        }
    }
}
