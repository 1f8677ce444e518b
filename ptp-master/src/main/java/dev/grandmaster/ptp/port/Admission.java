package dev.grandmaster.ptp.port;

import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.unicast.Quota;
import dev.grandmaster.ptp.unicast.UnicastService;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.MessageType;
import org.jspecify.annotations.Nullable;

/** Who is answered at a port: a request to the group by a master, one to us alone also where its sender holds a grant. */
final class Admission {
    private final PortConfig config;
    private final Announcement announcement;
    private final PortCounters counters;
    private final PortLife life;
    private final @Nullable Quota quota;
    private final @Nullable UnicastService unicast;
    private final Requesters requesters = new Requesters();

    Admission(PortConfig config, Announcement announcement, PortCounters counters, PortLife life, @Nullable Quota quota,
            @Nullable UnicastService unicast) {
        this.config = config;
        this.announcement = announcement;
        this.counters = counters;
        this.life = life;
        this.quota = quota;
        this.unicast = unicast;
    }

    Requesters requesters() {
        return requesters;
    }

    /** Whether a Delay_Req or Pdelay_Req is to be answered; counts it where not. */
    boolean answers(Header request, PtpAddress source, boolean multicast, long nowMonoNs) {
        if (denies(source)) {
            return false;
        }
        boolean granted = !multicast && holdsGrant(request, source, nowMonoNs);
        if (!announcement.served() || !(granted || open(request.messageType(), multicast))) {
            counters.requestIgnored.increment();
            return false;
        }
        if (!granted && !requesters.onRequest(request.sourceClockIdentity(), request.sourcePortNumber(), source,
                nowMonoNs)) {
            counters.requestOverLimit.increment();
            return false;
        }
        return true;
    }

    /** Whether a request from there is not even looked at; counts it then. */
    boolean denies(PtpAddress source) {
        Quota known = quota;
        boolean denied = known != null && known.denies(source);
        if (denied) {
            counters.requestDenied.increment();
        }
        return denied;
    }

    /** Whether this one holds a grant or asked for delay lately. */
    boolean isClient(PtpAddress address, long clockIdentity, int portNumber, long nowMonoNs) {
        UnicastService service = unicast;
        return requesters.knows(clockIdentity, portNumber, nowMonoNs)
                || (service != null && service.roll().knows(address, clockIdentity, portNumber));
    }

    int clients(long nowMonoNs) {
        UnicastService service = unicast;
        return requesters.count(nowMonoNs) + (service == null ? 0 : service.clients());
    }

    /** Whether grants are served in the present state. */
    boolean grants(UnicastService service) {
        return life.isMaster() || service.whenPassive();
    }

    private boolean holdsGrant(Header request, PtpAddress source, long nowMonoNs) {
        UnicastService service = unicast;
        return service != null
                && service.onDelayRequest(source, request.sourceClockIdentity(), request.sourcePortNumber(), nowMonoNs)
                && grants(service);
    }

    /** Whether requests are answered without a grant. A neighbour's link is measured whatever our state. */
    private boolean open(MessageType type, boolean multicast) {
        boolean peer = type == MessageType.PDELAY_REQ;
        return multicast
                ? config.delivery().multicast() && (peer || life.isMaster())
                : peer || (config.delivery().hybridE2e() && life.isMaster());
    }
}
