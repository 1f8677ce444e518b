package dev.grandmaster.app.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.app.scenario.AnnounceListener.Heard;
import dev.grandmaster.app.simulated.ReceiverSpec;
import dev.grandmaster.board.BoardException;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.Doubt;
import dev.grandmaster.sim.oscillator.OscillatorKind;
import dev.grandmaster.sim.world.FaultKind;
import dev.grandmaster.time.LeapSecondTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * A receiver that lies, in each way that the simulated one can: what the driver says of it, what is announced on the wire, and for how
 * long any of that was wrong. The table in {@code docs/integrity.md} is what comes out; {@code -Dgm.write=true} writes it anew.
 *
 * <p>Wrong is, second by second, as long as the Announce stands that was heard last: an error beyond clockAccuracy while clockClass is
 * 6 or 7, or a currentUtcOffset or a leap flag that is not the truth while the offset is announced as valid.
 */
class IntegrityTableSimTest {

    private static final long NS = 1_000_000_000L;
    private static final long SECONDS = 900;
    private static final long FROM_S = 300;
    private static final long FOR_S = 240;
    private static final int WORST_CLASS_THAT_PROMISES = 7;
    private static final long DAY_S = 86_400;
    /** 2026-12-31 23:50 UTC. */
    private static final long NEW_YEAR_S = 1_798_761_600L - 600;
    private static final Path PAGE = Path.of(System.getProperty("gm.root", ".."), "docs", "integrity.md");
    private static final String BEGIN = "<!-- written by IntegrityTableSimTest -->\n";
    private static final String END = "<!-- end -->\n";

    private static final Pattern VERDICT = Pattern.compile("^([0-9.]+) reference .*\\[(.+)]$");

    private record Case(String what, UnaryOperator<Scene> scene) {
    }

    private record Row(String what, String said, String wire, long wrongS, long wrongUtcS) {

        String text() {
            return "| %s | %s | %s | %s | %s |\n".formatted(what, said, wire, seconds(wrongS), seconds(wrongUtcS));
        }

        private static String seconds(long count) {
            return count == 0 ? "never" : count + " s";
        }
    }

    private static Case fault(String what, FaultKind kind, double value) {
        return new Case(what, scene -> scene.fault(kind, FROM_S, FOR_S, value));
    }

    private static final List<Case> CASES = List.of(
            new Case("nothing is wrong: it acknowledges each setting", scene -> scene),
            new Case("refuses each setting", scene -> scene.fault(FaultKind.SETTINGS_REFUSED, 0, 0, 0)),
            new Case("changes its speed to 38,400 bit/s",
                    scene -> scene.fault(FaultKind.BAUD_CHANGE, FROM_S, 0, 38_400)),
            new Case("resets itself: 20 s of silence, 25 s without pulse",
                    scene -> scene.fault(FaultKind.RECEIVER_RESET, FROM_S, 20, 0).fault(FaultKind.PPS_LOSS, FROM_S, 25,
                            0)),
            fault("is silent, the pulse goes on", FaultKind.SILENCE, 0),
            fault("sends wrong checksums", FaultKind.BAD_CHECKSUMS, 0),
            fault("lies about the second: one ahead", FaultKind.WRONG_SECOND, 1),
            fault("lies about the second: one behind", FaultKind.WRONG_SECOND, -1),
            fault("runs back by an hour", FaultKind.WRONG_SECOND, -3_600),
            fault("jumps ahead by a week", FaultKind.WRONG_SECOND, 604_800),
            fault("jumps by 13.7 us", FaultKind.PPS_STEP, 13_700),
            fault("drags the pulse away, 5 ns/s", FaultKind.PPS_RAMP, 5),
            fault("loses its antenna and regains it", FaultKind.ANTENNA_OPEN, 0),
            fault("is jammed: 10 dB, the fix stays", FaultKind.JAM, 10),
            fault("is jammed: 30 dB, the fix is lost", FaultKind.JAM, 30),
            fault("suspects forged signals", FaultKind.SPOOF_FLAG, 0),
            fault("finds itself 500 m away", FaultKind.POSITION_JUMP, 500),
            fault("Galileo 13.7 us beside GPS", FaultKind.GALILEO_OFFSET, 13_700),
            fault("rolls its week over", FaultKind.WEEK_ROLLOVER, 0),
            new Case("rolled its week over before the start", scene -> scene.fault(FaultKind.WEEK_ROLLOVER, 0, 0, 0)),
            new Case("starts cold, with the date of its firmware",
                    scene -> scene.with(ReceiverSpec.WARM_UBX.withCold(true))),
            new Case("announces a leap second that the list denies",
                    scene -> scene.on(NEW_YEAR_S, Scene.AS_IT_IS, Optional.of(Scene.AS_IT_IS))
                            .fault(FaultKind.LEAP_MISANNOUNCED, 0, 0, 1)),
            new Case("knows nothing of the list's leap second", IntegrityTableSimTest::leapOfTheListAlone));

