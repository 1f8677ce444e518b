package dev.grandmaster.gnss.tsip;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.grandmaster.gnss.setup.Dialogue;
import dev.grandmaster.gnss.setup.ReceiverWish;
import dev.grandmaster.gnss.setup.SpeedSearch;
import dev.grandmaster.state.GnssStatus.Receiver;
import dev.grandmaster.state.GnssStatus.Setting;
import dev.grandmaster.state.GnssStatus.Survey;
import org.jspecify.annotations.Nullable;

/**
 * The dialogue with a Trimble timing receiver: find its speed, hear of which family it is, then for each packet read, compare, change and
 * read back. What is already as wanted is never written. All is read again after a silence, and every ten minutes.
 *
 * <p>A given place is told to the older family alone ({@link TsipPlace}): how the newer one is told it was found in no public source, so it
 * surveys. The parity of the line has to be right.
 */
final class TsipSetup implements Dialogue {

    private static final long NS = 1_000_000_000;
    private static final long ANSWER_NS = 2 * NS;
    private static final int TRIES = 3;
    private static final long SILENCE_NS = 5 * NS;
    private static final long LOST_NS = 10 * NS;
    private static final long AGAIN_NS = 60 * NS;
    private static final long AUDIT_NS = 600 * NS;
    private static final int IDENTITY = 0x9001;
    private static final int NAME = 14;
    private static final int ERROR = 0xA321;
    /** "Cannot be parsed", with the packet that could not. */
    private static final int OLD_ERROR = 0x13;
    private static final byte[] WHO = TsipWriter.checked(IDENTITY, 0, new byte[0]);

    private enum Phase {
        LISTENING("looking for the receiver"), READING("reading"), WRITING("changing"), WAITING(
                "waiting for a change"), CHECKING(
                        "reading back"), SETTLED("set up"), RESTING("does not answer");

        private final String text;

        Phase(String text) {
            this.text = text;
        }
    }

    private final ReceiverWish wish;
    private final Line line;
    private final SpeedSearch search;
    private final List<Setting> settings = new ArrayList<>();
    private Phase phase = Phase.LISTENING;
    private List<TsipWish> wishes = List.of();
    private int at;
    private int tries;
    private int unanswered;
    private int changes;
    private byte[] found = {};
    private long heardMonoNs;
    private long deadlineMonoNs;
    private boolean started;
    /** Since the last question or change of speed. */
    private boolean heard = true;
    private boolean told;
    private String model = "";
    private String firmware = "";
    private List<Setting> shown = List.of();
    private @Nullable Survey survey;

    TsipSetup(ReceiverWish wish, Line line) {
        this.wish = wish;
        this.line = line;
        this.search = new SpeedSearch(wish.baudRate());
    }

    @Override
    public Receiver receiver() {
        return new Receiver(model, firmware, phase.text, shown, survey);
    }

    /** How far the receiver's own survey is, as it says once a second; its accuracy it does not say. */
    void onSurvey(boolean active, int percent) {
        survey = new Survey(active, !active && percent >= 100, 0, Double.NaN);
    }

    @Override
    public void onReconnected(long nowMonoNs) {
        phase = Phase.LISTENING;
    }

    @Override
    public long onTick(long nowMonoNs) {
        if (!started) {
            started = true;
            deadlineMonoNs = nowMonoNs;
            heardMonoNs = nowMonoNs;
        }
        if ((phase == Phase.SETTLED || phase == Phase.RESTING) && nowMonoNs - heardMonoNs >= LOST_NS) {
            phase = Phase.LISTENING;
            heard = false;
            deadlineMonoNs = nowMonoNs;
        }
        if (deadlineMonoNs - nowMonoNs > 0) {
            return deadlineMonoNs;
        }
        switch (phase) {
            case LISTENING -> listen(nowMonoNs);
            case READING, WRITING, CHECKING -> {
                if (++tries < TRIES) {
                    ask(nowMonoNs);
                } else {
                    unanswered++;
                    show("no answer");
                    next(nowMonoNs);
                }
            }
            case WAITING -> {
                phase = Phase.CHECKING;
                ask(nowMonoNs);
            }
            case SETTLED, RESTING -> phase = Phase.LISTENING;
        }
        return deadlineMonoNs;
    }

    private void listen(long nowMonoNs) {
        if (!heard) {
            if (!search.isGoingOn()) {
                line.tell("receiver is not heard: trying other speeds");
            }
            line.baudRate(search.next());
        }
        heard = false;
        // An older receiver answers that it cannot be parsed, which is a word as well.
        line.send(WHO);
        deadlineMonoNs = nowMonoNs + ANSWER_NS;
    }

    /** Any good packet. */
    void onPacket(TsipPacket packet, boolean known) {
        long nowMonoNs = packet.arrivalMonoNs();
        boolean meant = known || answersWho(packet); // at a wrong speed noise looks like a packet now and then
        boolean returned = meant && nowMonoNs - heardMonoNs >= SILENCE_NS;
        heard |= meant;
        heardMonoNs = meant ? nowMonoNs : heardMonoNs;
        if (packet.kind() == IDENTITY && packet.size() > NAME + 2 && packet.checks()) {
            onIdentity(packet);
        }
        if (returned && phase == Phase.SETTLED) {
            phase = Phase.LISTENING;
        }
        if (phase == Phase.LISTENING) {
            if (known) {
                begin(packet.u8(0) == 0x8F, nowMonoNs);
            }
            return;
        }
        if (at < wishes.size() && isAsking()) {
            onAnswer(packet, wishes.get(at), nowMonoNs);
        }
    }

