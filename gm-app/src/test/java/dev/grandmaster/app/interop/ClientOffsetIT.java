package dev.grandmaster.app.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client measures is our true error; and an error of 20 us, planted where the clock cannot know of it, arrives at the client with
 * its size and its sign. Several boards run side by side, each with a client and a cable of its own.
 *
 * <p>Known to fail now, and therefore one of the longer runs: clients read about 0.6 us less than our true error, beyond the 0.5 us
 * asked for. The kernel's way is not alike in both directions; where the difference comes from is open.
 *
 * <p>Each has a single port. The kernel's way from a software stamp to the wire takes 2.3 us when its code has not run for a while, and
 * 0.3 us when it has just run for another port; only with one port are both directions alike, so that they cancel.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClientOffsetIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ENOUGH = 25;
    private static final long PLANTED_NS = 20_000;
    private static final long TOLERANCE_NS = 500;
    private static final String SITE = """
            [[ptp.port]]
            interface = "gm"
            transport = "TRANSPORT"
            timestamping = "software"
            logAnnounceInterval = 0
            logSyncInterval = -2
            logMinDelayReqInterval = -2
            """;

    /** A board with the client that follows it. */
    private record Pair(Cable cable, Service service, Ptp4l client) implements AutoCloseable {

        static Pair start(Path folder, String transport, String... sets) throws IOException {
            Files.createDirectories(folder);
            Cable cable = Cable.lay();
            return new Pair(cable, Service.start(cable, folder, SITE.replace("TRANSPORT", transport), sets),
                    Ptp4l.client(cable, transport, folder, "020000.fffe.000001"));
        }

        @Override
        public void close() {
            try (cable; service; client) {
                client.program().close();
            }
        }
    }

    private final List<Pair> all = Collections.synchronizedList(new ArrayList<>());
    private final Map<String, Pair> faultless = new LinkedHashMap<>();
    private @Nullable PtpdPair ptpd;
    private @Nullable Pair latePulse;
    private @Nullable Pair longCable;

    /** A board with a ptpd: two clients on one cable would warm the kernel's way for each other. */
    private record PtpdPair(Cable cable, Service service, Ptpd client) implements AutoCloseable {

        static PtpdPair start(Path folder) throws IOException {
            Files.createDirectories(folder);
            Cable cable = Cable.lay();
            return new PtpdPair(cable, Service.start(cable, folder, SITE.replace("TRANSPORT", "UDPv4")),
                    Ptpd.client(cable, folder));
        }

        @Override
        public void close() {
            try (cable; service) {
                client.close();
            }
        }
    }

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Needs.longerRuns();
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "ptpd");
        Service.build();
        for (String transport : List.of("UDPv4", "UDPv6", "L2")) {
            faultless.put(transport, kept(Pair.start(folder.resolve(transport), transport)));
        }
        PtpdPair slave = PtpdPair.start(folder.resolve("ptpd"));
        ptpd = slave;
        latePulse = kept(Pair.start(folder.resolve("late"), "UDPv4",
                "fault=[{atS = 0, kind = \"ppsStepNs\", value = " + PLANTED_NS + "}]"));
        longCable = kept(Pair.start(folder.resolve("cable"), "UDPv4",
                "antenna.lengthDelayNs=" + PLANTED_NS));
        slave.service().awaitLocked(LIMIT);
        slave.client().awaitSlave(LIMIT);
        for (Pair pair : all) {
            pair.service().awaitLocked(LIMIT);
            pair.client().awaitMaster(LIMIT);
        }
    }

    private Pair kept(Pair pair) {
        all.add(pair);
        return pair;
    }

    @AfterAll
    void stop() {
        if (ptpd != null) {
            ptpd.close();
        }
        all.forEach(Pair::close);
    }

    private Pair faultless(String transport) {
        return running(faultless.get(transport));
    }

    private static Pair running(@Nullable Pair pair) {
        return Optional.ofNullable(pair).orElseThrow();
    }

    private static Samples latest(Samples samples) {
        List<Long> values = samples.values();
        return new Samples(values.subList(Math.max(0, values.size() - ENOUGH), values.size()));
    }

    /** A client's number is its clock, which is the truth here, minus ours. */
    @Test
    @Timeout(300)
    void eachClientMeasuresTheTrueError() {
        PtpdPair slave = Optional.ofNullable(ptpd).orElseThrow();
        Samples.settled(() -> slave.client().offsets(slave.client().mark(), 2 * ENOUGH, LIMIT),
                () -> -slave.service().trueErrorNs(), TOLERANCE_NS);
        faultless.values().forEach(pair -> Samples.settled(() -> pair.client().offsets(ENOUGH, LIMIT),
                () -> -pair.service().trueErrorNs(), TOLERANCE_NS));
    }

    /** We are behind by as much as the pulse is late, so the client, which is right, sees itself ahead of us. */
    @Test
    @Timeout(300)
    void aLatePulseMovesTheClientByAsMuch() {
        Ptp4l reference = faultless("UDPv4").client();
        int mark = reference.mark();
        Samples.settled(() -> running(latePulse).client().offsets(ENOUGH, LIMIT),
                () -> latest(reference.offsetsFrom(mark)).median() + PLANTED_NS, TOLERANCE_NS);
    }

    @Test
    @Timeout(300)
    void anAntennaCableShowsUntilItIsCompensated() {
        Ptp4l client = running(longCable).client();
        Service service = running(longCable).service();
        Samples before = Samples.settled(() -> client.offsets(ENOUGH, LIMIT), () -> PLANTED_NS, TOLERANCE_NS);
        service.set("antenna.cableDelayNs", Long.toString(PLANTED_NS));
        service.await("the slew's end", Duration.ofMinutes(3),
                status -> status.isLocked() && Math.abs(status.nanoseconds("trueErrorNs")) < 200);
        Samples.settled(() -> client.offsets(ENOUGH, LIMIT), () -> before.median() - PLANTED_NS, TOLERANCE_NS);
    }
}
