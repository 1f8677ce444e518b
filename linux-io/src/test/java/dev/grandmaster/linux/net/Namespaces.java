package dev.grandmaster.linux.net;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.io.IOException;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import dev.grandmaster.linux.ffi.Files;
import dev.grandmaster.linux.ffi.Native;
import org.junit.jupiter.api.Assumptions;

/**
 * Two network namespaces joined by a veth pair, {@code gm0} in each, for one test; removed by {@link #close}, with everything inside. The
 * calling thread enters a namespace with {@link #enter} and goes home with {@link #leave}.
 */
final class Namespaces {

    static final String INTERFACE = "gm0";

    private static final int CLONE_NEWNET = 0x4000_0000;
    private static final List<String> PATH = List.of("/usr/bin", "/usr/sbin", "/bin", "/sbin");
    private static final MethodHandle SETNS = Native.function("setns",
            FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT));

    final String ours = "gm-" + ProcessHandle.current().pid() + "-ours";
    final String theirs = "gm-" + ProcessHandle.current().pid() + "-theirs";
    private final int home = Files.open("/proc/thread-self/ns/net", Files.O_RDONLY);

    /** Skips the test, visibly, where namespaces cannot be made. */
    static Namespaces make() throws Exception {
        Assumptions.assumeTrue("root".equals(System.getProperty("user.name")), "network namespaces need root");
        assumeInstalled("ip");
        Namespaces made = new Namespaces();
        try {
            run("ip", "netns", "add", made.ours);
            run("ip", "netns", "add", made.theirs);
            run("ip", "-n", made.ours, "link", "set", "lo", "up");
            made.addPair();
        } catch (Exception | Error failed) {
            made.close();
            throw failed;
        }
        return made;
    }

    /** Skips the test, visibly, where one of these programs is missing. */
    static void assumeInstalled(String... programs) {
        for (String program : programs) {
            Assumptions.assumeTrue(
                    PATH.stream().anyMatch(place -> java.nio.file.Files.isExecutable(Path.of(place, program))),
                    () -> program + " is not installed");
        }
    }

    /** Makes the pair and gives it addresses; also after {@link #removePair}. */
    void addPair() throws Exception {
        run("ip", "-n", ours, "link", "add", INTERFACE, "type", "veth", "peer", "name", INTERFACE, "netns", theirs);
        for (String side : List.of(ours, theirs)) {
            String host = side.equals(ours) ? "1" : "2";
            run("ip", "-n", side, "link", "set", INTERFACE, "up");
            run("ip", "-n", side, "addr", "add", "10.77.0." + host + "/24", "dev", INTERFACE);
            run("ip", "-n", side, "-6", "addr", "add", "fd77::" + host + "/64", "dev", INTERFACE, "nodad");
        }
    }

    void removePair() throws Exception {
        run("ip", "-n", ours, "link", "del", INTERFACE);
    }

    /** Runs {@code ip} on our side. */
    void ip(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("ip", "-n", ours));
        command.addAll(List.of(arguments));
        run(command.toArray(String[]::new));
    }

    void enter(String namespace) {
        enterNamed(namespace);
    }

    /** Puts the calling thread into a namespace that {@code ip netns} knows. */
    static void enterNamed(String namespace) {
        int fd = Files.open("/run/netns/" + namespace, Files.O_RDONLY);
        switchTo(fd);
        Files.close(fd);
    }

    void leave() {
        switchTo(home);
    }

    private static void switchTo(int fd) {
        MemorySegment errno = Native.errno();
        int result;
        try {
            result = Native.result((int) SETNS.invokeExact(errno, fd, CLONE_NEWNET), errno);
        } catch (Throwable t) {
            throw Native.broken("setns", t);
        }
        if (result < 0) {
            throw new IllegalStateException("setns answers " + result);
        }
    }

    static String run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(String.join(" ", command) + ": " + output);
        }
        return output;
    }

    void close() throws IOException, InterruptedException {
        leave();
        Files.close(home);
        for (String namespace : List.of(ours, theirs)) {
            if (java.nio.file.Files.exists(Path.of("/run/netns", namespace))) {
                run("ip", "netns", "del", namespace);
            }
        }
    }
}
