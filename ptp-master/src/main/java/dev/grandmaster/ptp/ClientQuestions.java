package dev.grandmaster.ptp;

import java.lang.foreign.MemorySegment;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.ptp.dataset.DelayMechanism;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.transmit.Token;
import dev.grandmaster.ptp.unicast.UnicastService;
import dev.grandmaster.ptp.wire.DelayReq;
import dev.grandmaster.ptp.wire.Flags;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.NetSyncTlv;
import dev.grandmaster.state.PtpStatus.PortState;

/**
 * Asks clients on UDP how far off they are, as linuxptp's NetSync Monitor does: a unicast Delay_Req with an empty TLV, which a client that
 * offers the service answers with its own data sets and any other passes over. Evenly, so many a second, and nobody more often than once a
 * round of ten seconds. The answers are {@link dev.grandmaster.ptp.monitor.ClientReports}'.
 */
final class ClientQuestions {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final long ROUND_NS = 10 * NS_PER_SECOND;
    private static final int MOST_A_ROUND = 4096;
    private static final int LENGTH = MessageType.DELAY_REQ.minimumLength() + NetSyncTlv.REQUEST_LENGTH;

    private record Client(Seat seat, PtpAddress address) {
    }

    private record Name(long clockIdentity, int portNumber) {
    }

    private final Seat[] seats;
    private final long intervalNs;
    private final Queue<Client> round = new ArrayDeque<>();
    private final MemorySegment frame = MemorySegment.ofArray(new byte[LENGTH]);
    private final DelayReq question = new DelayReq();
    private long roundMonoNs;
    private long nextMonoNs;
    private boolean begun;
    private int sequence;

    /** @param perSecond clients asked a second, 1 or more */
    ClientQuestions(Seat[] seats, int perSecond) {
        this.seats = seats;
        intervalNs = NS_PER_SECOND / perSecond;
    }

    /** Asks whoever is next; returns when somebody is next, monotonic ns. */
    long onTime(long nowMonoNs) {
        if (!begun) {
            begun = true;
            nextMonoNs = nowMonoNs;
        }
        if (nowMonoNs - nextMonoNs < 0) {
            return nextMonoNs;
        }
        if (round.isEmpty()) {
            roundMonoNs = nowMonoNs;
            gather(nowMonoNs);
        }
        Client client = round.poll();
        if (client != null) {
            ask(client);
        }
        nextMonoNs = nowMonoNs
                + (round.isEmpty() ? Math.max(intervalNs, roundMonoNs + ROUND_NS - nowMonoNs) : intervalNs);
        return nextMonoNs;
    }

    private void gather(long nowMonoNs) {
        for (Seat seat : seats) {
            Port port = seat.port();
            if (port.state() != PortState.MASTER || port.config().delayMechanism() != DelayMechanism.E2E
                    || port.spec().protocol() == TransportProtocol.IEEE_802_3) {
                continue;
            }
            Set<Name> known = new HashSet<>();
            UnicastService unicast = port.unicast();
            if (unicast != null) {
                unicast.roll().forEach(0, MOST_A_ROUND, nowMonoNs,
                        entry -> add(seat, known, new Name(entry.clockIdentity().value(), entry.portNumber()),
                                entry.address()));
            }
            port.requesters().forEach(
                    (address, clock, portNumber, ageNs) -> add(seat, known, new Name(clock, portNumber), address),
                    nowMonoNs);
        }
    }

    private void add(Seat seat, Set<Name> known, Name name, PtpAddress address) {
        if (round.size() < MOST_A_ROUND && known.add(name)) {
            round.add(new Client(seat, address.copy()));
        }
    }

    private void ask(Client client) {
        Port port = client.seat.port();
        sequence = (sequence + 1) & 0xFFFF;
        question.begin(frame, 0, port.config().minorVersion());
        client.seat.identify(question);
        question.flags(Flags.UNICAST);
        question.sequenceId(sequence);
        question.logMessageInterval(Header.NO_INTERVAL);
        question.messageLength(MessageType.DELAY_REQ.minimumLength()
                + NetSyncTlv.writeRequest(frame, MessageType.DELAY_REQ.minimumLength()));
        if (client.seat.sendEvent(Token.of(Token.ONE_STEP, port.index(), 0, sequence), client.address, frame,
                LENGTH) >= 0) {
            port.onSent(MessageType.DELAY_REQ);
        }
    }
}
