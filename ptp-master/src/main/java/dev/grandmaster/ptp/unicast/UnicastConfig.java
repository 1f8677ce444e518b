package dev.grandmaster.ptp.unicast;

import java.util.List;

import dev.grandmaster.board.PtpAddress;

/**
 * Limits of unicast negotiation.
 *
 * @param maxClients that hold grants at one time, of all ports of an agent
 * @param minLogInterval the shortest interval granted, logarithm to base 2 of seconds
 * @param maxDurationSeconds longer requests are granted this
 * @param maxClientsPerAddress port identities behind one source address
 * @param messageBudget messages a second that may be promised, Sync counting twice for its Follow_Up; {@link #MEASURED} for what the
 *                      machine is seen to carry
 * @param whenPassive whether grants are given and kept while a better master is here
 * @param access who may ask
 */
public record UnicastConfig(int maxClients, int minLogInterval, int maxDurationSeconds, int maxClientsPerAddress,
        int messageBudget, boolean whenPassive, Access access) {

    /** The longest interval granted, 16 s. */
    public static final int MAX_LOG_INTERVAL = 4;

    /** In place of a number of messages. */
    public static final int MEASURED = 0;

    /** 4096 clients, 128 messages a second and an hour each, for everybody. */
    public static final UnicastConfig DEFAULT = new UnicastConfig(4096, -7, 3600, 64, MEASURED, true, Access.EVERYBODY);

    /** What an address may. */
    public enum Standing {
        /** Served within the common limits. */
        ALLOWED,
        /** Nobody knows whether it is whom it says it is: little and for a short time, until it proves to hear us. */
        STRANGER,
        /** Not even answered. */
        DENIED
    }

    /**
     * Who may ask.
     *
     * @param allow known addresses; those outside are strangers
     * @param deny refused, wherever else they are listed
     */
    public record Access(List<Prefix> allow, List<Prefix> deny) {
        /** Every address is known. */
        public static final Access EVERYBODY = new Access(List.of(new Prefix(0, 0, 0)), List.of());

        public Access {
            allow = List.copyOf(allow);
            deny = List.copyOf(deny);
        }

        Standing of(PtpAddress address) {
            if (in(deny, address)) {
                return Standing.DENIED;
            }
            return in(allow, address) ? Standing.ALLOWED : Standing.STRANGER;
        }

        private static boolean in(List<Prefix> prefixes, PtpAddress address) {
            for (int i = 0; i < prefixes.size(); i++) {
                if (prefixes.get(i).contains(address)) {
                    return true;
                }
            }
            return false;
        }
    }

    public UnicastConfig {
        if (maxClients < 0 || maxClients > 100_000) {
            throw new IllegalArgumentException("maxClients is 0 to 100000, not " + maxClients);
        }
        if (minLogInterval < -7 || minLogInterval > MAX_LOG_INTERVAL) {
            throw new IllegalArgumentException("minLogInterval is -7 to 4, not " + minLogInterval);
        }
        if (maxDurationSeconds < 1 || maxClientsPerAddress < 1 || messageBudget < 0) {
            throw new IllegalArgumentException(
                    "maxDurationSeconds and maxClientsPerAddress are positive, messageBudget too or 0");
        }
    }
}
