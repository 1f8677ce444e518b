package dev.grandmaster.app.interop;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A tshark that decodes at the clients' end of the cable what passes. */
final class Wiretap implements AutoCloseable {
    private static final String SEPARATOR = "|";
    private static final List<String> FIELDS = fields();

    private final Program tshark;

    private Wiretap(Program tshark) {
        this.tshark = tshark;
    }

    private static List<String> fields() {
        List<String> options = new ArrayList<>(
                List.of("-T", "fields", "-E", "separator=" + SEPARATOR, "-E", "occurrence=f"));
        WireMessage.FIELDS.forEach(field -> options.addAll(List.of("-e", field)));
        return List.copyOf(options);
    }

    /** Starts to listen; returns when it does. */
    static Wiretap on(Cable cable) {
        return on(cable.peer(), Cable.PEER, List.of());
    }

    /** Also keeps what passes in a capture. */
    static Wiretap on(Cable cable, Path capture) {
        return on(cable.peer(), Cable.PEER, List.of("-w", capture.toString(), "-P"));
    }

    /** At any interface. */
    static Wiretap on(Namespace where, String link) {
        return on(where, link, List.of());
    }

    private static Wiretap on(Namespace where, String link, List<String> options) {
        List<String> command = new ArrayList<>(List.of("tshark", "-l", "-n", "-i", link, "-f",
                "ether proto 0x88f7 or udp port 319 or udp port 320"));
        command.addAll(FIELDS);
        command.addAll(options);
        Program tshark = where.start(command.toArray(String[]::new));
        tshark.await("Capturing on", Duration.ofSeconds(30));
        return new Wiretap(tshark);
    }

    /** The messages of a capture. */
    static List<WireMessage> read(Path capture) {
        List<String> command = new ArrayList<>(List.of("tshark", "-n", "-r", capture.toString()));
        command.addAll(FIELDS);
        return Namespace.succeed(command).lines().filter(line -> line.contains(SEPARATOR)).map(Wiretap::parse)
                .toList();
    }

    /** All messages so far. */
    List<WireMessage> messages() {
        return messages(0);
    }

    /** Messages since a {@link #mark}. */
    List<WireMessage> messages(int mark) {
        return tshark.lines().stream().skip(mark).filter(line -> line.contains(SEPARATOR)).map(Wiretap::parse).toList();
    }

    int mark() {
        return tshark.mark();
    }

    /** Waits for a message that passes from now on. */
    WireMessage await(String what, Duration limit, Predicate<WireMessage> which) {
        int mark = mark();
        return Patience.await(what, limit, () -> messages(mark).stream().filter(which).findFirst());
    }

    private static WireMessage parse(String line) {
        String[] values = line.split("\\" + SEPARATOR, -1);
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < Math.min(values.length, WireMessage.FIELDS.size()); i++) {
            if (!values[i].isEmpty()) {
                fields.put(WireMessage.FIELDS.get(i), values[i]);
            }
        }
        return new WireMessage(Map.copyOf(fields));
    }

    /** Listens no longer: its capture is whole. */
    void stop() {
        tshark.close();
    }

    @Override
    public void close() {
        tshark.close();
    }
}
