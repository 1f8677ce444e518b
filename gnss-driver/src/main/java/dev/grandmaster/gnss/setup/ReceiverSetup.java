package dev.grandmaster.gnss.setup;

import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.gnss.scan.Frame;
import dev.grandmaster.gnss.scan.FrameKind;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.state.GnssStatus.Receiver;
import dev.grandmaster.state.GnssStatus.Setting;
import dev.grandmaster.state.GnssStatus.Survey;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue with a u-blox receiver: find its speed, ask who it is, then for each wish read, compare, change and read back. What is
 * already as wanted is never written, so a survey that runs is not begun again.
 *
 * <p>A receiver that was silent, or no longer names its pulses, was reset: all is read again. The same happens every ten minutes,
 * since nothing else tells of a change by another hand.
 */
public final class ReceiverSetup implements Dialogue {

    private static final long NS = 1_000_000_000;
    /** A receiver answers within one solution, and then has to wait for a slow line. */
    private static final long ANSWER_NS = 1_500_000_000;
    /** The answer to a question is followed by an acknowledgement. */
    private static final long ACKNOWLEDGED_NS = 300_000_000;
    private static final int TRIES = 3;
    /** At each speed: one that speaks at all does so every second. */
    private static final long SPEED_NS = 2_500_000_000L;
    private static final long SILENCE_NS = 3 * NS;
    private static final long LOST_NS = 10 * NS;
    private static final long AGAIN_NS = 60 * NS;
    private static final long AUDIT_NS = 600 * NS;
    private static final int PAYLOAD = 6;
    private static final int OVERHEAD = 8;
    private static final int LAST_PORT = 5;

    private enum Phase {
        LISTENING("looking for the receiver"), IDENTIFYING("asking who it is"), FINDING_PORT(
                "asking for its port"), READING(
                        "reading"), ACKNOWLEDGING("reading"), WRITING("changing"), CHECKING("reading back"), CONFIRMING(
                                "reading back"), SETTLED("set up"), RESTING("does not answer");

        private final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    private final ReceiverWish wish;
    private final Line line;
    private final List<Setting> settings = new ArrayList<>();

    private Phase phase = Phase.LISTENING;
    private boolean started;
    private long deadlineMonoNs;
    private int tries;
    private final SpeedSearch search;
    private boolean speedHeard;
    private @Nullable Identity identity;
    private int port = 1;
    private List<Wish> wishes = List.of();
    private int at;
    private byte[] found = {};
    private int changes;
    private int unanswered;
    private boolean told;
    private boolean deafTold;
    /** It was silent in the midst of the dialogue, and may have forgotten the first half; so many times in a row. */
    private boolean interrupted;
    private int interruptions;
    private boolean heard;
    private long heardMonoNs;
    private long pulseNamedMonoNs;
    private @Nullable Survey survey;
    private List<Setting> shown = List.of();

    public ReceiverSetup(ReceiverWish wish, Line line) {
        this.wish = wish;
        this.line = line;
        this.search = new SpeedSearch(wish.baudRate());
    }

    @Override
    public Receiver receiver() {
        Identity who = identity;
        return new Receiver(who == null ? "" : who.model(), who == null ? "" : who.firmware(), phase.text, shown,
                survey);
    }

    @Override
    public void onReconnected(long nowMonoNs) {
        if (started && phase != Phase.LISTENING) {
            identify(nowMonoNs);
        }
    }

    /** A good frame of any kind. */
    public void onFrame(Frame frame, long nowMonoNs) {
        boolean returned = heard && nowMonoNs - heardMonoNs >= SILENCE_NS;
        heard = true;
        heardMonoNs = nowMonoNs;
        speedHeard = true;
        if (phase == Phase.LISTENING || (returned && phase == Phase.SETTLED)) {
            identify(nowMonoNs);
        } else if (returned && phase != Phase.IDENTIFYING) {
            interrupted = true;
        }
        if (frame.kind() == FrameKind.UBX) {
            onUbx(frame, nowMonoNs);
        }
    }

    @Override
    public long onTick(long nowMonoNs) {
        if (!started) {
            started = true;
            deadlineMonoNs = nowMonoNs + SPEED_NS;
            ask(UbxKind.MON_VER, new byte[0]);
        }
        if (phase != Phase.LISTENING && heard && nowMonoNs - heardMonoNs >= LOST_NS) {
            phase = Phase.LISTENING;
            speedHeard = false;
            deadlineMonoNs = nowMonoNs;
        }
        if (phase == Phase.SETTLED && nowMonoNs - pulseNamedMonoNs >= LOST_NS && nowMonoNs - heardMonoNs < NS) {
            line.tell("receiver lost its settings");
            pulseNamedMonoNs = nowMonoNs;
            identify(nowMonoNs);
        }
        if (deadlineMonoNs - nowMonoNs <= 0) {
            onDeadline(nowMonoNs);
        }
        return deadlineMonoNs;
    }

