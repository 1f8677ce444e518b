package dev.grandmaster.ptp.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.ptp.capture.CaptureReader;
import dev.grandmaster.ptp.capture.CapturedFrame;
import dev.grandmaster.ptp.capture.CapturedPacket;
import dev.grandmaster.ptp.capture.RecordedData;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Every recorded frame is understood octet by octet, and counted as the list beside the captures counts it. */
class CaptureCorpusTest {
    /** In counts.json, messages of PTP version 1 are counted by their own names; here they are one kind: not ours. */
    private static final String VERSION_1 = "v1";

    private static final class Seen {
        final Map<String, Integer> types = new TreeMap<>();
        final Map<String, Integer> transports = new TreeMap<>();
        final Map<String, Integer> tlvs = new TreeMap<>();
        int packets;
        int ptp;
        int twoStepSync;
    }

    @Test
    void everyFrameDecodesAndReencodesToTheSameOctets() throws IOException {
        List<Path> captures = RecordedData.captures();
        assertFalse(captures.isEmpty());
        for (Path capture : captures) {
            forEachFrame(capture, (frame, octets) -> {
                DecodedMessage message = DecodedMessage.decode(octets, frame.offset(), frame.available());
                assertEquals(message.type() == null ? WireStatus.OTHER_VERSION : WireStatus.OK, message.problem());
                assertTrue(message.reencodesTo(octets, frame.offset()), () -> capture + ": " + message);
                assertEquals("", message.type() == null ? "" : message.rest());
            });
        }
    }

    @Test
    void countsEqualTheListBesideTheCaptures() throws IOException {
        String counts = Files.readString(RecordedData.folder().resolve("counts.json"));
        for (Path capture : RecordedData.captures()) {
            Seen seen = count(capture);
            String name = "ptp/" + RecordedData.folder().relativize(capture);
            String expected = section(counts, name);
            assertEquals(numbers(expected, "types"), seen.types, name);
            assertEquals(numbers(expected, "transport"), seen.transports, name);
            assertEquals(numbers(expected, "tlvs"), seen.tlvs, name);
            assertEquals(number(expected, "packets"), seen.packets, name);
            assertEquals(number(expected, "ptp"), seen.ptp, name);
            assertEquals(number(expected, "two_step_sync"), seen.twoStepSync, name);
        }
    }

    private static Seen count(Path capture) throws IOException {
        Seen seen = new Seen();
        Header header = new Header();
        TlvCursor cursor = new TlvCursor();
        seen.packets = forEachFrame(capture, (frame, octets) -> {
            seen.ptp++;
            seen.transports.merge(transport(frame), 1, Integer::sum);
            WireStatus status = header.wrap(octets, frame.offset(), frame.available());
            if (status == WireStatus.OTHER_VERSION) {
                seen.types.merge(VERSION_1, 1, Integer::sum);
                return;
            }
            assertEquals(WireStatus.OK, status);
            String type = header.messageType().standardName().replace("Resp_Follow_Up", "Resp_FU");
            seen.types.merge(type, 1, Integer::sum);
            if (header.messageType() == MessageType.SYNC && header.hasFlag(Flags.TWO_STEP)) {
                seen.twoStepSync++;
            }
            header.tlvs(cursor);
            while (cursor.next()) {
                seen.tlvs.merge(describe(header, cursor), 1, Integer::sum);
            }
        });
        return seen;
    }

    private static String describe(Header header, TlvCursor tlv) {
        String name = String.format("tlv0x%04x", tlv.type());
        return switch (TlvType.ofWire(tlv.type())) {
            case MANAGEMENT -> String.format("%s/mgmt0x%04x a%d", name, tlv.u16(0),
                    header.messageType() == MessageType.MANAGEMENT ? action(header) : -1);
            case ORGANIZATION_EXTENSION ->
                String.format("%s/org%02x%04x.%02x%04x", name, tlv.u8(0), tlv.u16(1), tlv.u8(3),
                        tlv.u16(4));
            case REQUEST_UNICAST_TRANSMISSION, GRANT_UNICAST_TRANSMISSION -> String.format("%s/msgtype%x", name,
                    tlv.u8(0) >>> 4);
            case null, default -> name;
        };
    }

    private static int action(Header header) {
        Management management = new Management();
        assertEquals(WireStatus.OK, management.wrap(header.segment, header.offset, header.messageLength()));
        return management.action();
    }

    private static String transport(CapturedFrame frame) {
        return switch (frame.transport()) {
            case L2 -> "L2";
            case UDPv4 -> "UDP4";
            case UDPv6 -> "UDP6";
        } + (frame.unicast() ? "-uni" : "");
    }

    private interface FrameVisitor {
        void visit(CapturedFrame frame, MemorySegment octets);
    }

    private static int forEachFrame(Path capture, FrameVisitor visitor) throws IOException {
        int packets = 0;
        try (CaptureReader reader = CaptureReader.open(capture)) {
            @Nullable
            CapturedPacket packet;
            while ((packet = reader.next()) != null) {
                packets++;
                CapturedFrame frame = CapturedFrame.find(packet);
                if (frame != null) {
                    visitor.visit(frame, MemorySegment.ofArray(packet.octets()));
                }
            }
        }
        return packets;
    }

    private static String section(String counts, String name) {
        int from = counts.indexOf('"' + name + '"');
        assertTrue(from >= 0, name);
        int next = counts.indexOf("\"ptp/", from + 1);
        return counts.substring(from, next < 0 ? counts.length() : next);
    }

    private static int number(String section, String key) {
        Matcher matcher = Pattern.compile("\"" + key + "\": (\\d+)").matcher(section);
        assertTrue(matcher.find(), key);
        return Integer.parseInt(matcher.group(1));
    }

    private static Map<String, Integer> numbers(String section, String key) {
        Matcher object = Pattern.compile("\"" + key + "\": \\{([^}]*)}").matcher(section);
        assertTrue(object.find(), key);
        Map<String, Integer> numbers = new TreeMap<>();
        Matcher entry = Pattern.compile("\"([^\"]+)\": (\\d+)").matcher(object.group(1));
        while (entry.find()) {
            String name = entry.group(1).startsWith(VERSION_1) ? VERSION_1 : entry.group(1);
            numbers.merge(name, Integer.parseInt(entry.group(2)), Integer::sum);
        }
        return numbers;
    }
}
