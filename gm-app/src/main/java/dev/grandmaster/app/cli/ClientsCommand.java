package dev.grandmaster.app.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import dev.grandmaster.app.control.ControlSocket;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code gm clients}: who is served, a line a client. */
@Command(name = "clients", description = "Lists the PTP clients of the running service, a page of them.")
final class ClientsCommand implements Callable<Integer> {
    private static final String REFUSAL = "error: ";

    private final Installation installation;
    private final PrintStream out;
    private final PrintStream err;

    @Option(names = "--offset", paramLabel = "N", description = "The first of the page, from 0.")
    private int offset;
    @Option(names = "--limit", paramLabel = "N", description = "At most so many, up to 1000; 100 without it.")
    private int limit = 100;
    @Option(names = "--json", description = "One JSON object instead of a table.")
    private boolean asJson;
    @Option(names = "--state-dir", paramLabel = "DIR", description = "State directory of the service.")
    private @Nullable Path stateDirectory;

    ClientsCommand(Installation installation, PrintStream out, PrintStream err) {
        this.installation = installation;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() {
        Path directory = stateDirectory == null ? installation.stateDirectory() : stateDirectory;
        String answer;
        try {
            answer = ControlSocket.ask(directory, "clients " + offset + ' ' + limit);
        } catch (IOException e) {
            err.println("gm: no service runs with the state directory " + directory);
            return ExitCode.HARDWARE.status();
        }
        if (answer.startsWith(REFUSAL)) {
            err.println("gm: " + answer.substring(REFUSAL.length()));
            return ExitCode.USAGE.status();
        }
        if (asJson) {
            out.println(answer);
        } else if (Jsonb.builder().build().type(Object.class).fromJson(answer) instanceof Map<?, ?> parts) {
            print(parts);
        }
        return ExitCode.OK.status();
    }

    private void print(Map<?, ?> parts) {
        out.println(line("address", "clockIdentity", "port", "interface", "net", "grants (log interval/s left/sent)",
                "asked s", "denied", "own offset ns", "told"));
        for (Object each : (List<?>) present(parts.get("clients"))) {
            Map<?, ?> client = (Map<?, ?>) each;
            out.println(line(text(client, "address"), text(client, "clockIdentity"), text(client, "portNumber"),
                    text(client, "interface"), text(client, "transport"), grants(client),
                    text(client, "lastDelayReqS"), text(client, "denied"), text(client, "offsetFromMasterNs"),
                    text(client, "reportAgeS")));
        }
        for (Object each : (List<?>) present(parts.get("refused"))) {
            Map<?, ?> refused = (Map<?, ?>) each;
            out.println("refused: " + text(refused, "address") + ' ' + text(refused, "clockIdentity") + " messageType "
                    + text(refused, "messageType") + ": " + text(refused, "why") + ", " + text(refused, "count")
                    + " times, last " + text(refused, "ageS") + " s ago");
        }
        out.println(text(parts, "total") + " clients in all");
    }

    private static String line(Object... columns) {
        return String
                .format(Locale.ROOT, "%-40s %-19s %5s %-12s %-6s %-44s %7s %6s %14s %12s", columns).stripTrailing();
    }

    private static String grants(Map<?, ?> client) {
        return ((List<?>) present(client.get("grants"))).stream().map(each -> (Map<?, ?>) each)
                .map(grant -> text(grant, "messageType") + ' ' + text(grant, "logInterval") + '/'
                        + text(grant, "expiresS") + '/' + text(grant, "sent"))
                .collect(Collectors.joining(", "));
    }

    private static String text(Map<?, ?> parts, String key) {
        Object value = parts.get(key);
        return value == null
                ? "-"
                : value instanceof Double number && number == Math.rint(number)
                        ? Long.toString(number.longValue())
                        : value.toString();
    }

    private static Object present(@Nullable Object value) {
        return value == null ? List.of() : value;
    }
}