    private void onDeadline(long nowMonoNs) {
        switch (phase) {
            case LISTENING -> nextSpeed(nowMonoNs);
            case IDENTIFYING -> {
                if (++tries < TRIES) {
                    ask(UbxKind.MON_VER, new byte[0]);
                    deadlineMonoNs = nowMonoNs + ANSWER_NS;
                } else {
                    rest(nowMonoNs);
                }
            }
            case FINDING_PORT -> begin(nowMonoNs);
            case ACKNOWLEDGING -> compare(nowMonoNs);
            case CONFIRMING -> conclude(nowMonoNs);
            case READING, WRITING, CHECKING -> {
                if (++tries < TRIES) {
                    repeat(nowMonoNs);
                } else {
                    unanswered++;
                    show("no answer");
                    next(nowMonoNs);
                }
            }
            case SETTLED, RESTING -> identify(nowMonoNs);
        }
    }

    private void nextSpeed(long nowMonoNs) {
        deadlineMonoNs = nowMonoNs + SPEED_NS;
        if (!speedHeard && !search.isGoingOn()) {
            line.tell("receiver is not heard: trying other speeds");
        }
        line.baudRate(search.next());
        ask(UbxKind.MON_VER, new byte[0]);
    }

    private void identify(long nowMonoNs) {
        if (search.isGoingOn()) {
            line.tell("receiver is heard");
            search.end();
        }
        phase = Phase.IDENTIFYING;
        tries = 0;
        deadlineMonoNs = nowMonoNs + ANSWER_NS;
        ask(UbxKind.MON_VER, new byte[0]);
    }

    private void rest(long nowMonoNs) {
        phase = Phase.RESTING;
        deadlineMonoNs = nowMonoNs + AGAIN_NS;
        if (!deafTold) {
            deafTold = true;
            line.tell("receiver does not answer: it is taken as it is");
        }
    }

    private void onUbx(Frame frame, long nowMonoNs) {
        int kind = UbxKind.of(frame);
        switch (kind) {
            case UbxKind.TIM_TP -> pulseNamedMonoNs = nowMonoNs;
            case UbxKind.NAV_SVIN, UbxKind.TIM_SVIN -> survey = SurveyReading.of(kind, frame, survey);
            case UbxKind.MON_VER -> onIdentity(frame, nowMonoNs);
            case UbxKind.CFG_PRT -> onPort(frame, nowMonoNs);
            case UbxKind.ACK_ACK, UbxKind.ACK_NAK -> {
                if (frame.size() - OVERHEAD >= 2) {
                    onAcknowledgement((frame.u8(PAYLOAD) << 8) | frame.u8(PAYLOAD + 1), kind == UbxKind.ACK_ACK,
                            nowMonoNs);
                }
            }
            default -> {
                boolean asking = phase == Phase.READING || phase == Phase.CHECKING;
                if (asking && kind == wishes.get(at).kind() && wishes.get(at).isAnsweredBy(frame)) {
                    found = Wish.payload(frame);
                    phase = phase == Phase.READING ? Phase.ACKNOWLEDGING : Phase.CONFIRMING;
                    deadlineMonoNs = nowMonoNs + ACKNOWLEDGED_NS;
                }
            }
        }
    }

    private void onIdentity(Frame frame, long nowMonoNs) {
        if (!Identity.isAnswer(frame) || (phase != Phase.IDENTIFYING && phase != Phase.LISTENING)) {
            return;
        }
        Identity now = Identity.of(frame);
        if (!now.equals(identity)) {
            identity = now;
            line.tell("receiver is " + now.model() + ", firmware " + now.firmware() + ", protocol "
                    + now.protocol() / 100 + '.' + "%02d".formatted(now.protocol() % 100));
        }
        if (now.speaksInKeys()) {
            begin(nowMonoNs);
        } else {
            phase = Phase.FINDING_PORT;
            deadlineMonoNs = nowMonoNs + ANSWER_NS;
            ask(UbxKind.CFG_PRT, new byte[0]);
        }
    }

    private void onPort(Frame frame, long nowMonoNs) {
        if (phase == Phase.FINDING_PORT && frame.size() > OVERHEAD) {
            port = Math.min(frame.u8(PAYLOAD), LAST_PORT);
            begin(nowMonoNs);
        }
    }

