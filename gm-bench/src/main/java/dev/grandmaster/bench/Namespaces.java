package dev.grandmaster.bench;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Network namespaces of our own: one for the server, and one for its clients at the other end of a veth pair. Frames to the clients'
 * addresses, 10.64.0.1 and on, reach the pair's far end and go no further there. Removed on close.
 */
final class Namespaces implements AutoCloseable {
    /** The server's interface. */
    static final String INTERFACE = "gmb0";
    static final String CLIENT_INTERFACE = "gmb1";
    static final String SERVER_MAC = "02:00:00:00:00:01";
    static final String CLIENT_MAC = "02:00:00:00:00:02";

    private final String server;
    private final String clients;
    /** Who interrupts a measurement must not be left with namespaces and what runs in them. */
    private final Thread atExit = new Thread(this::removeAtExit);
    private boolean pair;

    private Namespaces() {
        String unique = "gmbench" + ProcessHandle.current().pid();
        server = unique + "s";
        clients = unique + "c";
    }

    /** The server's alone, with its loopback. */
    static Namespaces alone() throws IOException {
        Namespaces namespaces = new Namespaces();
        if (command(List.of("ip", "netns", "add", namespaces.server)) != 0) {
            throw new NotHere("network namespaces cannot be made; needs root and iproute2");
        }
        Runtime.getRuntime().addShutdownHook(namespaces.atExit);
        namespaces.must("ip -n SERVER link set lo up");
        return namespaces;
    }

    static Namespaces pair() throws IOException {
        Namespaces namespaces = alone();
        namespaces.pair = true;
        try {
            namespaces.must("ip netns add CLIENTS");
            namespaces.must("ip -n SERVER link add " + INTERFACE + " address " + SERVER_MAC + " type veth peer name "
                    + CLIENT_INTERFACE + " address " + CLIENT_MAC + " netns CLIENTS");
            namespaces.must("ip -n SERVER addr add 10.77.0.1/24 dev " + INTERFACE);
            namespaces.must("ip -n CLIENTS addr add 10.77.0.2/24 dev " + CLIENT_INTERFACE);
            namespaces.must("ip -n SERVER link set " + INTERFACE + " up");
            namespaces.must("ip -n CLIENTS link set " + CLIENT_INTERFACE + " up");
            namespaces.must("ip -n SERVER route add 10.64.0.0/13 via 10.77.0.2");
            namespaces.must(
                    "ip -n SERVER neigh replace 10.77.0.2 lladdr " + CLIENT_MAC + " nud permanent dev " + INTERFACE);
            return namespaces;
        } catch (IOException e) {
            namespaces.close();
            throw e;
        }
    }

    String server() {
        return server;
    }

    String clients() {
        return clients;
    }

    /** A command that runs in one of them. */
    List<String> inside(String namespace, List<String> command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        whole.addAll(command);
        return whole;
    }

    @Override
    public void close() throws IOException {
        Runtime.getRuntime().removeShutdownHook(atExit);
        remove();
    }

    /** Ends what still runs in them, then removes them. */
    private void remove() throws IOException {
        for (String name : pair ? List.of(server, clients) : List.of(server)) {
            for (String pid : said(List.of("ip", "netns", "pids", name)).split("\\s+", -1)) {
                if (!pid.isEmpty()) {
                    ProcessHandle.of(Long.parseLong(pid)).ifPresent(ProcessHandle::destroy);
                }
            }
            command(List.of("ip", "netns", "del", name));
        }
    }

    private void removeAtExit() {
        try {
            remove();
        } catch (IOException e) {
            System.err.println("bench: " + server + " is left behind: " + e.getMessage());
        }
    }

    private void must(String line) throws IOException {
        String named = line.replace("SERVER", server).replace("CLIENTS", clients);
        if (command(List.of(named.split(" ", -1))) != 0) {
            throw new NotHere("refused: " + named);
        }
    }

    private static String said(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static int command(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            int status = process.waitFor();
            if (status != 0) {
                System.err.print(said);
            }
            return status;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted at " + String.join(" ", command));
        }
    }
}
