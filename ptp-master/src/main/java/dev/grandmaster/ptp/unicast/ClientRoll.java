package dev.grandmaster.ptp.unicast;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpClients;

/** The clients of one port that hold grants, row by row, for people. Of the PTP agent's thread; on the packet path only {@link #knows}. */
public final class ClientRoll {
    private final Clients clients;
    private final RecentRefusals refused;

    ClientRoll(Clients clients, RecentRefusals refused) {
        this.clients = clients;
        this.refused = refused;
    }

    /**
     * A client with a grant.
     *
     * @param lastRequestAgeNs -1 for none
     */
    public record Entry(PtpAddress address, ClockIdentity clockIdentity, int portNumber, boolean stranger,
            List<PtpClients.Grant> grants, long lastRequestAgeNs, int denied) {
    }

    public int size() {
        return clients.size();
    }

    /** Shows the clients from a place among them on, at most so many. */
    public void forEach(int offset, int limit, long nowMonoNs, Consumer<Entry> visitor) {
        int place = 0;
        int shown = 0;
        for (int row = 0; row < clients.capacity() && shown < limit; row++) {
            if (clients.holdsAny(row) && place++ >= offset) {
                visitor.accept(entry(row, nowMonoNs));
                shown++;
            }
        }
    }

    /** Whether a client of this identity holds a grant from this address. */
    public boolean knows(PtpAddress address, long clockIdentity, int portNumber) {
        return clients.find(address, clockIdentity, portNumber) >= 0;
    }

    /** Requests that were refused lately, the latest first. */
    public void forEachRefused(TransportProtocol protocol, long nowMonoNs, Consumer<PtpClients.Refused> visitor) {
        refused.forEach(entry -> visitor.accept(new PtpClients.Refused(entry.address().copy(), protocol,
                new ClockIdentity(entry.clock()), entry.port(), entry.messageType(), entry.why().label(),
                entry.count(), nowMonoNs - entry.lastMonoNs())));
    }

    private Entry entry(int row, long nowMonoNs) {
        List<PtpClients.Grant> grants = new ArrayList<>(GrantType.COUNT);
        for (int index = 0; index < GrantType.COUNT; index++) {
            GrantType type = GrantType.of(index);
            int stream = Clients.stream(row, type);
            if (clients.holds(stream)) {
                grants.add(new PtpClients.Grant(type.message().standardName(), clients.logInterval(stream),
                        clients.remainingNs(stream, nowMonoNs), Integer.toUnsignedLong(clients.sent(stream))));
            }
        }
        return new Entry(clients.address(row, new PtpAddress()), new ClockIdentity(clients.clock(row)),
                clients.port(row), clients.stranger(row), grants, clients.requestAgeNs(row, nowMonoNs),
                clients.denied(row));
    }
}
