package dev.grandmaster.ptp.management;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.ptp.dataset.Announcement;
import dev.grandmaster.ptp.dataset.Priorities;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.port.PortEffects;
import dev.grandmaster.ptp.wire.Header;
import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.ptp.wire.OctetWriter;
import dev.grandmaster.ptp.wire.Targeted;
import dev.grandmaster.ptp.wire.TlvCursor;
import dev.grandmaster.ptp.wire.TlvType;
import org.jspecify.annotations.Nullable;

/**
 * Answers GET of one instance (IEEE 1588-2019 clause 15.3). SET and COMMAND of the network are refused: whoever sends them there cannot
 * be told from anybody else. They are carried out for programs of this host that may open the socket in the file system.
 *
 * <p>So many requests a second of the network are looked at and no more, since an answer is longer than its request. What is handed on to
 * the networks of other ports, {@link ManagementRelay} knows.
 */
public final class ManagementResponder {
    private static final long NS_PER_SECOND = 1_000_000_000L;
    private static final int LARGEST = 1400;
    private static final int TLV = MessageType.MANAGEMENT.minimumLength();
    private static final int DATA = TLV + TlvCursor.HEAD + 2;
    /** lengthField of a TLV of one octet: managementId, the octet, a reserved one. */
    private static final int OCTET_VALUE = 4;

    /** Takes an answer. */
    @FunctionalInterface
    private interface Asker {
        int answer(MemorySegment message, int length);
    }

    private final Announcement announcement;
    private final ManagementLimits limits;
    private final FaultLog faults = new FaultLog();
    private final ManagementData data;
    private final List<Port> ports = new ArrayList<>();
    private final @Nullable ManagementRelay relay;
    private final Management request = new Management();
    private final Management reply = new Management();
    private final MemorySegment frame = MemorySegment.ofArray(new byte[LARGEST]);
    private final TlvCursor tlv = new TlvCursor();
    private final Counter answered = new Counter("management_answered");
    private final Counter refused = new Counter("management_refused");
    private final Counter ignored = new Counter("management_ignored");
    /** An answer that its asker did not take, or the network. */
    private final Counter unsent = new Counter("management_unsent");
    private long secondMonoNs;
    private int inSecond;

    /** @param relays whether messages are handed on between ports */
    public ManagementResponder(Announcement announcement, ClockDescription description, ManagementLimits limits,
            boolean relays) {
        this.announcement = announcement;
        relay = relays ? new ManagementRelay() : null;
        this.limits = limits;
        this.data = new ManagementData(announcement, description, faults);
    }

    /** A port of the instance; all are added before the first request. */
    public void add(Port port, PortEffects effects) {
        ports.add(port);
        ManagementRelay others = relay;
        if (others != null) {
            others.add(port, effects);
        }
    }

    /** A port of the instance became FAULTY. */
    public void onFault(Port port, String why) {
        faults.add(port, why, announcement.originTaiNs());
    }

    /**
     * A Management message of our domain.
     *
     * @param at the port that it came in by, and where the answer leaves
     */
    public void onMessage(Header message, Port at, PortEffects effects, PtpAddress source, boolean multicast,
            long nowMonoNs) {
        message.readAs(request);
        ManagementRelay others = relay;
        if (!isQuestion()) {
            if (others != null) {
                others.onAnswer(request, nowMonoNs);
            }
            return;
        }
        if (!limits.allows(source) || overLimit(nowMonoNs)) {
            ignored.increment();
            return;
        }
        if (others != null) {
            others.onQuestion(request, at, nowMonoNs);
        }
        PtpAddress to = multicast ? effects.primaryGroup() : source;
        answerAll(at, false, nowMonoNs, (frame, length) -> effects.sendGeneral(to, frame, length));
    }

    /** A Management message of our domain from a program of this host, which may also change something. */
    public void onLocalMessage(Header message, ManagementChannel channel, long nowMonoNs) {
        message.readAs(request);
        ManagementRelay others = relay;
        if (isQuestion()) {
            if (others != null) {
                others.onLocalQuestion(request, channel, nowMonoNs);
            }
            answerAll(ports.getFirst(), true, nowMonoNs, channel::answer);
        }
    }

    /** Answers are not answered. */
    private boolean isQuestion() {
        return switch (request.action()) {
            case Management.GET, Management.SET, Management.COMMAND -> true;
            default -> false;
        };
    }

    private void answerAll(Port at, boolean trusted, long nowMonoNs, Asker asker) {
        request.tlvs(tlv);
        int target = request.targetPortNumber();
        if (!request.targets(announcement.instance().clockIdentity().value(), target) || !tlv.next()
                || tlv.type() != TlvType.MANAGEMENT.wire() || tlv.length() < 2) {
            ignored.increment();
            return;
        }
        ManagementId id = ManagementId.ofWire(tlv.u16(0));
        if (target == Targeted.ALL_PORTS && (id == null || !id.ofPort())) {
            answer(id, at, trusted, nowMonoNs, asker);
            return;
        }
        for (Port port : ports) {
            if (target == Targeted.ALL_PORTS || target == port.config().portNumber()) {
                answer(id, port, trusted, nowMonoNs, asker);
            }
        }
    }