    private void begin(long nowMonoNs) {
        Identity who = identity;
        if (who == null) {
            identify(nowMonoNs);
            return;
        }
        wishes = who.speaksInKeys() ? Wishes.inKeys(wish) : Wishes.inMessages(wish, port, who.protocol());
        settings.clear();
        at = -1;
        changes = 0;
        unanswered = 0;
        interrupted = false;
        next(nowMonoNs);
    }

    private void next(long nowMonoNs) {
        at++;
        tries = 0;
        if (at == wishes.size() || unanswered >= TRIES) {
            settle(nowMonoNs);
            return;
        }
        phase = Phase.READING;
        repeat(nowMonoNs);
    }

    private void repeat(long nowMonoNs) {
        Wish current = wishes.get(at);
        deadlineMonoNs = nowMonoNs + ANSWER_NS;
        if (phase == Phase.WRITING) {
            ask(current.writeKind(), current.changed(found));
        } else {
            ask(current.kind(), current.question());
        }
    }

    private void onAcknowledgement(int kind, boolean accepted, long nowMonoNs) {
        Wish current = at >= 0 && at < wishes.size() ? wishes.get(at) : null;
        if (current == null) {
            return;
        }
        switch (phase) {
            case ACKNOWLEDGING -> {
                if (kind == current.kind()) {
                    compare(nowMonoNs);
                }
            }
            case CONFIRMING -> {
                if (kind == current.kind()) {
                    conclude(nowMonoNs);
                }
            }
            case READING, CHECKING -> {
                if (kind == current.kind() && !accepted) {
                    show("not offered");
                    next(nowMonoNs);
                }
            }
            case WRITING -> {
                if (kind == current.writeKind() && accepted) {
                    tries = 0;
                    phase = Phase.CHECKING;
                    repeat(nowMonoNs);
                } else if (kind == current.writeKind()) {
                    refused(current);
                    next(nowMonoNs);
                }
            }
            case LISTENING, IDENTIFYING, FINDING_PORT, SETTLED, RESTING -> {
            }
        }
    }

    /** What was found is compared; only what differs is written. */
    private void compare(long nowMonoNs) {
        Wish current = wishes.get(at);
        if (current.agrees(found)) {
            show("");
            next(nowMonoNs);
            return;
        }
        for (Field field : current.fields()) {
            if (!field.agrees(found)) {
                line.tell("receiver: " + field.name() + ": " + field.shown(found) + " -> " + field.shownWanted());
            }
        }
        tries = 0;
        phase = Phase.WRITING;
        repeat(nowMonoNs);
    }

    private void conclude(long nowMonoNs) {
        Wish current = wishes.get(at);
        if (current.agrees(found)) {
            changes++;
            show("");
        } else {
            refused(current);
        }
        next(nowMonoNs);
    }

    private void refused(Wish current) {
        line.tell("receiver refuses " + current.fields().stream().filter(field -> !field.agrees(found))
                .map(Field::name).findFirst().orElse(""));
        show("refused");
    }

    /** @param problem empty for none; else nothing was found, or what was found stands */
    private void show(String problem) {
        Wish current = wishes.get(at);
        for (Field field : current.fields()) {
            if (field.compared()) {
                boolean known = problem.isEmpty() || problem.equals("refused");
                boolean agreed = known ? field.agrees(found) : current.optional() && problem.equals("not offered");
                settings.add(new Setting(field.name(), known ? Integer.toString(field.shown(found)) : problem,
                        Integer.toString(field.shownWanted()), agreed));
            }
        }
    }

    private void settle(long nowMonoNs) {
        boolean gaveUp = unanswered >= TRIES;
        if (interrupted && interruptions < TRIES) {
            interruptions++;
            identify(nowMonoNs);
            return;
        }
        interruptions = 0;
        long missing = settings.stream().filter(setting -> !setting.agreed()).count();
        shown = List.copyOf(settings);
        phase = gaveUp ? Phase.RESTING : Phase.SETTLED;
        pulseNamedMonoNs = nowMonoNs;
        deadlineMonoNs = nowMonoNs + (gaveUp ? AGAIN_NS : AUDIT_NS);
        if (gaveUp) {
            line.tell("receiver stopped to answer");
        } else if (!told || changes > 0) {
            told = true;
            line.tell("receiver is set up: " + settings.size() + " settings, " + changes + " changed, " + missing
                    + " not as wanted");
        }
    }

    private void ask(int kind, byte[] payload) {
        line.send(UbxWriter.frame(kind, payload));
    }
}
