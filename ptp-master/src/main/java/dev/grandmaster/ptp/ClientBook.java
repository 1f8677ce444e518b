package dev.grandmaster.ptp;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.monitor.ClientReports;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.unicast.ClientRoll;
import dev.grandmaster.ptp.unicast.UnicastService;
import dev.grandmaster.state.ClientDirectory;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.PtpClients;

/**
 * Who the clients are, a page at a time for whoever asks from another thread. Nothing is kept for those who might ask: a page is made
 * of the tables in one cycle, one page a cycle, and a page is short.
 */
final class ClientBook implements ClientDirectory {
    private static final int MOST_WAITING = 16;

    private record Wish(int offset, int limit, CompletableFuture<PtpClients> answer) {
    }

    private final Seat[] seats;
    private final Queue<Wish> wishes = new ArrayBlockingQueue<>(MOST_WAITING);

    ClientBook(Seat[] seats) {
        this.seats = seats;
    }

    @Override
    public CompletableFuture<PtpClients> page(int offset, int limit) {
        if (offset < 0 || limit < 1 || limit > PtpClients.LONGEST_PAGE) {
            throw new IllegalArgumentException("offset " + offset + ", limit " + limit);
        }
        Wish wish = new Wish(offset, limit, new CompletableFuture<>());
        if (!wishes.offer(wish)) {
            wish.answer.completeExceptionally(new IllegalStateException("too many ask for clients at once"));
        }
        return wish.answer;
    }

    /** Makes the page that was asked for first; the agent, once a cycle. */
    void serve(long nowMonoNs) {
        Wish wish = wishes.poll();
        if (wish != null) {
            wish.answer.complete(page(wish.offset, wish.limit, nowMonoNs));
        }
    }

    private PtpClients page(int offset, int limit, long nowMonoNs) {
        List<PtpClients.Client> page = new ArrayList<>();
        List<PtpClients.Refused> refused = new ArrayList<>();
        int before = 0;
        for (Seat seat : seats) {
            Port port = seat.port();
            UnicastService unicast = port.unicast();
            int holders = 0;
            if (unicast != null) {
                ClientRoll roll = unicast.roll();
                holders = roll.size();
                roll.forEach(Math.max(0, offset - before), limit - page.size(), nowMonoNs,
                        entry -> page.add(client(seat, entry, nowMonoNs)));
                roll.forEachRefused(port.spec().protocol(), nowMonoNs, refused::add);
            }
            int[] place = {before + holders};
            port.requesters().forEach((address, clock, portNumber, ageNs) -> {
                if (place[0]++ >= offset && page.size() < limit) {
                    page.add(client(seat, address, clock, portNumber, ageNs, nowMonoNs));
                }
            }, nowMonoNs);
            before = place[0];
        }
        refused.sort((one, other) -> Long.compare(one.ageNs(), other.ageNs()));
        return new PtpClients(nowMonoNs, before, offset, page, refused);
    }

    private static PtpClients.Client client(Seat seat, ClientRoll.Entry entry, long nowMonoNs) {
        Port port = seat.port();
        return new PtpClients.Client(port.spec().interfaceName(), port.spec().protocol(), seat.domainNumber(),
                entry.address(), entry.clockIdentity(), entry.portNumber(), entry.stranger(), entry.grants(),
                entry.lastRequestAgeNs(), entry.denied(),
                seat.reports().of(entry.clockIdentity().value(), nowMonoNs));
    }

    private static PtpClients.Client client(Seat seat, PtpAddress address, long clock, int portNumber, long ageNs,
            long nowMonoNs) {
        Port port = seat.port();
        ClientReports reports = seat.reports();
        return new PtpClients.Client(port.spec().interfaceName(), port.spec().protocol(), seat.domainNumber(),
                address.copy(), new ClockIdentity(clock), portNumber, false, List.of(), ageNs, 0,
                reports.of(clock, nowMonoNs));
    }
}