    /** The truth has a leap second; the receiver, by announcing the opposite, denies it. */
    private static Scene leapOfTheListAlone(Scene scene) {
        LeapSecondTable withLeap = new LeapSecondTable("test",
                List.of(new LeapSecondTable.Entry(1_435_708_800L, 36), new LeapSecondTable.Entry(1_483_228_800L, 37),
                        new LeapSecondTable.Entry(NEW_YEAR_S + 600, 38)),
                1_814_140_837L * NS);
        return scene.on(NEW_YEAR_S, withLeap, Optional.of(withLeap)).fault(FaultKind.LEAP_MISANNOUNCED, 0, 0, -1);
    }

    @Test
    void thePageTellsWhatTheTestsSaw() throws BoardException, IOException {
        StringBuilder table = new StringBuilder("""

                | the receiver ... | found | announced: clockClass, clockAccuracy | wrong time | wrong UTC |
                | --- | --- | --- | --- | --- |
                """);
        List<String> wrong = new ArrayList<>();
        for (Case each : CASES) {
            Row row = play(each);
            table.append(row.text());
            if (row.wrongS > 0 || row.wrongUtcS > 0) {
                wrong.add(row.text());
            }
        }
        String page = Files.readString(PAGE);
        int from = page.indexOf(BEGIN) + BEGIN.length();
        int until = page.indexOf(END);
        if (Boolean.getBoolean("gm.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table.append('\n') + page.substring(until));
        } else {
            assertEquals(table.append('\n').toString(), page.substring(from, until),
                    "docs/integrity.md is stale: this test with -Dgm.write=true writes it anew");
        }
        assertEquals(List.of(), wrong, "a wrong statement was announced");
    }

    private static Row play(Case played) throws BoardException {
        Scene scene = played.scene().apply(new Scene(77, OscillatorKind.OCXO).holdover(60, 1_000, DAY_S));
        ScenarioRun run = scene.run();
        AnnounceListener listener = new AnnounceListener(run.listen(Scene.PORT));
        Story story = new Story(scene);
        run.play(SECONDS, second -> {
            for (Heard announce : listener.take()) {
                story.hear(announce);
            }
            story.judge(second, run.grandmaster().gnss().get().verdict().doubts());
        });
        run.summary(0, 1).events().forEach(story::read);
        return new Row(played.what(), story.said(), String.join(", ", story.announced), story.wrongS, story.wrongUtcS);
    }

    /** What was said and announced, each change once. */
    private static final class Story {
        private final Scene scene;
        private final List<String> announced = new ArrayList<>();
        private final Set<Doubt> doubts = new LinkedHashSet<>();
        private @Nullable Heard standing;
        private int lastClass;
        private ClockAccuracy worst = ClockAccuracy.UNKNOWN;
        private long wrongS;
        private long wrongUtcS;

        Story(Scene scene) {
            this.scene = scene;
        }

        /** Of each stretch of one class the worst accuracy is shown. */
        void hear(Heard announce) {
            standing = announce;
            ClockAccuracy accuracy = accuracy(announce);
            if (announce.clockClass() != lastClass || announced.isEmpty()) {
                lastClass = announce.clockClass();
                worst = accuracy;
                announced.add("");
            }
            worst = worst.orWorse(accuracy);
            announced.set(announced.size() - 1, "%d 0x%02X".formatted(lastClass, worst.wireValue()));
        }

        void judge(Second second, Set<Doubt> present) {
            if (second.elapsedS() > 60) {
                doubts.addAll(present);
            }
            Heard last = standing;
            if (last == null) {
                return;
            }
            boolean promised = last.clockClass() <= WORST_CLASS_THAT_PROMISES;
            wrongS += promised && Math.abs(second.trueErrorNs()) > accuracy(last).limitNs() ? 1 : 0;
            LeapSecondTable truth = scene.truth();
            long thenTaiNs = last.originTaiNs();
            int offset = truth.taiMinusUtcAt(thenTaiNs);
            LeapSecondTable.Entry next = truth.nextAfter(thenTaiNs);
            boolean leap = next != null && next.fromTaiNs() - thenTaiNs <= 43_200 * NS;
            boolean right = last.utcOffset() == offset && last.leap61() == leap && !last.leap59();
            wrongUtcS += last.utcValid() && !right ? 1 : 0;
        }

        /** Doubts of the discipline's own come as events. */
        void read(String event) {
            Matcher verdict = VERDICT.matcher(event);
            if (verdict.find() && Double.parseDouble(verdict.group(1)) > 60) {
                for (String doubt : verdict.group(2).split(", ", -1)) {
                    doubts.add(Doubt.valueOf(doubt));
                }
            }
        }

        String said() {
            return doubts.isEmpty()
                    ? "nothing"
                    : String.join(", ", doubts.stream().sorted().map(Doubt::text).toList()).toLowerCase(Locale.ROOT);
        }

        private static ClockAccuracy accuracy(Heard announce) {
            for (ClockAccuracy accuracy : ClockAccuracy.values()) {
                if (accuracy.wireValue() == announce.clockAccuracy()) {
                    return accuracy;
                }
            }
            throw new AssertionError("clockAccuracy " + announce.clockAccuracy());
        }
    }
}
