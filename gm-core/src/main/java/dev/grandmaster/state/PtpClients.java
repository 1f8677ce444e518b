package dev.grandmaster.state;

import java.util.List;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A page of the clients of all PTP ports: who holds grants, and who asked for delay within the last minute without one. Ages are ns before
 * {@code monoNs}.
 *
 * @param monoNs  monotonic ns when it was taken
 * @param total   how many clients there were
 * @param offset  place of the first of the page among them, from 0
 * @param page    in the order of the ports, those with grants first
 * @param refused requests that were not granted lately, the latest first; the same on each page
 */
public record PtpClients(long monoNs, int total, int offset, List<Client> page, List<Refused> refused) {

    /** The longest page. */
    public static final int LONGEST_PAGE = 1000;

    public PtpClients {
        page = List.copyOf(page);
        refused = List.copyOf(refused);
    }

    /**
     * A client.
     *
     * @param interfaceName    of the port that serves it
     * @param protocol         of that port
     * @param domainNumber     of that port
     * @param address          its own
     * @param clockIdentity    its own
     * @param portNumber       its own
     * @param stranger         its address is outside the allowed ones
     * @param grants           that it holds; empty for one that asks for delay without any
     * @param lastRequestAgeNs since its last Delay_Req or Pdelay_Req; -1 for none so far
     * @param denied           requests for grants that were refused while it held others
     * @param report           what it told of its own offset, or null
     */
    public record Client(String interfaceName, TransportProtocol protocol, int domainNumber, PtpAddress address,
            ClockIdentity clockIdentity, int portNumber, boolean stranger, List<Grant> grants, long lastRequestAgeNs,
            int denied, @Nullable Report report) {

        public Client {
            grants = List.copyOf(grants);
        }

        /** The address as people write it. */
        public String addressText() {
            return address.toString(protocol);
        }
    }

    /**
     * Messages of one type that a client is granted.
     *
     * @param messageType as the standard spells it
     * @param logInterval logarithm to base 2 of seconds
     * @param remainingNs until it ends
     * @param sent        messages since it began, answers to requests too; Follow_Ups are not counted
     */
    public record Grant(String messageType, int logInterval, long remainingNs, long sent) {
    }

    /**
     * What a client says of itself.
     *
     * @param offsetFromMasterNs its time minus ours, as it believes
     * @param meanDelayNs        of the path, as it believes; NaN where it does not say
     * @param ageNs              since it said so
     * @param by                 how it was told: {@code SLAVE_RX_SYNC_COMPUTED_DATA}, {@code SLAVE_RX_SYNC_TIMING_DATA}, {@code PTPMON_RESP}
     */
    public record Report(double offsetFromMasterNs, double meanDelayNs, long ageNs, String by) {
    }

    /**
     * Requests of one asker for one type that were refused for one reason.
     *
     * @param messageType number of the type asked for
     * @param why         as the counters name it
     * @param count       how many in a row
     * @param ageNs       of the last
     */
    public record Refused(PtpAddress address, TransportProtocol protocol, ClockIdentity clockIdentity, int portNumber,
            int messageType, String why, int count, long ageNs) {

        /** The address as people write it. */
        public String addressText() {
            return address.toString(protocol);
        }
    }
}
