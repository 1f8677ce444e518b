package dev.grandmaster.app.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ptp4l of linuxptp with software time stamps, which leaves the host's clock alone.
 *
 * <p>What it prints as {@code master offset} is its clock minus the master's. Its clock is the host's CLOCK_REALTIME,
 * which is UTC; when the master says that it is on the PTP timescale, ptp4l takes the announced currentUtcOffset off
 * before it prints. Against a true master on TAI with offset 37 the number is therefore 0, and not -37 s; a master
 * whose offset were wrong, or who called UTC the PTP timescale, shows as whole seconds. A master that is ahead by x
 * shows as -x.
 */
final class Ptp4l implements AutoCloseable {
    private static final Pattern OFFSET = Pattern.compile("master offset +(-?\\d+) ");
    private static final Pattern DATA = Pattern.compile("^\\s+(\\S+)\\s+(\\S.*?)\\s*$");

    private final Program program;
    private final Path socket;

    private Ptp4l(Program program, Path socket) {
        this.program = program;
        this.socket = socket;
    }

    /**
     * Starts a client that runs free: it prints its offset about each second and stays UNCALIBRATED by its design.
     *
     * @param transport network_transport: UDPv4, UDPv6 or L2
     * @param folder for its configuration and its socket
     * @param identity its clock identity; clients on one interface must differ
     */
    static Ptp4l client(Cable cable, String transport, Path folder, String identity) {
        return client(cable, transport, folder, identity, Map.of(), "");
    }

    /** The same with options of a profile, and sections that follow the options; each overrides what a client has otherwise. */
    static Ptp4l client(Cable cable, String transport, Path folder, String identity, Map<String, String> options,
            String sections) {
        return start(cable.peer(), Cable.PEER, transport, folder, identity, clientWith(options), sections);
    }

    /** A client at a hub. */
    static Ptp4l client(Hub hub, int member, String transport, Path folder, String identity,
            Map<String, String> options, String sections) {
        return start(hub.member(member), Hub.PORT, transport, folder, identity, clientWith(options), sections);
    }

    /** A client of a linuxptp that is newer than this system's, see {@link Needs#newerLinuxptp}. */
    static Ptp4l newerClient(Path root, Cable cable, String transport, Path folder, String identity,
            Map<String, String> options) {
        return start(List.of(root + "/usr/lib64/ld-linux-x86-64.so.2", "--library-path",
                root + "/usr/lib/x86_64-linux-gnu", root + "/usr/sbin/ptp4l"), cable.peer(), Cable.PEER, transport,
                folder,
                identity, clientWith(options), "");
    }

    private static Map<String, String> clientWith(Map<String, String> options) {
        Map<String, String> all = new TreeMap<>(Map.of("slaveOnly", "1", "free_running", "1", "freq_est_interval", "0",
                "summary_interval", "-8", "logMinDelayReqInterval", "-2"));
        all.putAll(options);
        return all;
    }

    /** A master at a hub, of clockClass 248. */
    static Ptp4l master(Hub hub, int member, String transport, Path folder, String identity) {
        return start(hub.member(member), Hub.PORT, transport, folder, identity, master(128));
    }

    /** Starts a master at the clients' end that competes with ours: the smaller priority1 wins. */
    static Ptp4l rival(Cable cable, String transport, Path folder, String identity, int priority1) {
        return start(cable.peer(), Cable.PEER, transport, folder, identity, master(priority1));
    }

    /** Starts a master at the clients' end that is in another domain and so competes with nobody. */
    static Ptp4l stranger(Cable cable, String transport, Path folder, String identity, int domainNumber) {
        Map<String, String> options = new TreeMap<>(master(128));
        options.put("domainNumber", Integer.toString(domainNumber));
        return start(cable.peer(), Cable.PEER, transport, folder, identity, options);
    }

    /** Starts a master in the place of ours. */
    static Ptp4l masterOnOurSide(Cable cable, String transport, Path folder, String identity) {
        return start(cable.gm(), Cable.GM, transport, folder, identity, master(128));
    }

    private static Map<String, String> master(int priority1) {
        return Map.of("priority1", Integer.toString(priority1), "free_running", "1", "logAnnounceInterval", "0",
                "logMinDelayReqInterval", "-2", "logSyncInterval", "-2");
    }

    private static Ptp4l start(Namespace where, String link, String transport, Path folder, String identity,
            Map<String, String> options) {
        return start(where, link, transport, folder, identity, options, "");
    }

