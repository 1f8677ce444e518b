package dev.grandmaster.discipline.stability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class StabilityTest {

    /** The frequencies of NIST SP 1065, table 30, as phases: ten points of nine frequency values, and its table 31. */
    private static final double[] NBS14 = {0, 892, 892 + 809, 892 + 809 + 823, 892 + 809 + 823 + 798,
            892 + 809 + 823 + 798 + 671, 892 + 809 + 823 + 798 + 671 + 644, 892 + 809 + 823 + 798 + 671 + 644 + 883,
            892 + 809 + 823 + 798 + 671 + 644 + 883 + 903, 892 + 809 + 823 + 798 + 671 + 644 + 883 + 903 + 677};

    @Test
    void agreesWithThePublishedValuesOfTheNineFrequencies() {
        assertEquals(91.22945, Stability.allanDeviationPpb(NBS14, 1, 1), 5e-6);
        assertEquals(85.95287, Stability.allanDeviationPpb(NBS14, 1, 2), 5e-6);
        assertEquals(52.67135, Stability.timeDeviationNs(NBS14, 1), 5e-6);
        assertEquals(86.35831, Stability.timeDeviationNs(NBS14, 2), 5e-6);
    }

    @Test
    void agreesWithTheDefinitionsSummedPlainly() {
        double[] phase = noise(300);
        for (int m : new int[]{1, 3, 20, 99}) {
            double sum = 0;
            int terms = phase.length - 3 * m + 1;
            for (int j = 0; j < terms; j++) {
                double inner = 0;
                for (int i = j; i < j + m; i++) {
                    inner += phase[i + 2 * m] - 2 * phase[i + m] + phase[i];
                }
                sum += inner * inner;
            }
            assertEquals(Math.sqrt(sum / (6.0 * m * m * terms)), Stability.timeDeviationNs(phase, m), 1e-9,
                    "TDEV " + m);
            double most = 0;
            for (int j = 0; j + m < phase.length; j++) {
                double high = phase[j];
                double low = phase[j];
                for (int i = j; i <= j + m; i++) {
                    high = Math.max(high, phase[i]);
                    low = Math.min(low, phase[i]);
                }
                most = Math.max(most, high - low);
            }
            assertEquals(most, Stability.maximumTimeIntervalErrorNs(phase, m), 1e-12, "MTIE " + m);
        }
    }

    @Test
    void agreesWithStable32() throws IOException {
        String data = System.getProperty("gm.data");
        Assumptions.assumeTrue(data != null, "no gm.data");
        Path folder = Path.of(data, "clocks", "allantools", "phasedat");
        Assumptions.assumeTrue(Files.isDirectory(folder), "no " + folder);
        double[] phase = rows(folder.resolve("PHASE.DAT")).mapToDouble(row -> row[0]).toArray();
        int rows = 0;
        for (double[] row : rows(folder.resolve("phase_dat_oadev_octave.txt")).toList()) {
            assertEquals(row[5], Stability.allanDeviationPpb(phase, 1, (int) row[0]), 1e-4 * row[5], "ADEV " + row[0]);
            rows++;
        }
        for (double[] row : rows(folder.resolve("phase_dat_tdev_octave.txt")).toList()) {
            assertEquals(row[5], Stability.timeDeviationNs(phase, (int) row[0]), 1e-4 * row[5], "TDEV " + row[0]);
            rows++;
        }
        for (double[] row : rows(folder.resolve("phase_dat_mtie.txt")).toList()) {
            assertEquals(row[3], Stability.maximumTimeIntervalErrorNs(phase, (int) row[0]), 1e-4 * row[3],
                    "MTIE " + row[0]);
            rows++;
        }
        assertTrue(rows > 20, "rows " + rows);
    }

    private static Stream<double[]> rows(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .map(line -> Stream.of(line.split("\\s+", -1)).mapToDouble(Double::parseDouble).toArray());
    }

    @Test
    void aRecordThatIsTooShortHasNoValue() {
        double[] phase = noise(10);
        assertTrue(Double.isNaN(Stability.allanDeviationPpb(phase, 1, 5)));
        assertTrue(Double.isNaN(Stability.timeDeviationNs(phase, 4)));
        assertTrue(Double.isNaN(Stability.maximumTimeIntervalErrorNs(phase, 10)));
    }

    private static double[] noise(int length) {
        SplittableRandom random = new SplittableRandom(6);
        return random.doubles(length, -50, 50).toArray();
    }
}
