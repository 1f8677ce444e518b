package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import dev.grandmaster.ptp.capture.CaptureReader;
import dev.grandmaster.ptp.capture.CapturedFrame;
import dev.grandmaster.ptp.capture.CapturedPacket;
import dev.grandmaster.ptp.management.ManagementId;
import dev.grandmaster.ptp.wire.DecodedMessage;
import dev.grandmaster.ptp.wire.TlvType;
import dev.grandmaster.ptp.wire.WireStatus;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code gm decode}: says what the PTP frames of a capture mean, octet by octet. */
@Command(name = "decode", description = "Takes the PTP frames of captures apart (pcap, pcapng, gzip too); a JSON object a frame.")
final class DecodeCommand implements Callable<Integer> {
    private final PrintStream out;
    private final PrintStream err;
    private final JsonType<Object> json = Jsonb.builder().build().type(Object.class);

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "Captures.")
    private List<Path> files = new ArrayList<>();

    DecodeCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        ExitCode result = ExitCode.OK;
        for (Path file : files) {
            try (CaptureReader reader = CaptureReader.open(file)) {
                decode(reader);
            } catch (NoSuchFileException e) {
                err.println("gm: " + file + ": no such file");
                result = ExitCode.USAGE;
            } catch (IOException e) {
                err.println("gm: " + file + ": cannot be read: " + e.getMessage());
                result = ExitCode.USAGE;
            }
        }
        return result.status();
    }

    private void decode(CaptureReader reader) throws IOException {
        long number = 0;
        for (CapturedPacket packet = reader.next(); packet != null; packet = reader.next()) {
            number++;
            CapturedFrame frame = CapturedFrame.find(packet);
            if (frame != null) {
                out.println(json.toJson(described(number, packet, frame)));
            }
        }
    }

    /** Members in the order in which a person reads them; what a frame has not is left out. */
    private static Map<String, Object> described(long number, CapturedPacket packet, CapturedFrame frame) {
        MemorySegment octets = MemorySegment.ofArray(packet.octets());
        DecodedMessage message = DecodedMessage.decode(octets, frame.offset(), frame.available());
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("frame", number);
        line.put("unixNs", packet.unixNs());
        line.put("transport", frame.transport().name());
        line.put("unicast", frame.unicast());
        if (message.type() != null) {
            line.put("message", message.type().standardName());
        }
        if (message.problem() != WireStatus.OK) {
            line.put("problem", message.problem().name());
        }
        line.put("reencoded", message.reencodesTo(octets, frame.offset()));
        if (!message.header().isEmpty()) {
            line.put("header", message.header());
        }
        if (message.type() != null) {
            line.put("body", message.body());
            line.put("tlvs", message.tlvs().stream().map(DecodeCommand::named).toList());
        }
        putText(line, "rest", message.rest());
        putText(line, "padding", message.padding());
        return line;
    }

    private static Map<String, Object> named(Map<String, Object> tlv) {
        Map<String, Object> named = new LinkedHashMap<>();
        TlvType type = tlv.get("tlvType") instanceof Long wire ? TlvType.ofWire(wire.intValue()) : null;
        if (type != null) {
            named.put("tlv", type.name());
        }
        ManagementId id = tlv.get("managementId") instanceof Long wire ? ManagementId.ofWire(wire.intValue()) : null;
        if (id != null) {
            named.put("management", id.name());
        }
        named.putAll(tlv);
        return named;
    }

    private static void putText(Map<String, Object> line, String key, String text) {
        if (!text.isEmpty()) {
            line.put(key, text);
        }
    }
}
