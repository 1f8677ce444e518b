package dev.grandmaster.app.recording;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.Board;
import io.avaje.json.JsonException;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;

/**
 * What a recording begins with.
 *
 * @param version     of the program that made it
 * @param boardFile   the board file's text
 * @param siteFile    the site file's text, empty where there was none
 * @param sets        values set on top, {@code key=value}; none of the keys is a secret, those stay in files of their own
 * @param learnt      what was learnt in former runs, as it was kept, empty for nothing
 * @param boardName   for people
 * @param simulated   the time is invented
 * @param linkName    of the receiver's link
 * @param pulseName   of the pulse input
 * @param clockName   of the clock
 * @param startMonoNs monotonic ns at the start
 */
public record Header(String version, String boardFile, String siteFile, List<String> sets, String learnt,
        String boardName, boolean simulated, String linkName, String pulseName, String clockName, long startMonoNs) {

    private static final JsonType<Object> JSON = Jsonb.builder().build().type(Object.class);

    /** The texts that a service was started with, and what its board is called. */
    public static Header of(String version, Texts texts, String learnt, Board board, long startMonoNs) {
        return new Header(version, texts.boardFile(), texts.siteFile(), texts.sets(), learnt, board.info().name(),
                board.info().simulated(), board.gnss().name(), board.pps().name(), board.clock().name(), startMonoNs);
    }

    /**
     * The configuration as it was written.
     *
     * @param siteFile empty where there was none
     */
    public record Texts(String boardFile, String siteFile, List<String> sets) {
    }

    String json() {
        Map<String, Object> parts = new LinkedHashMap<>();
        parts.put("version", version);
        parts.put("boardFile", boardFile);
        parts.put("siteFile", siteFile);
        parts.put("sets", sets);
        parts.put("learnt", learnt);
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
                        sets.stream().map(String::valueOf).toList(), text(parts, "learnt"), text(parts, "boardName"),
                        Boolean.parseBoolean(text(parts, "simulated")), text(parts, "linkName"),
                        text(parts, "pulseName"), text(parts, "clockName"), Long.parseLong(text(parts, "startMonoNs")));
            }
            throw new BadRecordingException("its header is none");
        } catch (JsonException | NumberFormatException e) {
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
