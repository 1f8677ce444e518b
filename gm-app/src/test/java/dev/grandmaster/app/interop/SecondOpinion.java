package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.avaje.jsonb.Jsonb;

/** One capture, read by {@code gm decode} and by tshark, which must say the same of each message. */
final class SecondOpinion {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** tshark's field, and where {@code gm decode} has the same. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("ptp.v2.messagetype", "header.messageType"),
            Map.entry("ptp.v2.majorsdoid", "header.majorSdoId"),
            Map.entry("ptp.v2.versionptp", "header.versionPTP"),
            Map.entry("ptp.v2.minorversionptp", "header.minorVersionPTP"),
            Map.entry("ptp.v2.messagelength", "header.messageLength"),
            Map.entry("ptp.v2.domainnumber", "header.domainNumber"),
            Map.entry("ptp.v2.clockidentity", "header.sourcePortIdentity.clockIdentity"),
            Map.entry("ptp.v2.sourceportid", "header.sourcePortIdentity.portNumber"),
            Map.entry("ptp.v2.sequenceid", "header.sequenceId"),
            Map.entry("ptp.v2.flags.twostep", "header.flagField.twoStepFlag"),
            Map.entry("ptp.v2.flags.unicast", "header.flagField.unicastFlag"),
            Map.entry("ptp.v2.flags.utcreasonable", "header.flagField.currentUtcOffsetValid"),
            Map.entry("ptp.v2.flags.timescale", "header.flagField.ptpTimescale"),
            Map.entry("ptp.v2.flags.timetraceable", "header.flagField.timeTraceable"),
            Map.entry("ptp.v2.flags.frequencytraceable", "header.flagField.frequencyTraceable"),
            Map.entry("ptp.v2.timesource", "body.timeSource"),
            Map.entry("ptp.v2.an.origincurrentutcoffset", "body.currentUtcOffset"),
            Map.entry("ptp.v2.an.localstepsremoved", "body.stepsRemoved"),
            Map.entry("ptp.v2.an.grandmasterclockidentity", "body.grandmasterIdentity"),
            Map.entry("ptp.v2.an.grandmasterclockclass", "body.grandmasterClockQuality.clockClass"),
            Map.entry("ptp.v2.an.grandmasterclockaccuracy", "body.grandmasterClockQuality.clockAccuracy"),
            Map.entry("ptp.v2.an.grandmasterclockvariance", "body.grandmasterClockQuality.offsetScaledLogVariance"),
            Map.entry("ptp.v2.an.priority1", "body.grandmasterPriority1"),
            Map.entry("ptp.v2.an.priority2", "body.grandmasterPriority2"),
            Map.entry("ptp.v2.fu.preciseorigintimestamp.seconds", "body.preciseOriginTimestamp.secondsField"),
            Map.entry("ptp.v2.fu.preciseorigintimestamp.nanoseconds", "body.preciseOriginTimestamp.nanosecondsField"),
            Map.entry("ptp.v2.dr.requestingsourceportidentity", "body.requestingPortIdentity.clockIdentity"));

    private SecondOpinion() {
    }

    /** Compares all messages of a capture; all are well formed, and {@code gm decode} builds the same octets anew. */
    static void agreesOn(Path capture) {
        List<WireMessage> tshark = Wiretap.read(capture);
        Program.Outcome decoded = Program.run(LIMIT, List.of(Service.ROOT + "/gm", "decode", capture.toString()));
        assertEquals(0, decoded.status(), decoded::errors);
        List<String> lines = decoded.output().lines().toList();
        assertEquals(tshark.size(), lines.size(), "messages");
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Object ours = Jsonb.builder().build().type(Object.class).fromJson(line);
            assertEquals("true null", at(ours, "reencoded") + " " + at(ours, "problem"), line);
            assertEquals("", tshark.get(i).complaint(), line);
            Map<String, String> theirs = new TreeMap<>();
            Map<String, String> same = new TreeMap<>();
            for (Map.Entry<String, String> each : SAME.entrySet()) {
                String value = tshark.get(i).text(each.getKey());
                if (!value.isEmpty()) {
                    theirs.put(each.getValue(), plain(value));
                    same.put(each.getValue(), plain(at(ours, each.getValue())));
                }
            }
            assertEquals(theirs, same, line);
        }
    }

    private static String at(Object json, String path) {
        Object at = json;
        for (String key : path.split("\\.", -1)) {
            at = at instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return String.valueOf(at);
    }

    /** Hexadecimal and decimal numbers and truth values by one spelling; identities of eight octets stay hexadecimal. */
    private static String plain(String value) {
        if (value.matches("(0x)?[0-9a-f]{16}")) {
            return value.replace("0x", "");
        }
        return switch (value) {
            case "True", "true" -> "1";
            case "False", "false" -> "0";
            default -> value.startsWith("0x") ? Long.decode(value).toString() : value.replaceAll("\\.0$", "");
        };
    }
}
