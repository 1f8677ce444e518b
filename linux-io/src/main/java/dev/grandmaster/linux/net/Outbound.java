package dev.grandmaster.linux.net;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

import dev.grandmaster.board.MonotonicClock;
import dev.grandmaster.board.PtpAddress;
import dev.grandmaster.board.PtpSink;
import dev.grandmaster.linux.ffi.Errno;
import dev.grandmaster.linux.ffi.Sockets;

/**
 * One way out of a port: the messages that wait for an event and a general socket, and the transmit stamps that are expected from the
 * former.
 *
 * <p>Stamps are matched to messages by SOF_TIMESTAMPING_OPT_ID. Kernels from 6.13 on are given the id with each message. Older ones
 * count messages by themselves, and we count along; after a refusal of which it is not known whether it was counted nothing more is sent until
 * the sockets were opened anew, so that a stamp can never be matched to the wrong message.
 */
final class Outbound {

    /** Stamps that may be outstanding: 100 ms at 160,000 event messages a second. */
    private static final int STAMP_CAPACITY = 16_384;

    private final PortSockets sockets;
    private final int eventPlace;
    private final int generalPlace;
    private final boolean explicitIds;
    private final MonotonicClock monotonic;
    private final TransportCounters counters;
    private final SendBatch events;
    private final SendBatch generals;
    private final TransmitStamps stamps;
    private final ControlReader control = new ControlReader();
    private boolean inDoubt;
    private boolean refused;

    /** Sends by the sockets at these places; {@code explicitIds} gives the kernel the id of each stamp. */
    Outbound(Arena arena, Envelope envelope, PortSockets sockets, int eventPlace, int generalPlace, boolean explicitIds,
            long stampPatienceNs, MonotonicClock monotonic, TransportCounters counters) {
        this.sockets = sockets;
        this.eventPlace = eventPlace;
        this.generalPlace = generalPlace;
        this.explicitIds = explicitIds;
        this.monotonic = monotonic;
        this.counters = counters;
        this.events = new SendBatch(arena, envelope, true);
        this.generals = new SendBatch(arena, envelope, false);
        this.stamps = new TransmitStamps(STAMP_CAPACITY, stampPatienceNs);
    }

    /** Whether it is not known which message the next stamp is for. */
    boolean inDoubt() {
        return inDoubt;
    }

    /** Whether messages wait to be handed to the kernel. */
    boolean waits() {
        return events.size() + generals.size() > 0;
    }

    /** Whether stamps may still come. */
    boolean expectsStamps() {
        return stamps.isExpecting();
    }

    /** Whether the kernel refused a message since this was asked last. */
    boolean takeRefused() {
        boolean was = refused;
        refused = false;
        return was;
    }

    int sendEvent(long token, PtpAddress to, MemorySegment message, int length, int interfaceIndex) {
        if (events.isFull()) {
            flushEvents();
        }
        if (inDoubt || !stamps.hasRoom(events.size() + 1)) {
            return -Errno.EAGAIN;
        }
        int id = stamps.nextId() + events.size();
        int result = events.add(token, to, message, length, interfaceIndex);
        if (result == 0 && explicitIds) {
            events.identifyLast(id);
        }
        return result;
    }

    int sendGeneral(PtpAddress to, MemorySegment message, int length, int interfaceIndex) {
        if (generals.isFull()) {
            flushGenerals();
        }
        return generals.add(0, to, message, length, interfaceIndex);
    }

    /** Hands the event messages over: 0, or the first {@code -errno}. */
    int flushEvents() {
        int result = 0;
        if (events.size() > 0) {
            sockets.unbundle();
        }
        while (events.size() > 0) {
            int sent = sockets.isOpen(eventPlace)
                    ? events.send(sockets.descriptor(eventPlace), !explicitIds)
                    : -Errno.ENETDOWN;
            if (sent > 0) {
                long nowNs = monotonic.nowNs();
                for (int i = 0; i < sent; i++) {
                    stamps.sent(events.token(i), nowNs);
                }
                events.drop(sent);
                continue;
            }
            if (sent == -Errno.EINTR) {
                continue;
            }
            result = result < 0 ? result : sent;
            if (sent == -Errno.EAGAIN && explicitIds) {
                break;
            }
            inDoubt |= !explicitIds && !Wire.refusedBeforeCounting(sent);
            stamps.failed(events.token(0), explicitIds);
            refuse();
            events.drop(1);
            if (inDoubt) {
                loseWaitingEvents();
            }
        }
        return result;
    }

    /** Hands the general messages over: 0, or the first {@code -errno}. */
    int flushGenerals() {
        int result = 0;
        while (generals.size() > 0) {
            int sent = sockets.isOpen(generalPlace)
                    ? generals.send(sockets.descriptor(generalPlace), false)
                    : -Errno.ENETDOWN;
            if (sent > 0) {
                generals.drop(sent);
                continue;
            }
            if (sent == -Errno.EINTR) {
                continue;
            }
            result = result < 0 ? result : sent;
            if (sent == -Errno.EAGAIN) {
                break;
            }
            refuse();
            generals.drop(1);
        }
        return result;
    }

    private void refuse() {
        counters.sendRefused().increment();
        refused = true;
    }

    /** Delivers at most so many stamps that are there; returns how many messages the error queue gave. */
    int deliverStamps(PtpSink sink, ReceiveBatch received, int limit) {
        int done = 0;
        while (done < limit && sockets.isOpen(eventPlace)) {
            int asked = Math.min(limit - done, ReceiveBatch.SLOTS);
            int count = received.receive(sockets.descriptor(eventPlace), asked, Sockets.MSG_ERRQUEUE);
            for (int i = 0; i < count; i++) {
                received.control(i, control);
                long clockNs = sockets.hardware() ? control.hardwareNs() : control.softwareNs();
                if (!control.identified() || !stamps.take(control.stampId())) {
                    continue;
                }
                if (clockNs == PtpSink.NO_STAMP) {
                    counters.stampsLost().increment();
                    sink.onTransmitStampLost(stamps.token());
                } else {
                    sink.onTransmitStamp(stamps.token(), clockNs);
                }
            }
            done += Math.max(count, 0);
            if (count < asked) {
                break;
            }
        }
        return done;
    }

    /** Delivers at most so many losses; returns their number. */
    int deliverLosses(PtpSink sink, long nowNs, int limit) {
        int done = 0;
        while (done < limit && stamps.takeLost(nowNs)) {
            done++;
            counters.stampsLost().increment();
            sink.onTransmitStampLost(stamps.token());
        }
        return done;
    }

    /** The sockets are closed: what waited to be sent or stamped is lost. */
    void abandon() {
        stamps.abandon();
        loseWaitingEvents();
        generals.drop(generals.size());
        inDoubt = false;
    }

    private void loseWaitingEvents() {
        for (int i = 0; i < events.size(); i++) {
            stamps.failed(events.token(i), false);
        }
        events.drop(events.size());
    }
}
