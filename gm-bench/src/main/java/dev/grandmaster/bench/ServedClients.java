package dev.grandmaster.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import dev.grandmaster.ptp.unicast.UnicastConfig;

/** Starts a server on one processor and clients on the other, and gives what both have counted. */
final class ServedClients {
    private static final String SERVER_ADDRESS = "10.77.0.1";
    /** Of the same addresses as those that are measured, so that nobody else is left with a grant. */
    private static final int WARM_UP_CLIENTS = 200;
    private static final int WARM_UP_S = 4;
    private static final int TRIES = 4;
    /** Syncs a second that leave a processor some rest on any machine that this was run on. */
    private static final int REAL_TIME_SYNCS = 20_000;
    /** A master at once, for those who ask; nothing to the group. */
    private static final String PTP4L = """
            [global]
            time_stamping software
            unicast_listen 1
            inhibit_multicast_service 1
            masterOnly 1
            logAnnounceInterval -2
            announceReceiptTimeout 2
            tx_timestamp_timeout 10
            uds_address SOCKET
            [INTERFACE]
            """;

    private static final String PRIORITY = "-15";

    private final Namespaces namespaces;
    private final Path folder;
    private final Path yardstick;
    private final Path clients;

    ServedClients(Namespaces namespaces, Path folder) throws IOException, InterruptedException {
        this.namespaces = namespaces;
        this.folder = folder;
        yardstick = Yardstick.build("yardstick", folder);
        clients = Yardstick.build("clients", folder);
    }

    /** Before other sessions of this machine: where the kernel groups by session, nice counts within the group alone. */
    static void comeFirst() {
        try {
            Files.writeString(Path.of("/proc/self/autogroup"), PRIORITY);
        } catch (IOException e) {
            // a kernel without such groups
        }
    }

    /** One round; the server's own figures and the clients' together. */
    Map<String, Figures> round(UnicastServer by, UnicastLoad load, int seconds)
            throws IOException, InterruptedException {
        Map<String, Figures> seen = once(by, load, seconds);
        // ptp4l 3.1.1 now and then grants everything and then sends nothing
        for (int tries = 1; tries < TRIES && Child.figure(seen, "syncs-per-s").median() == 0; tries++) {
            seen = once(by, load, seconds);
        }
        return seen;
    }

    /** The loop in C alone, as fast as it goes. */
    List<String> loop(boolean frames, int count, double seconds) {
        return server(yardstick(frames, count, 0, seconds));
    }

    private List<String> yardstick(boolean frames, int count, double rate, double seconds) {
        List<String> command = new ArrayList<>(List.of(yardstick.toString(), SERVER_ADDRESS, Integer.toString(count),
                Double.toString(rate), Double.toString(seconds)));
        if (frames) {
            command.addAll(List.of(Namespaces.INTERFACE, Namespaces.SERVER_MAC, Namespaces.CLIENT_MAC));
        }
        return command;
    }

    /** A command on the server's processor, in its namespace, that may fill the processor. */
    List<String> server(List<String> command) {
        return server(false, command);
    }

    private List<String> server(boolean realTime, List<String> command) {
        return namespaces.inside(namespaces.server(), pinned("0", realTime, command));
    }

    /** A command on the clients' processor, in the server's namespace, after all that is measured. */
    List<String> besideServer(List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("taskset", "-c", "1"));
        pinned.addAll(command);
        return namespaces.inside(namespaces.server(), pinned);
    }

    private Map<String, Figures> once(UnicastServer by, UnicastLoad load, int seconds)
            throws IOException, InterruptedException {
        try (Child server = Child.start(command(by, load, seconds))) {
            Thread.sleep(by.negotiates() ? 3_000 : 500);
            if (by.engine()) {
                rig(UnicastLoad.of(Math.min(WARM_UP_CLIENTS, load.clients()), 7), WARM_UP_S, true);
                server.say("begin\n");
            }
            long beganNs = System.nanoTime();
            double busyBefore = server.busySeconds();
            Map<String, Figures> all = new TreeMap<>(rig(load, seconds, by.negotiates()));
            double busy = (server.busySeconds() - busyBefore) / ((System.nanoTime() - beganNs) / 1e9);
            if (by == UnicastServer.PTP4L) {
                all.put("cpu-share", Figures.of(List.of(busy)));
            } else {
                server.hangUp();
                all.putAll(server.figures());
            }
            return all;
        }
    }

    private List<String> command(UnicastServer by, UnicastLoad load, int seconds) throws IOException {
        return switch (by) {
            case LOOP ->
                server(realTime(load), yardstick(false, load.clients(), Math.pow(2, load.logRate()), seconds + 4));
            case FRAME_LOOP ->
                server(realTime(load), yardstick(true, load.clients(), Math.pow(2, load.logRate()), seconds + 4));
            case FRAMES -> server(realTime(load), Child.java(Child.Flags.SHIPPED.list(), EngineServer.class.getName(),
                    EngineServer.FRAMES));
            case FRAMES_FULL -> server(realTime(load), Child.java(Child.Flags.FULL.list(),
                    EngineServer.class.getName(), EngineServer.FRAMES));
            case SHIPPED ->
                server(realTime(load), Child.java(Child.Flags.SHIPPED.list(), EngineServer.class.getName()));
            case AUTO -> server(realTime(load), Child.java(Child.Flags.SHIPPED.list(), EngineServer.class.getName(),
                    UnicastConfig.MEASURED));
            case FULL -> server(realTime(load), Child.java(Child.Flags.FULL.list(), EngineServer.class.getName()));
            case PTP4L -> {
                Path file = folder.resolve("ptp4l.cfg");
                Files.writeString(file, PTP4L.replace("SOCKET", folder.resolve("ptp4l.socket").toString())
                        .replace("INTERFACE", Namespaces.INTERFACE));
                yield server(realTime(load), List.of("ptp4l", "-q", "-f", file.toString()));
            }
        };
    }

    /** Clients alone, of a server that runs already. */
    Map<String, Figures> rig(UnicastLoad load, int seconds, boolean negotiate)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(clients.toString(), Namespaces.CLIENT_INTERFACE,
                Namespaces.SERVER_MAC, Namespaces.CLIENT_MAC, Integer.toString(load.clients()),
                Integer.toString(load.logRate()), Integer.toString(seconds), negotiate ? "1" : "0"));
        if (load.abuseRate() > 0) {
            command.addAll(List.of(load.abuse(), Integer.toString(load.abuseRate())));
        }
        return Child.measure(namespaces.inside(namespaces.clients(), pinned("1", realTime(load), command)));
    }

    /**
     * Server, of whatever kind, and clients come before all else that runs on this machine. Where they would fill a processor they only ask for
     * more of it: the kernel throttles real-time work that leaves nothing to others.
     */
    private static List<String> pinned(String processor, boolean realTime, List<String> command) {
        List<String> pinned = new ArrayList<>(List.of("nice", "-n", "-12"));
        if (realTime) {
            pinned.addAll(List.of("chrt", "-r", "5"));
        }
        pinned.addAll(List.of("taskset", "-c", processor));
        pinned.addAll(command);
        return pinned;
    }

    private static boolean realTime(UnicastLoad load) {
        return load.due() <= REAL_TIME_SYNCS && load.abuseRate() == 0;
    }
}
