package dev.grandmaster.app.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A ptpd that may not touch the clock. Its offset is, like that of {@link Ptp4l}, the host's UTC minus the master's TAI
 * with the announced currentUtcOffset taken off.
 */
final class Ptpd implements AutoCloseable {
    /** Columns of a line of its statistics. */
    private static final int STATE = 1;
    private static final int OFFSET = 4;
    private static final int LAST_MESSAGE = 8;

    private final Program program;
    private final Path statistics;
    private final Path status;

    private Ptpd(Program program, Path statistics, Path status) {
        this.program = program;
        this.statistics = statistics;
        this.status = status;
    }

    /** Starts a client over UDPv4. */
    static Ptpd client(Cable cable, Path folder) {
        return client(cable.peer(), Cable.PEER, folder, "multicast", "");
    }

    /**
     * The same in another way of delivery.
     *
     * @param mode ptpengine:ip_mode
     * @param more further lines of its configuration
     */
    static Ptpd client(Namespace where, String link, Path folder, String mode, String more) {
        Path statistics = folder.resolve("ptpd-" + mode + ".statistics");
        Path status = folder.resolve("ptpd-" + mode + ".status");
        Path file = folder.resolve("ptpd-" + mode + ".conf");
        try {
            Files.writeString(file, """
                    ptpengine:interface=%s
                    ptpengine:preset=slaveonly
                    ptpengine:ip_mode=%s
                    ptpengine:use_libpcap=n
                    ptpengine:log_delayreq_interval=-2
                    ptpengine:log_delayreq_override=y
                    clock:no_adjust=y
                    clock:no_reset=y
                    global:foreground=y
                    global:use_syslog=n
                    global:ignore_lock=y
                    global:statistics_file=%s
                    global:status_file=%s
                    global:log_status=y
                    global:status_update_interval=1
                    %s""".formatted(link, mode, statistics, status, more));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Ptpd(where.start("ptpd", "-c", file.toString()), statistics, status);
    }

    void awaitSlave(Duration limit) {
        program.await(Pattern.compile("Now in state: PTP_SLAVE"), 0, limit);
    }

    /** Its status file, as it is now. */
    String status() {
        return read(status);
    }

    /** How many lines of statistics there are: where to look for later ones. */
    int mark() {
        return lines().size();
    }

    /** Waits for offsets that it measures from a mark on. */
    Samples offsets(int mark, int count, Duration limit) {
        Patience.awaitThat(count + " offsets of ptpd", limit, () -> offsetsFrom(mark).values().size() >= count);
        return offsetsFrom(mark);
    }

    private Samples offsetsFrom(int mark) {
        return new Samples(lines().stream().skip(mark).map(line -> line.split(", *"))
                .filter(columns -> columns.length > LAST_MESSAGE && "slv".equals(columns[STATE])
                        && "S".equals(columns[LAST_MESSAGE]))
                .map(columns -> Math.round(Double.parseDouble(columns[OFFSET]) * 1e9)).toList());
    }

    private List<String> lines() {
        String text = read(statistics);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        program.close();
    }
}
