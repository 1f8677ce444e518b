package dev.grandmaster.app.interop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client measures is our true error; and an error of 8 or 20 us, planted where the clock cannot know of it, arrives at the client with
 * its size and its sign.
 *
 * <p>Each transport once, one board with one port and one client at a time. The kernel's way from a software stamp to the wire takes 2.3 us when its code has
 * not run for a while, and 0.3 us when it has just run for somebody else: only a client that has the machine for itself sees ways that
 * are alike in both directions, so that they cancel. With six boards side by side the clients read 0.6 us too little.
 */
@Tag("alone")
class ClientOffsetIT {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int ENOUGH = 20;
    private static final long PLANTED_NS = 20_000;
    /** A kilometre and a half of cable: what is slewed away takes its time. */
    private static final long CABLE_NS = 8_000;
    private static final long TOLERANCE_NS = 500;
    private static final String IDENTITY = "020000.fffe.000001";
    private static final String SITE = """
            [[ptp.port]]
            interface = "gm"
            transport = "TRANSPORT"
            timestamping = "software"
            logAnnounceInterval = 0
            logSyncInterval = -2
            logMinDelayReqInterval = -2
            """;

    @TempDir
    private Path folder;

    @BeforeAll
    static void prepare() {
        Needs.namespaces();
        Needs.programs("ptp4l", "pmc", "ptpd");
        Service.build();
    }

    /** A board with the ptp4l that follows it. */
    private record Pair(Cable cable, Service service, Ptp4l client) implements AutoCloseable {

        static Pair start(Path folder, String transport, String... sets) {
            Cable cable = Cable.lay();
            Service service = Service.start(cable, folder, SITE.replace("TRANSPORT", transport), sets);
            service.awaitLocked(LIMIT);
            Ptp4l client = Ptp4l.client(cable, transport, folder, IDENTITY);
            client.awaitMaster(LIMIT);
            return new Pair(cable, service, client);
        }

        /** A client's number is its clock, which is the truth here, minus ours. */
        Samples measureTrueError() {
            return Samples.settled(() -> client.offsets(ENOUGH, LIMIT), () -> -service.trueErrorNs(), TOLERANCE_NS);
        }

        @Override
        public void close() {
            try (cable; service; client) {
                client.program().close();
            }
        }
    }

    @Test
    @Timeout(300)
    void aPtp4lAndThenAPtpdMeasureTheTrueError() throws IOException {
        try (Cable cable = Cable.lay();
                Service service = Service.start(cable, folder, SITE.replace("TRANSPORT", "UDPv4"))) {
            service.awaitLocked(LIMIT);
            try (Ptp4l client = Ptp4l.client(cable, "UDPv4", folder, IDENTITY)) {
                client.awaitMaster(LIMIT);
                Samples.settled(() -> client.offsets(ENOUGH, LIMIT), () -> -service.trueErrorNs(), TOLERANCE_NS);
            }
            try (Ptpd client = Ptpd.client(cable, folder)) {
                client.awaitSlave(LIMIT);
                Samples.settled(() -> client.offsets(client.mark(), 2 * ENOUGH, LIMIT), () -> -service.trueErrorNs(),
                        TOLERANCE_NS);
            }
        }
    }

    /** We are behind by as much as the pulse is late, so the client, which is right, sees itself ahead of us. */
    @Test
    @Timeout(300)
    void aLatePulseMovesTheClientByAsMuch() {
        String late = "fault=[{atS = 0, kind = \"ppsStepNs\", value = " + PLANTED_NS + "}]";
        try (Pair pair = Pair.start(folder, "L2", late)) {
            pair.measureTrueError().assertMedian(PLANTED_NS, TOLERANCE_NS);
        }
    }

    @Test
    @Timeout(300)
    void anAntennaCableShowsUntilItIsCompensated() {
        try (Pair pair = Pair.start(folder, "UDPv6", "antenna.lengthDelayNs=" + CABLE_NS)) {
            pair.measureTrueError().assertMedian(CABLE_NS, TOLERANCE_NS);
            pair.service().set("antenna.cableDelayNs", Long.toString(CABLE_NS));
            // The rest is slewed so gently that a client can be read meanwhile.
            pair.service().await("the slew's end", Duration.ofMinutes(3),
                    status -> status.isLocked() && Math.abs(status.nanoseconds("trueErrorNs")) < 1000);
            pair.measureTrueError().assertMedian(0, 2 * TOLERANCE_NS);
        }
    }
}
