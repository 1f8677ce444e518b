package dev.grandmaster.app;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

import dev.grandmaster.app.status.ClientList;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.state.PtpClients;
import io.avaje.jsonb.JsonType;
import io.avaje.jsonb.Jsonb;
import org.jspecify.annotations.Nullable;

/**
 * Answers {@code clients OFFSET LIMIT} of the control socket with one JSON object. On the asker's thread: the supervisor has better to do
 * than to wait for the wire's next cycle.
 */
final class ClientQueries {
    static final String COMMAND = "clients";

    private static final long PATIENCE_S = 5;
    private static final JsonType<Object> JSON = Jsonb.builder().serializeNulls(true).build().type(Object.class);

    private final Supplier<@Nullable ClientDirectory> clients;

    /** @param clients as they are now; null where PTP is not served */
    ClientQueries(Supplier<@Nullable ClientDirectory> clients) {
        this.clients = clients;
    }

    /** Whether a line is for us. */
    static boolean asks(String line) {
        return line.equals(COMMAND) || line.startsWith(COMMAND + ' ');
    }

    String answer(String line) {
        ClientDirectory directory = clients.get();
        if (directory == null) {
            return "error: PTP is not served";
        }
        List<String> words = List.of(line.split(" +", -1));
        try {
            int offset = words.size() > 1 ? Integer.parseInt(words.get(1)) : 0;
            int limit = words.size() > 2 ? Integer.parseInt(words.get(2)) : PtpClients.LONGEST_PAGE;
            Map<String, @Nullable Object> parts = ClientList
                    .parts(directory.page(offset, limit).get(PATIENCE_S, TimeUnit.SECONDS));
            return JSON.toJson(parts);
        } catch (IllegalArgumentException e) {
            return "error: clients takes an offset from 0 and a limit from 1 to " + PtpClients.LONGEST_PAGE;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "error: interrupted";
        } catch (ExecutionException e) {
            return "error: " + e.getMessage();
        } catch (TimeoutException e) {
            return "error: the PTP agent did not answer within " + PATIENCE_S + " s";
        }
    }
}
