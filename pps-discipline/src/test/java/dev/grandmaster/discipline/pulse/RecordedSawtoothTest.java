package dev.grandmaster.discipline.pulse;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;

import dev.grandmaster.discipline.stability.Stability;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.time.PulseCorrection;
import dev.grandmaster.time.TimeScale;
import org.junit.jupiter.api.Test;

/**
 * Seven hours of a real receiver's pulses against a house clock, and the TIM-TP message before each: paired by their second the
 * quantisation errors take nine tenths of the noise away, paired one pulse off they take away nothing.
 */
class RecordedSawtoothTest {

    private static final long NS = 1_000_000_000L;
    private static final long GPS_EPOCH = 315_964_800;
    private static final int WEEK_S = 604_800;
    private static final LeapSecondTable LIST = new LeapSecondTable("test",
            List.of(new LeapSecondTable.Entry(1_483_228_800L, 37)), LeapSecondTable.NEVER);

    private record Pulse(long utcSecond, double phaseNs) {
    }

    @Test
    void correctionsOfTheRightPulseTakeNineTenthsOfTheNoiseAway() {
        List<Pulse> pulses = pulses();
        double rawPpb = deviationPpb(pulses, Integer.MAX_VALUE);
        double correctedPpb = deviationPpb(pulses, 0);
        String figures = "%.2f ppb raw, %.2f corrected, %.2f and %.2f one off".formatted(rawPpb, correctedPpb,
                deviationPpb(pulses, 1), deviationPpb(pulses, -1));
        assertTrue(pulses.size() > 24_000, "pulses: " + pulses.size());
        assertTrue(rawPpb > 3.5 && rawPpb < 3.9, figures);
        assertTrue(correctedPpb < rawPpb / 10, figures);
        assertTrue(deviationPpb(pulses, 1) > 0.9 * rawPpb && deviationPpb(pulses, -1) > 0.9 * rawPpb, figures);
    }

    /** Of the pulses after what was said of the pulse so many seconds later was added; for the largest number nothing is. */
    private static double deviationPpb(List<Pulse> pulses, int off) {
        LeapOracle oracle = new LeapOracle();
        oracle.onTable(LIST);
        SawtoothCorrections corrections = new SawtoothCorrections(oracle);
        List<PulseCorrection> said = corrections();
        double[] phaseNs = new double[pulses.size()];
        int next = 0;
        for (int i = 0; i < phaseNs.length; i++) {
            Pulse pulse = pulses.get(i);
            while (off != Integer.MAX_VALUE && next < said.size()
                    && said.get(next).scaleSeconds() <= pulse.utcSecond() + Math.max(0, off)) {
                corrections.onCorrection(said.get(next++));
            }
            long taiSecond = oracle.toTaiSeconds(TimeScale.UTC, pulse.utcSecond(), false);
            phaseNs[i] = pulse.phaseNs() + (off == Integer.MAX_VALUE ? 0 : corrections.at(taiSecond + off));
        }
        return Stability.allanDeviationPpb(phaseNs, 1, 1);
    }

    /** Host time names the second, 18 ms late; stamps are seconds with twelve decimals. */
    private static List<Pulse> pulses() {
        List<String[]> lines = lines("baseline2.ticcA.csv.gz");
        long first = wholeSeconds(lines.getFirst()[1]);
        return IntStream.range(0, lines.size()).mapToObj(i -> {
            String[] line = lines.get(i);
            return new Pulse(LocalDateTime.parse(line[0].replace(' ', 'T')).toEpochSecond(ZoneOffset.UTC),
                    (wholeSeconds(line[1]) - first - i) * (double) NS + fractionNs(line[1]));
        }).toList();
    }

    private static List<PulseCorrection> corrections() {
        return lines("baseline2.timTpA.csv.gz").stream().map(line -> new PulseCorrection(
                Integer.parseInt(line[4]) / 1_000.0, TimeScale.UTC,
                GPS_EPOCH + Long.parseLong(line[1]) * WEEK_S + Long.parseLong(line[2]) / 1_000, true, 0)).toList();
    }

    private static long wholeSeconds(String stamp) {
        return Long.parseLong(stamp.substring(0, stamp.indexOf('.')));
    }

    private static double fractionNs(String stamp) {
        return Long.parseLong(stamp.substring(stamp.indexOf('.') + 1)) / 1_000.0;
    }

    private static List<String[]> lines(String name) {
        String named = System.getProperty("gm.data");
        Path file = Path.of(named == null ? "../../shared/data" : named).resolve("clocks/unlicensed/f9t-ticc")
                .resolve(name);
        assumeTrue(Files.exists(file), "no recorded pulses at " + file);
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
            return reader.lines().skip(1).map(line -> line.split(",", -1)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
