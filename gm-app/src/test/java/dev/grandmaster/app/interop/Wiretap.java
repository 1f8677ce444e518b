package dev.grandmaster.app.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** A tshark that decodes at the clients' end of the cable what passes. */
final class Wiretap implements AutoCloseable {
    private static final String SEPARATOR = "|";

    private final Program tshark;

    private Wiretap(Program tshark) {
        this.tshark = tshark;
    }

    /** Starts to listen; returns when it does. */
    static Wiretap on(Cable cable) {
        List<String> command = new ArrayList<>(List.of("tshark", "-l", "-n", "-i", Cable.PEER, "-f",
                "ether proto 0x88f7 or udp port 319 or udp port 320", "-T", "fields", "-E", "separator=" + SEPARATOR,
                "-E", "occurrence=f"));
        WireMessage.FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
        Program tshark = cable.peer().start(command.toArray(String[]::new));
        tshark.await("Capturing on", Duration.ofSeconds(30));
        return new Wiretap(tshark);
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

    @Override
    public void close() {
        tshark.close();
    }
}
