package dev.grandmaster.app.interop;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One network of several namespaces: each has the interface {@value #PORT} (10.78.0.N, fd78::N), and they meet at a bridge. */
final class Hub implements AutoCloseable {
    /** Interface of each member. */
    static final String PORT = "port";

    private static final String PREFIX = "gmhub-";
    private static final Pattern NAME = Pattern.compile("^" + PREFIX + "(\\d+)-\\S+");

    private final Namespace bridge;
    private final List<Namespace> members = new ArrayList<>();

    private Hub(String name) {
        bridge = new Namespace(name + "-bridge");
    }

    /** Lays a network of so many members, and takes away what crashed runs left behind. */
    static Hub lay(int count) {
        removeStale();
        String name = PREFIX + ProcessHandle.current().pid();
        Hub hub = new Hub(name);
        Program.afterAll(hub::close);
        ip("netns", "add", hub.bridge.name());
        hub.bridge.run("ip", "link", "add", "bridge", "type", "bridge", "mcast_snooping", "0");
        hub.bridge.run("ip", "link", "set", "bridge", "up");
        for (int number = 1; number <= count; number++) {
            Namespace member = new Namespace(name + "-" + number);
            hub.members.add(member);
            ip("netns", "add", member.name());
            member.run("ip", "link", "set", "lo", "up");
            ip("link", "add", PORT, "netns", member.name(), "type", "veth", "peer", "name", "to" + number, "netns",
                    hub.bridge.name());
            hub.bridge.run("ip", "link", "set", "to" + number, "master", "bridge", "up");
            member.run("sysctl", "-qw", "net.ipv6.conf." + PORT + ".accept_dad=0");
            member.run("ip", "addr", "add", "10.78.0." + number + "/24", "dev", PORT);
            member.run("ip", "addr", "add", "fd78::" + number + "/64", "dev", PORT, "nodad");
            member.run("ip", "link", "set", PORT, "up");
        }
        return hub;
    }

    /** A member, from 1. */
    Namespace member(int number) {
        return members.get(number - 1);
    }

    @Override
    public void close() {
        members.forEach(member -> remove(member.name()));
        members.clear();
        remove(bridge.name());
    }

    private static void removeStale() {
        for (String line : Namespace.succeed(List.of("ip", "netns", "list")).lines().toList()) {
            Matcher name = NAME.matcher(line);
            if (name.find() && !Files.exists(Path.of("/proc", name.group(1)))) {
                remove(name.group());
            }
        }
    }

    private static void remove(String namespace) {
        Program.run(Duration.ofSeconds(10), List.of("ip", "netns", "del", namespace));
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(List.of(arguments));
        Namespace.succeed(command);
    }
}
