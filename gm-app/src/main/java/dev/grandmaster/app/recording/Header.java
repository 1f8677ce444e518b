package dev.grandmaster.app.recording;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.Board;
import dev.grandmaster.board.TuningVoltage;
import dev.grandmaster.discipline.oscillator.TuningCurve;
import dev.grandmaster.ptp.PortPlan;
import dev.grandmaster.ptp.PtpOptions;
import dev.grandmaster.state.ClockIdentity;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * What a recording begins with.
 *
 * @param version     of the program that made it
 * @param boardFile   the board file's text
 * @param siteFile    the site file's text, empty where there was none
 * @param sets        values set on top, {@code key=value}; none of the keys is a secret, those stay in files of their own
 * @param learnt      what was learnt in former runs, as it was kept, empty for nothing
 * @param notBefore   no true date was earlier, s since 1970
 * @param wire        the PTP side, null where it is not on the tape
 * @param tuning      of the oscillator, null where nothing tunes it
 * @param boardName   for people
 * @param simulated   the time is invented
 * @param linkName    of the receiver's link
 * @param pulseName   of the pulse input
 * @param clockName   of the clock
 * @param startMonoNs monotonic ns at the start
 */
public record Header(String version, String boardFile, String siteFile, List<String> sets, String learnt,
        long notBefore, @Nullable Wire wire, @Nullable Tuning tuning, String boardName, boolean simulated,
        String linkName,
        String pulseName, String clockName, long startMonoNs) {

    private static final JsonType<Object> JSON = Jsonb.builder().build().type(Object.class);

    /** The texts that a service was started with, and what its board is called. */
    public static Header of(String version, Texts texts, Beginning beginning, Board board, long startMonoNs) {
        TuningVoltage voltage = board.tuning();
        return new Header(version, texts.boardFile(), texts.siteFile(), texts.sets(), beginning.learnt(),
                beginning.notBefore(), beginning.wire(),
                voltage == null ? null : new Tuning(voltage.name(), voltage.steps(), beginning.curve()),
                board.info().name(),
                board.info().simulated(), board.gnss().name(), board.pps().name(), board.clock().name(), startMonoNs);
    }

    /**
     * The configuration as it was written.
     *
     * @param siteFile empty where there was none
     */
    public record Texts(String boardFile, String siteFile, List<String> sets) {
    }

    /**
     * State at the start: see the header's own.
     *
     * @param curve of the tuned oscillator, null where none was known
     */
    public record Beginning(String learnt, long notBefore, @Nullable Wire wire, @Nullable TuningCurve curve) {
    }

    /**
     * What tunes the oscillator.
     *
     * @param name  of the converter or oscillator, for people
     * @param steps number of its codes
     * @param curve as it was known at the start; null: it was measured then, which is on the tape
     */
    public record Tuning(String name, int steps, @Nullable TuningCurve curve) {

        private Map<String, Object> parts() {
            Map<String, Object> parts = new LinkedHashMap<>();
            parts.put("name", name);
            parts.put("steps", Integer.toString(steps));
            if (curve != null) {
                List<String> nodes = new ArrayList<>();
                curve.nodes().forEach(node -> nodes.addAll(
                        List.of(Integer.toString(node.code()), Double.toString(node.ppb()))));
                parts.put("curve", nodes);
            }
            return parts;
        }

        private static @Nullable Tuning of(@Nullable Object object) {
            if (!(object instanceof Map<?, ?> parts)) {
                return null;
            }
            int steps = Integer.parseInt(text(parts, "steps"));
            List<TuningCurve.Node> nodes = new ArrayList<>();
            if (parts.get("curve") instanceof List<?> numbers) {
                for (int i = 0; i + 1 < numbers.size(); i += 2) {
                    nodes.add(new TuningCurve.Node(Integer.parseInt(String.valueOf(numbers.get(i))),
                            Double.parseDouble(String.valueOf(numbers.get(i + 1)))));
                }
            }
            return new Tuning(text(parts, "name"), steps, nodes.isEmpty() ? null : new TuningCurve(steps, nodes));
        }
    }

    /**
     * What the PTP agent was made of beside the configuration.
     *
     * @param clockIdentity as a number
     * @param allow         who was a neighbour, as upper and lower 64 bits of the address and bits that count
     * @param priorities    of each port's instance, priority1 and priority2 in turn
     * @param management    programs of the host could ask
     * @param sealed        messages carried seals; the verdicts on them are on the tape, the keys nowhere
     */
    public record Wire(long clockIdentity, List<Long> allow, List<Long> priorities, boolean management,
            boolean sealed) {

        /** Of ports as they are opened. */
        public static Wire of(ClockIdentity identity, List<PortPlan> ports, PtpOptions options) {
            List<Long> allow = new ArrayList<>();
            options.unicast().access().allow()
                    .forEach(prefix -> allow.addAll(List.of(prefix.high(), prefix.low(), (long) prefix.bits())));
            List<Long> set = new ArrayList<>();
            ports.forEach(port -> set.addAll(
                    List.of((long) port.instance().priority1(), (long) port.instance().priority2())));
            return new Wire(identity.value(), allow, set, options.localManagement() != null,
                    options.seals() != null);
        }

        private Map<String, Object> parts() {
            return Map.of("clockIdentity", Long.toString(clockIdentity), "allow",
                    allow.stream().map(String::valueOf).toList(), "priorities",
                    priorities.stream().map(String::valueOf).toList(), "management", management, "sealed", sealed);
        }

        private static @Nullable Wire of(@Nullable Object object) {
            if (!(object instanceof Map<?, ?> parts)) {
                return null;
            }
            return new Wire(Long.parseLong(text(parts, "clockIdentity")), numbers(parts, "allow"),
                    numbers(parts, "priorities"), Boolean.parseBoolean(text(parts, "management")),
                    Boolean.parseBoolean(text(parts, "sealed")));
        }

        private static List<Long> numbers(Map<?, ?> parts, String name) {
            if (parts.get(name) instanceof List<?> list) {
                return list.stream().map(each -> Long.parseLong(String.valueOf(each))).toList();
            }
            throw new BadRecordingException("its header lacks " + name);
        }
    }

    String json() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("version", version);
        parts.put("boardFile", boardFile);
        parts.put("siteFile", siteFile);
        parts.put("sets", sets);
        parts.put("learnt", learnt);
        parts.put("notBefore", Long.toString(notBefore));
        Wire told = wire;
        if (told != null) {
            parts.put("wire", told.parts());
        }
        Tuning tuned = tuning;
        if (tuned != null) {
            parts.put("tuning", tuned.parts());
        }
        parts.put("boardName", boardName);
        parts.put("simulated", simulated);
        parts.put("linkName", linkName);
        parts.put("pulseName", pulseName);
        parts.put("clockName", clockName);
        parts.put("startMonoNs", Long.toString(startMonoNs)); // a JSON number has 53 bits
        return JSON.toJson(parts);
    }

    static Header parse(String json) {
        try {
            if (JSON.fromJson(json) instanceof Map<?, ?> parts && parts.get("sets") instanceof List<?> sets) {
                return new Header(text(parts, "version"), text(parts, "boardFile"), text(parts, "siteFile"),
                        sets.stream().map(String::valueOf).toList(), text(parts, "learnt"),
                        Long.parseLong(text(parts, "notBefore")), Wire.of(parts.get("wire")),
                        Tuning.of(parts.get("tuning")), text(parts, "boardName"),
                        Boolean.parseBoolean(text(parts, "simulated")), text(parts, "linkName"),
                        text(parts, "pulseName"), text(parts, "clockName"), Long.parseLong(text(parts, "startMonoNs")));
            }
            throw new BadRecordingException("its header is none");
        } catch (JsonException | IllegalArgumentException e) {
            throw new BadRecordingException("its header is damaged", e);
        }
    }

    private static String text(Map<?, ?> parts, String name) {
        Object value = parts.get(name);
        if (value == null) {
            throw new BadRecordingException("its header lacks " + name);
        }
        return value.toString();
    }
}