    /** Adds what was counted. */
    public void addTo(Map<String, Long> counts) {
        counts.put(answered.name(), answered.get());
        counts.put(refused.name(), refused.get());
        counts.put(ignored.name(), ignored.get());
        counts.put(unsent.name(), unsent.get());
        ManagementRelay others = relay;
        if (others != null) {
            others.addTo(counts);
        }
    }

    private boolean overLimit(long nowMonoNs) {
        if (nowMonoNs - secondMonoNs >= NS_PER_SECOND) {
            secondMonoNs = nowMonoNs;
            inSecond = 0;
        }
        inSecond++;
        return inSecond > limits.requestsPerSecond();
    }

    private void answer(@Nullable ManagementId id, Port port, boolean trusted, long nowMonoNs, Asker asker) {
        reply.begin(frame, 0, port.config().minorVersion());
        announcement.instance().identify(reply, port.config().portNumber());
        reply.targetPortIdentity(request.sourceClockIdentity(), request.sourcePortNumber());
        reply.sequenceId(request.sequenceId());
        int hops = Math.max(0, request.startingBoundaryHops() - request.boundaryHops());
        reply.boundaryHops(hops, hops);
        reply.action(request.action() == Management.COMMAND ? Management.ACKNOWLEDGE : Management.RESPONSE);
        ManagementError error = id == null ? ManagementError.NO_SUCH_ID : carryOut(id, port, trusted, nowMonoNs);
        long end = DATA;
        if (error == null && id != null) {
            OctetWriter out = new OctetWriter(frame, DATA);
            double stampErrorNs = trusted && request.targetPortNumber() == Targeted.ALL_PORTS
                    ? worstStampErrorNs()
                    : port.stampErrorNs();
            error = data.write(id, new ManagementData.Asked(port, ports.size(), keyField(), stampErrorNs), out)
                    ? null
                    : ManagementError.UNPOPULATED;
            end = out.position();
        }
        if (error == null) {
            new OctetWriter(frame, TLV).u16(TlvType.MANAGEMENT.wire()).u16((int) end - TLV - TlvCursor.HEAD)
                    .u16(tlv.u16(0));
        } else {
            end = new OctetWriter(frame, TLV).u16(TlvType.MANAGEMENT_ERROR_STATUS.wire()).u16(8).u16(error.wire())
                    .u16(tlv.u16(0)).u32(0).position();
        }
        reply.messageLength((int) end);
        if (asker.answer(frame, (int) end) < 0) {
            unsent.increment();
            return;
        }
        (error == null ? answered : refused).increment();
        port.onSent(MessageType.MANAGEMENT);
    }

    /** Of a program of this host, which asks by no port: what the clients of the worst one see. */
    private double worstStampErrorNs() {
        return ports.stream().mapToDouble(Port::stampErrorNs).max().orElse(0);
    }

    /** Of a question that has one (clause 16.3.4); a question without says 0. */
    private int keyField() {
        return tlv.length() > 2 ? tlv.u8(2) : 0;
    }

    /** Does what is ordered, and nothing for a GET; the reason where it is not done. */
    private @Nullable ManagementError carryOut(ManagementId id, Port port, boolean trusted, long nowMonoNs) {
        return switch (request.action()) {
            case Management.GET -> id.isOrder() || !id.isAnswered() || (id.isOfThisHost() && !trusted)
                    ? ManagementError.NOT_SUPPORTED
                    : null;
            case Management.SET -> trusted ? set(id) : ManagementError.NOT_SETABLE;
            default -> trusted ? order(id, port, nowMonoNs) : ManagementError.NOT_SUPPORTED;
        };
    }

    private @Nullable ManagementError set(ManagementId id) {
        if (!id.isAnswered()) {
            return ManagementError.NOT_SUPPORTED;
        }
        if (id != ManagementId.PRIORITY1 && id != ManagementId.PRIORITY2) {
            return ManagementError.NOT_SETABLE;
        }
        if (tlv.length() != OCTET_VALUE) {
            return ManagementError.WRONG_LENGTH;
        }
        Priorities now = announcement.priorities();
        int wanted = tlv.u8(2);
        if (id == ManagementId.PRIORITY1) {
            announcement.prioritise(wanted, now.priority2());
        } else {
            announcement.prioritise(now.priority1(), wanted);
        }
        return null;
    }

    private @Nullable ManagementError order(ManagementId id, Port port, long nowMonoNs) {
        if (!id.isOrder()) {
            return ManagementError.NOT_SUPPORTED;
        }
        if (id == ManagementId.FAULT_LOG_RESET) {
            faults.clear();
        } else {
            port.enable(id == ManagementId.ENABLE_PORT, nowMonoNs);
        }
        return null;
    }
}
