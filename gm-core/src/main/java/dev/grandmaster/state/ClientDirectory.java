package dev.grandmaster.state;

import java.util.concurrent.CompletableFuture;

/** Where anybody asks, from any thread, who the clients are. */
public interface ClientDirectory {

    /**
     * Asks for a page; the answer comes within a second or two, from the PTP agent's next cycle.
     *
     * @param offset of the first client, from 0; beyond the last one the page is empty
     * @param limit  at most so many, 1 to {@link PtpClients#LONGEST_PAGE}
     * @return fails with {@link IllegalStateException} where too many ask at once
     */
    CompletableFuture<PtpClients> page(int offset, int limit);
}
