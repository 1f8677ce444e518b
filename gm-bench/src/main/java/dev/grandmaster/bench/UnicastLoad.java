package dev.grandmaster.bench;

import java.util.Locale;

/**
 * Clients, and how often each is served.
 *
 * @param clients addresses, each a client
 * @param logRate Syncs a second for each, logarithm to base 2
 * @param abuse what somebody else does meanwhile, a word of {@code clients.c}; empty for nothing
 * @param abuseRate how often a second
 */
record UnicastLoad(int clients, int logRate, String abuse, int abuseRate) {

    static UnicastLoad of(int clients, int logRate) {
        return new UnicastLoad(clients, logRate, "", 0);
    }

    UnicastLoad abused(String by, int rate) {
        return new UnicastLoad(clients, logRate, by, rate);
    }

    /** Syncs a second that are due to all. */
    double due() {
        return clients * Math.pow(2, logRate);
    }

    /** {@code 1,000 x 128/s}. */
    String text() {
        return logRate < 0
                ? String.format(Locale.ROOT, "%,d x 1/%d s", clients, 1 << -logRate)
                : String.format(Locale.ROOT, "%,d x %d/s", clients, 1 << logRate);
    }
}
