package dev.grandmaster.ptp.management;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.board.ManagementChannel;
import dev.grandmaster.counter.Counter;
import dev.grandmaster.ptp.port.Port;
import dev.grandmaster.ptp.port.PortEffects;
import dev.grandmaster.ptp.wire.Management;
import dev.grandmaster.ptp.wire.MessageType;
import dev.grandmaster.state.PtpStatus.PortState;
import org.jspecify.annotations.Nullable;

/**
 * Hands Management messages on between the networks of an instance's ports while their boundaryHops last (IEEE 1588-2019 clause 15.3.3,
 * from memory): a question to all other ports that are masters, at one hop less.
 *
 * <p>Narrower than the clause, so that nothing can go in circles or be used to flood a neighbouring network: a question is handed on once,
 * by whichever port it came first, where it is not for us alone; an answer goes back the way of its question and nowhere else, and without a
 * question of the last ten seconds nowhere at all. A program of this host may send questions out, never orders.
 */
final class ManagementRelay {
    private static final int REMEMBERED = 64;
    private static final long LIFE_NS = 10_000_000_000L;
    private static final long NS_PER_SECOND = 1_000_000_000L;
    static final int ANSWERS_PER_SECOND = 1000;
    private static final int LARGEST = 1500;

    /** A port as a way out. */
    private record Exit(Port port, PortEffects effects) {
    }

    /** A question that was handed on; {@code from} is null for one of this host. */
    private static final class Question {
        boolean used;
        long clock;
        int port;
        int sequence;
        int action;
        long monoNs;
        @Nullable
        Exit from;
        @Nullable
        ManagementChannel channel;
    }

    private final List<Exit> exits = new ArrayList<>();
    private final Question[] questions = new Question[REMEMBERED];
    private int next;
    private long ownClock;
    private @Nullable Question lastLocal;
    private final byte[] octets = new byte[LARGEST];
    private final MemorySegment frame = MemorySegment.ofArray(octets);
    private final Counter relayed = new Counter("management_relayed");
    private long secondMonoNs;
    private int inSecond;

    ManagementRelay() {
        for (int i = 0; i < REMEMBERED; i++) {
            questions[i] = new Question();
        }
    }

    void add(Port port, PortEffects effects) {
        exits.add(new Exit(port, effects));
        ownClock = port.portDs().clockIdentity().value();
    }

    void addTo(Map<String, Long> counts) {
        counts.put(relayed.name(), relayed.get());
    }

    /** A question of the network that may be answered. */
    void onQuestion(Management message, Port at, long nowMonoNs) {
        Exit from = exit(at);
        if (from == null || at.state() != PortState.MASTER || !mayGoOn(message) || find(message, nowMonoNs) != null) {
            return;
        }
        remember(message, from, null, nowMonoNs);
        sendAll(message, from);
    }

    /** A question of this host; orders stay here. */
    void onLocalQuestion(Management message, ManagementChannel channel, long nowMonoNs) {
        if (message.action() == Management.GET && mayGoOn(message)) {
            lastLocal = remember(message, null, channel, nowMonoNs);
            sendAll(message, null);
        }
    }

    /** Somebody's answer. */
    void onAnswer(Management message, long nowMonoNs) {
        if (message.boundaryHops() == 0 || message.targetClockIdentity() == ownClock
                || message.messageLength() > LARGEST) {
            return;
        }
        Question question = askedBy(message, nowMonoNs);
        if (question == null || overLimit(nowMonoNs)) {
            return;
        }
        int length = copy(message);
        Exit from = question.from;
        ManagementChannel channel = question.channel;
        if (from != null) {
            send(from, length);
        } else if (channel != null && question == lastLocal && channel.answer(frame, length) >= 0) {
            relayed.increment();
        }
    }

    private boolean mayGoOn(Management message) {
        return message.boundaryHops() > 0 && message.targetClockIdentity() != ownClock
                && message.messageLength() <= LARGEST;
    }

    private void sendAll(Management message, @Nullable Exit from) {
        int length = copy(message);
        for (Exit exit : exits) {
            if (!exit.equals(from)) {
                send(exit, length);
            }
        }
    }

    private void send(Exit exit, int length) {
        Port port = exit.port;
        if (port.state() == PortState.MASTER && port.config().delivery().multicast()
                && exit.effects.sendGeneral(exit.effects.primaryGroup(), frame, length) >= 0) {
            port.onSent(MessageType.MANAGEMENT);
            relayed.increment();
        }
    }

    /** The message at one hop less, for {@link #send}. */
    private int copy(Management message) {
        int length = message.messageLength();
        message.copyTo(octets, length);
        octets[Management.BOUNDARY_HOPS] = (byte) (message.boundaryHops() - 1);
        return length;
    }

    private Question remember(Management message, @Nullable Exit from, @Nullable ManagementChannel channel,
            long nowMonoNs) {
        Question question = questions[next];
        next = (next + 1) % REMEMBERED;
        question.used = true;
        question.clock = message.sourceClockIdentity();
        question.port = message.sourcePortNumber();
        question.sequence = message.sequenceId();
        question.action = message.action();
        question.monoNs = nowMonoNs;
        question.from = from;
        question.channel = channel;
        return question;
    }

    /** The same question, which has come before: by another port, or back from a neighbour. */
    private @Nullable Question find(Management message, long nowMonoNs) {
        for (Question each : questions) {
            if (each.used && each.clock == message.sourceClockIdentity() && each.port == message.sourcePortNumber()
                    && each.sequence == message.sequenceId() && each.action == message.action()
                    && nowMonoNs - each.monoNs < LIFE_NS) {
                return each;
            }
        }
        return null;
    }

    private @Nullable Question askedBy(Management answer, long nowMonoNs) {
        for (Question each : questions) {
            if (each.used && each.clock == answer.targetClockIdentity() && each.port == answer.targetPortNumber()
                    && each.sequence == answer.sequenceId() && nowMonoNs - each.monoNs < LIFE_NS) {
                return each;
            }
        }
        return null;
    }

    private @Nullable Exit exit(Port port) {
        for (Exit exit : exits) {
            if (exit.port.equals(port)) {
                return exit;
            }
        }
        return null;
    }

    private boolean overLimit(long nowMonoNs) {
        if (nowMonoNs - secondMonoNs >= NS_PER_SECOND) {
            secondMonoNs = nowMonoNs;
            inSecond = 0;
        }
        inSecond++;
        return inSecond > ANSWERS_PER_SECOND;
    }
}
