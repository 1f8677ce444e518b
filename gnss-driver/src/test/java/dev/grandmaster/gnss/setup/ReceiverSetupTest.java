package dev.grandmaster.gnss.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.grandmaster.gnss.scan.Frames;
import dev.grandmaster.gnss.setup.ReceiverWish.Fixed;
import dev.grandmaster.gnss.setup.ReceiverWish.Grid;
import dev.grandmaster.gnss.ubx.TimTp;
import dev.grandmaster.gnss.ubx.UbxKind;
import dev.grandmaster.gnss.ubx.UbxWriter;
import dev.grandmaster.state.GnssStatus.Setting;
import dev.grandmaster.state.GnssStatus.Survey;
import org.junit.jupiter.api.Test;

class ReceiverSetupTest {

    private static final long MS = 1_000_000;
    private static final long S = 1_000 * MS;
    private static final int CABLE = 0x30050001;
    private static final int GRID = 0x2005000C;
    private static final int SURVEY = 0x40030010;

    private final List<String> told = new ArrayList<>();
    private final List<Integer> speeds = new ArrayList<>();
    private ScriptedReceiver receiver = ScriptedReceiver.f9t();
    private ReceiverSetup setup = setup(ReceiverWish.DEFAULT);
    private boolean hasSpeed = true;
    private int lineSpeed = 115_200;
    private long nowNs;

    private ReceiverSetup setup(ReceiverWish wish) {
        return new ReceiverSetup(wish, new Dialogue.Line() {
            @Override
            public void send(byte[] frame) {
                if (lineSpeed == receiver.speed) {
                    receiver.hear(Frames.only(frame));
                }
            }

            @Override
            public boolean baudRate(int baudRate) {
                speeds.add(baudRate);
                lineSpeed = hasSpeed ? baudRate : lineSpeed;
                return hasSpeed;
            }

            @Override
            public void tell(String text) {
                told.add(text);
            }
        });
    }

    /** Each 50 ms the receiver's answers arrive; each second it names a pulse, where it was told to. */
    private void play(long seconds) {
        for (long end = nowNs + seconds * S; nowNs < end; nowNs += 50 * MS) {
            if (nowNs % S == 0 && lineSpeed == receiver.speed) {
                receiver.answers.add(UbxWriter.frame(UbxKind.NAV_STATUS, new byte[16]));
                if (receiver.rate(UbxKind.TIM_TP) > 0) {
                    receiver.answers
                            .add(UbxWriter.write(new TimTp(0, 0, 0, 2_400, TimTp.Base.GPS, true, true, true)));
                }
            }
            List<byte[]> heard = List.copyOf(receiver.answers);
            receiver.answers.clear();
            heard.forEach(frame -> setup.onFrame(Frames.only(frame), nowNs));
            assertTrue(setup.onTick(nowNs) > nowNs - S);
        }
    }

    private Setting setting(String name) {
        return setup.receiver().settings().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
    }

    private void assertAllAgreed() {
        assertFalse(setup.receiver().settings().isEmpty());
        assertEquals(List.of(), setup.receiver().settings().stream().filter(each -> !each.agreed()).toList());
    }

    @Test
    void aNewReceiverIsAskedAndChangedAndReadBack() {
        play(20);
        assertEquals("ZED-F9T-00B", setup.receiver().model());
        assertEquals("TIM 2.20", setup.receiver().firmware());
        assertEquals("set up", setup.receiver().dialogue());
        assertAllAgreed();
        assertEquals(0, receiver.keys.get(CABLE), "what is compensated by us is compensated once");
        assertEquals(1, receiver.keys.get(GRID));
        assertEquals(0, receiver.keys.get(0x40050004), "no pulse while unlocked");
        assertEquals(1, receiver.keys.get(0x20030001), "a survey begins");
        assertTrue(told.contains("receiver: antenna cable delay, ns: 50 -> 0"), () -> told.toString());
        assertTrue(told.getLast().startsWith("receiver is set up:"), () -> told.toString());
    }

    @Test
    void whatIsAsWantedIsNeverWritten() {
        play(20);
        int written = receiver.written;
        int toldBefore = told.size();
        play(1_300);
        assertEquals(written, receiver.written);
        assertEquals(toldBefore, told.size());
        assertTrue(receiver.read > 100, "it was read again");
    }

    @Test
    void aReceiverThatWasResetIsSetUpAgain() {
        play(20);
        receiver.reset();
        play(40);
        assertTrue(told.contains("receiver lost its settings"), () -> told.toString());
        assertAllAgreed();
        assertEquals(0, receiver.keys.get(CABLE));
    }

    @Test
    void aChangeByAnotherHandIsFoundAndUndone() {
        play(20);
        receiver.keys.put(CABLE, 30);
        play(620);
        assertEquals(0, receiver.keys.get(CABLE));
        assertTrue(told.contains("receiver: antenna cable delay, ns: 30 -> 0"));
    }