    private static Ptp4l start(Namespace where, String link, String transport, Path folder, String identity,
            Map<String, String> options, String sections) {
        return start(List.of("ptp4l"), where, link, transport, folder, identity, options, sections);
    }

    private static Ptp4l start(List<String> ptp4l, Namespace where, String link, String transport, Path folder,
            String identity, Map<String, String> options, String sections) {
        Map<String, String> all = new TreeMap<>(options);
        all.put("network_transport", transport);
        all.put("time_stamping", "software");
        all.put("clockIdentity", identity);
        all.put("uds_address", folder.resolve(identity).toString());
        if (!version(ptp4l).startsWith("3")) {
            all.put("uds_ro_address", folder.resolve(identity + ".ro").toString());
        }
        String text = all.entrySet().stream().map(each -> each.getKey() + " " + each.getValue())
                .collect(Collectors.joining("\n", "[global]\n", "\n[" + link + "]\n" + sections));
        Path file = folder.resolve("ptp4l-" + identity + ".cfg");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ptp4l(where.start(with(ptp4l, "-f", file.toString(), "-m", "-q", "-l", "6"), folder, Map.of()),
                folder.resolve(identity));
    }

    private static String version(List<String> ptp4l) {
        return Namespace.succeed(with(ptp4l, "-v")).strip();
    }

    private static List<String> with(List<String> command, String... arguments) {
        return Stream.concat(command.stream(), Stream.of(arguments)).toList();
    }

    /** Waits until it follows a master; gives the master's clock identity. */
    String awaitMaster(Duration limit) {
        program.await("port 1[^:]*: \\w+ to UNCALIBRATED", limit);
        return ask("PARENT_DATA_SET").getOrDefault("grandmasterIdentity", "");
    }

    /** Waits for offsets that it measures from now on. */
    Samples offsets(int count, Duration limit) {
        int mark = program.mark();
        Patience.awaitThat(count + " offsets of ptp4l", limit, () -> offsetsFrom(mark).values().size() >= count);
        return offsetsFrom(mark);
    }

    /** A mark for {@link #offsetsFrom}. */
    int mark() {
        return program.mark();
    }

    /** Offsets measured since a mark. */
    Samples offsetsFrom(int mark) {
        return new Samples(program.matches(OFFSET, mark).stream().map(match -> Long.valueOf(match.group(1))).toList());
    }

    /** What pmc, asked for a data set of this ptp4l, answers; the names are pmc's. Empty when it does not. */
    Map<String, String> ask(String dataSet) {
        return pmc("GET " + dataSet);
    }

    /** The same where the clock has another domain than 0, or another transportSpecific. */
    Map<String, String> ask(String dataSet, int domainNumber, int transportSpecific) {
        return pmc("GET " + dataSet, "-d", Integer.toString(domainNumber), "-t", Integer.toString(transportSpecific));
    }

    /** Makes a ptp4l that is master claim a clock quality; time properties are those of TAI with a known offset. */
    void claim(int clockClass, String clockAccuracy) {
        claim(0, clockClass, clockAccuracy, 37);
    }

    /** The same in a domain, with any offset. With software time stamps its own time is the host's UTC: 0 is true then, and 37 is not. */
    void claim(int domainNumber, int clockClass, String clockAccuracy, int currentUtcOffset) {
        pmc("SET GRANDMASTER_SETTINGS_NP clockClass " + clockClass + " clockAccuracy " + clockAccuracy
                + " offsetScaledLogVariance 0x4e5d currentUtcOffset " + currentUtcOffset
                + " leap61 0 leap59 0 currentUtcOffsetValid 1"
                + " ptpTimescale 1 timeTraceable 1 frequencyTraceable 1 timeSource 0x20", "-d",
                Integer.toString(domainNumber));
    }

    private Map<String, String> pmc(String request, String... options) {
        List<String> command = new ArrayList<>(List.of("pmc", "-u", "-b", "0", "-s", socket.toString()));
        command.addAll(List.of(options));
        command.add(request);
        String answer = Namespace.succeed(command);
        return answer.lines().map(DATA::matcher).filter(Matcher::find)
                .collect(Collectors.toMap(match -> match.group(1).replace("gm.", ""), match -> match.group(2),
                        (first, second) -> second));
    }

    Program program() {
        return program;
    }

    @Override
    public void close() {
        program.close();
    }
}
