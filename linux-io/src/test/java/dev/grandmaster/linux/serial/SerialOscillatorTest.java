package dev.grandmaster.linux.serial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.serial.SerialOscillator.Kind;
import org.junit.jupiter.api.Test;

class SerialOscillatorTest {

    /** A line with an oscillator at its end, whose answers come in pieces. */
    private static final class Line implements ByteSource {
        private final UnaryOperator<String> oscillator;
        private final List<String> sent = new ArrayList<>();
        private final Deque<String> pieces = new ArrayDeque<>();
        private int openings;

        Line(UnaryOperator<String> oscillator) {
            this.oscillator = oscillator;
        }

        @Override
        public String name() {
            return "line";
        }

        @Override
        public void open() {
            openings++;
        }

        @Override
        public int read(byte[] into) {
            byte[] piece = pieces.isEmpty() ? new byte[0] : pieces.remove().getBytes(StandardCharsets.US_ASCII);
            System.arraycopy(piece, 0, into, 0, piece.length);
            return piece.length;
        }

        @Override
        public int write(byte[] bytes, int length) {
            String text = new String(bytes, 0, length, StandardCharsets.US_ASCII);
            sent.add(text);
            String answer = oscillator.apply(text);
            pieces.add(answer.substring(0, answer.length() / 2));
            pieces.add(answer.substring(answer.length() / 2));
            return length;
        }

        @Override
        public void close() {
            pieces.clear();
        }
    }

    /** Keeps the number of its command, and tells it when asked. */
    private static UnaryOperator<String> keeping(String command, String question, String answer) {
        String[] kept = {"0"};
        return text -> {
            if (text.equals(question)) {
                return answer.formatted(kept[0]);
            }
            kept[0] = text.substring(command.length()).replaceAll("[\r}]", "");
            return "";
        };
    }

    /** What the next code is answered with once this one was tried. */
    private static int told(Line line, Kind kind, int code) {
        SerialOscillator tuned = new SerialOscillator(line, kind);
        assertEquals(0, tuned.set(code), "nothing has failed yet");
        assertEquals(code, tuned.look());
        return tuned.set(code);
    }

    private static List<String> sentFor(Kind kind, int code, UnaryOperator<String> oscillator) {
        Line line = new Line(oscillator);
        assertEquals(0, told(line, kind, code));
        return line.sent;
    }

    @Test
    void eachIsSpokenToInItsWayAndReadBack() {
        assertEquals(List.of("SF?\r", "SF-1500\r", "SF?\r"),
                sentFor(Kind.PRS10, 500, keeping("SF", "SF?\r", "%s\r")));
        assertEquals(List.of("MON_tpcb PIL_cfield C\r", "MON_tpcb PIL_cfield C 0961\r", "MON_tpcb PIL_cfield C\r"),
                sentFor(Kind.MRO50, 0x961,
                        keeping("MON_tpcb PIL_cfield C ", "MON_tpcb PIL_cfield C\r", "%s\r\n\n")));
        assertEquals(List.of("FC??????\r", "FC+00017\r", "FC??????\r"),
                sentFor(Kind.SRO100, 32_765 + 17, keeping("FC", "FC??????\r", "%s\r\n")));
        assertEquals(
                List.of("{get,DigitalTuning}", "{set,DigitalTuning,-20000000}", "{get,DigitalTuning}"),
                sentFor(Kind.SA5X, 0, keeping("{set,DigitalTuning,", "{get,DigitalTuning}", "[=%s]\r\n")));
    }

    @Test
    void whatIsInForceIsNotSentAgainAndAnEchoIsNoAnswer() {
        assertEquals(List.of("SF?\r"), sentFor(Kind.PRS10, 2012, text -> "SF?\r\n12\r\n"));
        Line echo = new Line(text -> text);
        assertEquals(-Errno.EIO, told(echo, Kind.PRS10, 2012));
        assertEquals(1, echo.openings, "opened anew");
    }

    @Test
    void oneThatIsSilentOrRefusesHasFailed() {
        assertEquals(-Errno.EIO, told(new Line(text -> ""), Kind.MRO50, 7));
        assertEquals(-Errno.EIO, told(new Line(text -> "?\r\n"), Kind.SRO100, 7));
        assertEquals(-Errno.EIO, told(new Line(text -> "99999999999999999999\r"), Kind.PRS10, 7));
    }

    @Test
    void whatWasRefusedIsNotSentLater() {
        boolean[] there = {false};
        UnaryOperator<String> keeping = keeping("SF", "SF?\r", "%s\r");
        Line line = new Line(text -> there[0] ? keeping.apply(text) : "");
        SerialOscillator tuned = new SerialOscillator(line, Kind.PRS10);
        assertEquals(0, tuned.set(2005));
        tuned.look();
        assertEquals(-Errno.EIO, tuned.set(2009), "whoever steers goes by 2005");
        there[0] = true;
        assertEquals(2005, tuned.look());
        assertEquals(0, tuned.set(2009));
        assertEquals(2009, tuned.look());
        assertEquals(List.of("SF?\r", "SF9\r", "SF?\r"), line.sent.subList(line.sent.size() - 3, line.sent.size()));
    }

    @Test
    void codesBeyondAreRefused() {
        SerialOscillator oscillator = new SerialOscillator(new Line(text -> ""), Kind.PRS10);
        assertEquals(-Errno.ERANGE, oscillator.set(-1));
        assertEquals(-Errno.ERANGE, oscillator.set(4001));
        assertEquals(0, oscillator.set(4000));
    }
}