    @Test
    void aRefusalIsToldAndShownAndTheRestGoesOn() {
        receiver.refused.add(GRID);
        play(20);
        assertTrue(told.contains("receiver refuses pulse 1: time grid"), () -> told.toString());
        assertEquals(new Setting("pulse 1: time grid", "0", "1", false), setting("pulse 1: time grid"));
        assertEquals(1, setup.receiver().settings().stream().filter(each -> !each.agreed()).count());
        assertTrue(told.getLast().endsWith("1 not as wanted"), () -> told.toString());
    }

    @Test
    void aKeyThatSaysYesAndDoesNothingIsFoundByReadingBack() {
        receiver.ignored.add(GRID);
        play(20);
        assertEquals(new Setting("pulse 1: time grid", "0", "1", false), setting("pulse 1: time grid"));
        assertTrue(told.contains("receiver refuses pulse 1: time grid"), () -> told.toString());
    }

    @Test
    void whatAReceiverNeverHadIsNotMissed() {
        receiver.keys.remove(0x20030001);
        receiver.keys.remove(SURVEY);
        play(20);
        assertAllAgreed();
        assertEquals(new Setting("position: mode", "not offered", "1", true), setting("position: mode"));
    }

    @Test
    void lostAnswersAreAskedForAgain() {
        receiver.loseEvery = 4;
        play(300);
        assertEquals("set up", setup.receiver().dialogue());
        assertAllAgreed();
    }

    @Test
    void theSpeedIsFound() {
        receiver.speed = 38_400;
        play(30);
        assertEquals(List.of(9_600, 38_400), speeds);
        assertEquals("set up", setup.receiver().dialogue());
        assertTrue(told.contains("receiver is heard"));
    }

    @Test
    void aReceiverThatCannotBeAnsweredIsTakenAsItIsAndAskedAgain() {
        receiver.deaf = true;
        play(50);
        assertEquals("does not answer", setup.receiver().dialogue());
        assertEquals(List.of("receiver does not answer: it is taken as it is"), told);
        assertEquals(List.of(), speeds, "it is heard, so its speed is right");
        receiver.deaf = false;
        play(60);
        assertAllAgreed();
    }

    @Test
    void aFixedPositionIsGiven() {
        setup = setup(ReceiverWish.DEFAULT.withGrid(Grid.GALILEO)
                .withPosition(new Fixed(514_779_000, -15_000, 6_800, 100)));
        play(20);
        assertAllAgreed();
        assertEquals(2, receiver.keys.get(0x20030001));
        assertEquals(-15_000, receiver.keys.get(0x4003000A));
        assertEquals(4, receiver.keys.get(GRID));
        assertEquals(1_000, receiver.keys.get(0x4003000F), "0.1 mm");
    }

    @Test
    void generationEightIsSetUpByMessages() {
        receiver = ScriptedReceiver.m8t();
        play(30);
        assertEquals("NEO-M8T-0", setup.receiver().model());
        assertEquals("set up", setup.receiver().dialogue(), () -> told.toString());
        assertAllAgreed();
        byte[] pulse = Objects.requireNonNull(receiver.messages.get(UbxKind.CFG_TP5));
        assertEquals(0, pulse[4], "cable delay");
        assertEquals(0x37 | 0x40 | 0x80, (pulse[28] & 0xFF), "the polarity stays, the grid is that of GPS");
        assertEquals(7, pulse[6], "the delay of the radio stays");
        assertEquals(1, receiver.rate(UbxKind.TIM_TP));
        assertEquals(1, Objects.requireNonNull(receiver.messages.get(UbxKind.CFG_TMODE2))[0], "a survey begins");
        int written = receiver.written;
        play(700);
        assertEquals(written, receiver.written, "its survey is not begun again");
    }

    @Test
    void generationSixSaysNoProtocolAndKnowsTheOldGrid() {
        receiver = ScriptedReceiver.six();
        play(60);
        assertEquals("u-blox 00040007", setup.receiver().model());
        assertEquals("set up", setup.receiver().dialogue(), () -> told.toString());
        assertEquals(0x80, Objects.requireNonNull(receiver.messages.get(UbxKind.CFG_TP5))[28] & 0x80);
    }

    @Test
    void surveysAreShown() {
        byte[] svin = new byte[40];
        svin[8] = 60;
        svin[28] = (byte) 0x20;
        svin[29] = 0x4E;
        svin[37] = 1;
        setup.onFrame(Frames.only(UbxWriter.frame(UbxKind.NAV_SVIN, svin)), 0);
        assertEquals(new Survey(true, false, 60, 2.0), setup.receiver().survey());
        setup.onFrame(Frames.only(UbxWriter.frame(UbxKind.NAV_SVIN, new byte[12])), S);
        assertEquals(60, Objects.requireNonNull(setup.receiver().survey()).seconds());
    }

    @Test
    void answersThatAreTooShortAreNone() {
        receiver.cut = true;
        play(60);
        assertEquals("does not answer", setup.receiver().dialogue());
    }
}
