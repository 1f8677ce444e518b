package dev.grandmaster.app.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Two network namespaces and the cable between them: interface {@code gm} (10.77.0.1, fd77::1) in ours, {@code peer}
 * (10.77.0.2, fd77::2) in the clients'. It is an Ethernet pair of the kernel, so it has software time stamps only.
 */
final class Cable implements AutoCloseable {
    /** Interface of the service. */
    static final String GM = "gm";
    /** Interface of the clients. */
    static final String PEER = "peer";

    private static final String PREFIX = "gmit-";
    private static final Pattern NAME = Pattern.compile("^" + PREFIX + "(\\d+)-\\d+-\\w+");
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Set<Cable> LAID = ConcurrentHashMap.newKeySet();

    static {
        Program.afterAll(() -> LAID.forEach(Cable::close));
    }

    private final Namespace gm;
    private final Namespace peer;

    private Cable(String name) {
        gm = new Namespace(name + "-gm");
        peer = new Namespace(name + "-peer");
    }

    /** Lays a new one, and takes away what crashed runs left behind. */
    static Cable lay() {
        removeStale();
        Cable cable = new Cable(PREFIX + ProcessHandle.current().pid() + "-" + COUNT.incrementAndGet());
        LAID.add(cable);
        for (Namespace each : List.of(cable.gm, cable.peer)) {
            ip("netns", "add", each.name());
            ip("-n", each.name(), "link", "set", "lo", "up");
        }
        cable.connect();
        return cable;
    }

    Namespace gm() {
        return gm;
    }

    Namespace peer() {
        return peer;
    }

    /** Makes the pair of interfaces, with addresses and up. */
    void connect() {
        ip("link", "add", GM, "netns", gm.name(), "type", "veth", "peer", "name", PEER, "netns", peer.name());
        address(gm, GM, 1);
        address(peer, PEER, 2);
    }

    private static void address(Namespace namespace, String link, int number) {
        namespace.run("sysctl", "-qw", "net.ipv6.conf." + link + ".accept_dad=0");
        ip("-n", namespace.name(), "addr", "add", "10.77.0." + number + "/24", "dev", link);
        ip("-n", namespace.name(), "addr", "add", "fd77::" + number + "/64", "dev", link, "nodad");
        ip("-n", namespace.name(), "link", "set", link, "up");
    }

    /** Takes both interfaces away, as if the cards had been pulled. */
    void remove() {
        ip("-n", gm.name(), "link", "del", GM);
    }

    /** Takes the far end down: the service's end loses its carrier. */
    void unplug() {
        ip("-n", peer.name(), "link", "set", PEER, "down");
    }

    void plug() {
        ip("-n", peer.name(), "link", "set", PEER, "up");
        ip("-n", peer.name(), "addr", "replace", "fd77::2/64", "dev", PEER, "nodad");
    }

    @Override
    public void close() {
        if (LAID.remove(this)) {
            remove(gm.name());
            remove(peer.name());
        }
    }

    /** Removes the namespaces of test runs that are no more, with the programs that were left in them. */
    private static void removeStale() {
        for (String line : Namespace.succeed(List.of("ip", "netns", "list")).lines().toList()) {
            Matcher name = NAME.matcher(line);
            if (name.find() && !Files.exists(Path.of("/proc", name.group(1)))) {
                remove(name.group());
            }
        }
    }

    private static void remove(String namespace) {
        Program.Outcome inside = Program.run(Duration.ofSeconds(10), List.of("ip", "netns", "pids", namespace));
        inside.output().lines().map(String::strip).filter(pid -> pid.matches("\\d+"))
                .forEach(pid -> ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroyForcibly));
        Program.run(Duration.ofSeconds(10), List.of("ip", "netns", "del", namespace));
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Namespace.succeed(command);
    }
}
