package dev.grandmaster.app.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import dev.grandmaster.app.record.RecordFormat.Kind;
import dev.grandmaster.app.record.RecordFormat.Unit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

class HoldoverReportTest {

    /** A record, and what share of the line's error at 4 h is allowed at most; the others are held to 1.1 alone. */
    private record Recorded(String file, RecordFormat format, double mostAt4H) {
    }

    private static final List<Recorded> RECORDS = List.of(
            new Recorded("unlicensed/f9t-ticc/locke1.ticcA.csv.gz",
                    new RecordFormat(Kind.PHASE, Unit.S, 1, 2, 0, 0, ""), 1 / 3.0),
            new Recorded("gpsdo-dcxo/gpsdo-first.txt.gz",
                    new RecordFormat(Kind.FREQUENCY, Unit.PPM, 11, 3, 1, 2, ""), 1 / 3.0),
            new Recorded("max2771-tcxo/dt-first.txt.gz", new RecordFormat(Kind.PHASE, Unit.S, 1, 2, 1, 0, ""), 1.1),
            new Recorded("allantools/ocxo/ocxo_frequency.txt.gz",
                    new RecordFormat(Kind.FREQUENCY, Unit.HZ, 1, 1, 0, 0, ""), 1.1),
            new Recorded("allantools/Cs5071A/5071A_phase.txt.gz",
                    new RecordFormat(Kind.PHASE, Unit.S, 1, 1, 0, 0, ""), 1.1),
            new Recorded("igs/esa15253-a.clk.gz", new RecordFormat(Kind.PHASE, Unit.S, 300, 10, 3, 0, "AR KERG"), 1.1),
            new Recorded("igs/esa15253-a.clk.gz", new RecordFormat(Kind.PHASE, Unit.S, 300, 10, 3, 0, "AR SCH2"), 1.1),
            new Recorded("igs/esa15253-a.clk.gz", new RecordFormat(Kind.PHASE, Unit.S, 300, 10, 3, 0, "AR WTZR"),
                    1.1));

    @TestFactory
    Stream<DynamicTest> isNeverMuchWorseThanALineAndOftenMuchBetter() {
        return RECORDS.stream().map(recorded -> DynamicTest
                .dynamicTest(recorded.file() + ' ' + recorded.format().only(), () -> judge(recorded)));
    }

    private static void judge(Recorded recorded) throws IOException {
        Path file = Path.of(System.getProperty("gm.data", "../../shared/data")).resolve("clocks")
                .resolve(recorded.file());
        Assumptions.assumeTrue(Files.exists(file), "recorded data " + file);
        Map<String, ?> report = HoldoverReport.of(RecordReader.read(file, recorded.format()));
        int told = 0;
        for (Map<?, ?> horizon : horizons(report)) {
            if (horizon.get("reason") == null) {
                told++;
                double ratio = number(horizon.get("oursToFreeze"));
                boolean is4H = number(horizon.get("horizonS")) == 14_400;
                assertTrue(ratio <= (is4H ? recorded.mostAt4H() : 1.1), "at " + horizon);
                assertTrue(number(horizon.get("startPoints")) > 0, "at " + horizon);
            }
        }
        assertTrue(told >= 1);
    }

    @Test
    void survivesCommentsRepeatsGapsDisorderAndGzip(@TempDir Path folder) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        List<String> lines = new ArrayList<>(List.of("# a comment", "time,phase,temperature", ""));
        for (int second = 0; second < 40_000; second += 10) {
            if (second > 20_000 && second < 21_000) {
                continue;
            }
            String line = "%d, %.12f, %s".formatted(1_700_000_000L + second,
                    1e-3 + 5e-9 * second + 1e-9 * random.nextGaussian(), second % 70 == 0 ? "" : "25.0");
            lines.add(line);
            if (second % 500 == 0) {
                lines.add(line);
            }
        }
        lines.add(7, lines.remove(6));
        lines.add("nonsense");
        lines.add("1700000001");
        Path file = folder.resolve("record.csv.gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.US_ASCII));
        }
        ClockRecord clock = RecordReader.read(file, new RecordFormat(Kind.PHASE, Unit.S, 10, 2, 1, 3, ""));
        assertEquals(39_990, clock.lengthS(), 1e-6);
        assertEquals(0, clock.steps());
        assertTrue(clock.dropped() >= 79, "dropped " + clock.dropped());
        Map<?, ?> hour = horizons(HoldoverReport.of(clock)).getFirst();
        assertTrue(number(((Map<?, ?>) Objects.requireNonNull(hour.get("ours"))).get("rmsNs")) < 5, "at " + hour);
    }

    @Test
    void aHorizonBeyondHalfOfTheRecordIsNullWithTheReason(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("short.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 3 * 360; i++) {
            text.append(i % 7).append(" 0.25\n");
        }
        Files.writeString(file, text);
        ClockRecord clock = RecordReader.read(file, new RecordFormat(Kind.FREQUENCY, Unit.PPB, 10, 2, 0, 0, ""));
        List<Map<?, ?>> horizons = horizons(HoldoverReport.of(clock));
        assertNull(horizons.get(0).get("reason"));
        for (Map<?, ?> horizon : horizons.subList(1, 3)) {
            assertNull(horizon.get("ours"));
            assertTrue(String.valueOf(horizon.get("reason")).contains("half of the record"), "at " + horizon);
        }
    }

    @Test
    void stampsOfPulsesArePhasesAndMillisecondsThatAReceiverSetsBackAreUndone(@TempDir Path folder)
            throws IOException {
        Path file = folder.resolve("stamps.txt");
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 9000; i++) {
            text.append("%.12f%n".formatted(100.25 + i + 40e-9 * i));
        }
        Files.writeString(file, text);
        ClockRecord stamps = RecordReader.read(file, new RecordFormat(Kind.PHASE, Unit.S, 1, 1, 0, 0, ""));
        assertEquals(8999 * 40.0, stamps.points().getLast().phaseNs(), 1);

        StringBuilder reset = new StringBuilder();
        for (int i = 0; i < 9000; i++) {
            reset.append("%.3f%n".formatted(123_456 + 40.0 * i + i % 3 - (i > 5000 ? 1e6 : 0)));
        }
        Files.writeString(file, reset);
        ClockRecord undone = RecordReader.read(file, new RecordFormat(Kind.PHASE, Unit.NS, 1, 1, 0, 0, ""));
        assertEquals(1, undone.steps());
        assertTrue(undone.points().stream().allMatch(ClockRecord.Point::joined));
        assertEquals(8999 * 40.0, undone.points().getLast().phaseNs() - undone.points().getFirst().phaseNs(), 5);
    }

    private static List<Map<?, ?>> horizons(Map<String, ?> report) {
        List<Map<?, ?>> horizons = new ArrayList<>();
        if (report.get("horizons") instanceof List<?> list) {
            list.forEach(part -> horizons.add((Map<?, ?>) part));
        }
        assertEquals(3, horizons.size());
        return horizons;
    }

    private static double number(@Nullable Object value) {
        return ((Number) Objects.requireNonNull(value)).doubleValue();
    }
}
