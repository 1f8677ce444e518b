package dev.grandmaster.app.cli;

import java.io.PrintStream;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;

import dev.grandmaster.app.Service;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.Waiter;
import dev.grandmaster.linux.board.PpollWaiter;
import dev.grandmaster.linux.net.UnixDatagrams;
import dev.grandmaster.linux.time.LinuxMonotonic;
import dev.grandmaster.ptp.management.ManagementError;
import dev.grandmaster.ptp.management.ManagementId;
import dev.grandmaster.ptp.management.ManagementQuery;
import dev.grandmaster.ptp.wire.DecodedMessage;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code gm pmc}: a PTP management client over the socket of the running service. */
@Command(name = "pmc", description = "Asks the running service as a PTP management client; a JSON object an answer.")
final class PmcCommand implements Callable<Integer> {
    private static final long FIRST_ANSWER_NS = 2_000_000_000L;
    private static final long FURTHER_ANSWERS_NS = 100_000_000L;

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;
    private final JsonType<Object> json = Jsonb.builder().build().type(Object.class);

    @Spec
    private @Nullable CommandSpec spec;
    @Parameters(arity = "1..*", paramLabel = "QUERY", description = "GET ID, with a keyField where it has several, SET PRIORITY1|PRIORITY2 VALUE, COMMAND ENABLE_PORT|DISABLE_PORT.")
    private List<String> words = new ArrayList<>();
    @Option(names = {"-s",
            "--socket"}, paramLabel = "PATH", description = "The socket; without it, the one in the state directory.")
    private @Nullable Path socket;
    @Option(names = "--state-dir", paramLabel = "DIR", description = "State directory of the service.")
    private @Nullable Path stateDirectory;
    @Option(names = {"-d", "--domain"}, paramLabel = "NUMBER", description = "domainNumber; 0 without it.")
    private int domainNumber;

    PmcCommand(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        MemorySegment question = question();
        Path path = path();
        MonotonicClock clock = new LinuxMonotonic();
        int answers = 0;
        try (UnixDatagrams channel = UnixDatagrams.asks(path, question);
                Waiter waiter = new PpollWaiter(List.of(channel), clock)) {
            long untilMonoNs = clock.nowNs() + FIRST_ANSWER_NS;
            while (untilMonoNs - clock.nowNs() > 0) {
                int length = channel.receive();
                if (length > 0) {
                    print(DecodedMessage.decode(channel.request(), 0, length));
                    answers++;
                    untilMonoNs = clock.nowNs() + FURTHER_ANSWERS_NS;
                } else if (length < 0) {
                    waiter.await(untilMonoNs);
                }
            }
        } catch (BoardException e) {
            err.println("gm: " + e.getMessage());
            return ExitCode.HARDWARE.status();
        }
        if (answers == 0) {
            err.println("gm: no answer from " + path + " for domain " + domainNumber);
            return ExitCode.HARDWARE.status();
        }
        return ExitCode.OK.status();
    }

    private MemorySegment question() {
        try {
            if (domainNumber < 0 || domainNumber > 255) {
                throw new IllegalArgumentException("domain " + domainNumber + " is not 0 to 255");
            }
            return ManagementQuery.parse(String.join(" ", words)).message(domainNumber, 0);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(Objects.requireNonNull(spec).commandLine(), "pmc: " + e.getMessage(), e);
        }
    }

    private Path path() {
        Path named = socket;
        if (named != null) {
            return named;
        }
        Path directory = stateDirectory;
        return (directory == null ? installation.stateDirectory() : directory).resolve(Service.MANAGEMENT_SOCKET);
    }

    private void print(DecodedMessage answer) {
        for (Map<String, Object> tlv : answer.tlvs()) {
            Map<String, Object> line = new LinkedHashMap<>();
            line.put("sourcePortIdentity", answer.header().get("sourcePortIdentity"));
            ManagementId id = tlv.get("managementId") instanceof Long wire
                    ? ManagementId.ofWire(wire.intValue())
                    : null;
            if (id != null) {
                line.put("management", id.name());
            }
            ManagementError error = tlv.get("managementErrorId") instanceof Long wire
                    ? ManagementError.ofWire(wire.intValue())
                    : null;
            if (error != null) {
                line.put("error", error.name());
            }
            line.putAll(tlv);
            line.keySet().removeAll(List.of("tlvType", "lengthField"));
            out.println(json.toJson(line));
        }
    }
}