    private static boolean answersWho(TsipPacket packet) {
        return packet.u8(0) == OLD_ERROR
                ? packet.size() > 2 && ((packet.u8(1) << 8) | packet.u8(2)) == IDENTITY
                : packet.kind() == IDENTITY && packet.checks();
    }

    private boolean isAsking() {
        return phase != Phase.LISTENING && phase != Phase.SETTLED && phase != Phase.RESTING;
    }

    private void onIdentity(TsipPacket packet) {
        int length = Math.min(packet.u8(NAME), packet.size() - NAME - 2);
        String name = new String(packet.copy(NAME + 1, NAME + 1 + length), StandardCharsets.US_ASCII)
                .replaceAll("[^ -~]", "?").strip();
        String version = packet.u8(5) + "." + packet.u8(6) + "." + packet.u8(7);
        if (!name.equals(model) || !version.equals(firmware)) {
            model = name;
            firmware = version;
            line.tell("receiver is " + model + ", firmware " + firmware);
        }
    }

    private void begin(boolean old, long nowMonoNs) {
        if (search.isGoingOn()) {
            line.tell("receiver is heard");
            search.end();
        }
        wishes = old ? TsipWishes.old(wish) : TsipWishes.versionOne(wish);
        if (old && model.isEmpty()) {
            model = "Trimble";
        } else if (!old && firmware.isEmpty()) {
            line.send(WHO);
        }
        if (!old && !told && wish.position() instanceof ReceiverWish.Fixed) {
            line.tell("receiver is not told its place, it surveys: no packet is known for it");
        }
        settings.clear();
        unanswered = 0;
        changes = 0;
        at = -1;
        next(nowMonoNs);
    }

    private void next(long nowMonoNs) {
        at++;
        tries = 0;
        if (at == wishes.size() || unanswered >= TRIES) {
            settle(nowMonoNs);
        } else {
            phase = Phase.READING;
            ask(nowMonoNs);
        }
    }

    private void ask(long nowMonoNs) {
        TsipWish current = wishes.get(at);
        if (phase == Phase.WRITING) {
            line.send(current.change(found));
            phase = Phase.CHECKING;
            if (current.patienceNs() > 0) {
                phase = Phase.WAITING;
                deadlineMonoNs = nowMonoNs + current.patienceNs();
                return;
            }
        }
        deadlineMonoNs = nowMonoNs + ANSWER_NS;
        line.send(current.question());
    }

    private void onAnswer(TsipPacket packet, TsipWish current, long nowMonoNs) {
        if (refuses(packet, current)) {
            if (phase == Phase.READING) {
                show("not offered");
            } else {
                refused(current);
            }
            next(nowMonoNs);
        } else if (phase != Phase.WAITING && current.isAnsweredBy(packet)) {
            found = current.data(packet);
            compare(current, nowMonoNs);
        }
    }

    private static boolean refuses(TsipPacket packet, TsipWish current) {
        if (packet.kind() == ERROR) {
            return packet.size() > 7 && packet.checks() && current.isAbout((packet.u8(5) << 8) | packet.u8(6));
        }
        return packet.u8(0) == OLD_ERROR && packet.size() > 2
                && current.isAbout((packet.u8(1) << 8) | packet.u8(2));
    }

    private void compare(TsipWish current, long nowMonoNs) {
        boolean written = phase != Phase.READING;
        if (current.agrees(found)) {
            changes += written ? 1 : 0;
            if (written && current.conclusion().length > 0) {
                line.send(current.conclusion());
            }
            show("");
            next(nowMonoNs);
        } else if (phase == Phase.READING) {
            for (TsipField field : current.fields()) {
                if (!field.agrees(found)) {
                    line.tell("receiver: " + field.name() + ": " + field.shown(found) + " -> " + field.shownWanted());
                }
            }
            tries = 0;
            phase = Phase.WRITING;
            ask(nowMonoNs);
        } else if (++tries >= TRIES) {
            refused(current);
            next(nowMonoNs);
        } else {
            // The answer to the question that crossed the change, perhaps.
            phase = Phase.WRITING;
            ask(nowMonoNs);
        }
    }

    private void refused(TsipWish current) {
        line.tell("receiver refuses " + current.fields().stream().filter(field -> !field.agrees(found))
                .map(TsipField::name).findFirst().orElse(""));
        show("refused");
    }

    /** @param problem empty for none; else nothing was found, or what was found stands */
    private void show(String problem) {
        boolean known = problem.isEmpty() || problem.equals("refused");
        for (TsipField field : wishes.get(at).fields()) {
            if (!field.isWanted()) {
                continue;
            }
            settings.add(new Setting(field.name(), known ? field.shown(found) : problem, field.shownWanted(),
                    known && field.agrees(found)));
        }
    }

    private void settle(long nowMonoNs) {
        boolean gaveUp = unanswered >= TRIES;
        shown = List.copyOf(settings);
        phase = gaveUp ? Phase.RESTING : Phase.SETTLED;
        deadlineMonoNs = nowMonoNs + (gaveUp ? AGAIN_NS : AUDIT_NS);
        long missing = settings.stream().filter(setting -> !setting.agreed()).count();
        if (gaveUp && !told) {
            line.tell("receiver does not answer: it is taken as it is");
        } else if (!gaveUp && (!told || changes > 0)) {
            line.tell("receiver is set up: " + settings.size() + " settings, " + changes + " changed, " + missing
                    + " not as wanted");
        }
        told = true;
    }
}
