package dev.grandmaster.app.record;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.GZIPInputStream;

import dev.grandmaster.app.record.RecordFormat.Kind;
import dev.grandmaster.app.record.RecordFormat.Unit;
import org.jspecify.annotations.Nullable;

/** Reads a clock out of a text file, gzip too: blank, comma, semicolon or tab between the columns, comments and headers skipped. */
public final class RecordReader {

    private static final int DATE_PARTS = 6;
    private static final int CHUNK_BYTES = 1 << 16;
    /** Units that a column of times may be in, s. */
    private static final double[] TIME_UNITS_S = {1, 1e-3, 1e-6, 1e-9, 86_400};
    /** Values nearer to zero than this share of the median are no phase: receivers without a solution write them. */
    private static final double NO_SOLUTION = 1e-6;

    private record Sample(double time, double value, double celsius) {
    }

    private RecordReader() {
    }

    /**
     * Reads a file.
     *
     * @throws IOException where it cannot be read or has no two samples
     */
    public static ClockRecord read(Path file, RecordFormat format) throws IOException {
        List<Sample> samples = new ArrayList<>();
        int skipped = 0;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(open(file), StandardCharsets.ISO_8859_1))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                Sample sample = line.contains(format.only()) ? sample(line, format) : null;
                if (sample == null) {
                    skipped++;
                } else {
                    samples.add(sample);
                }
            }
        }
        if (samples.size() < 2) {
            throw new IOException("column " + format.column() + " has no two numbers");
        }
        return clean(samples, format, skipped);
    }

    private static InputStream open(Path file) throws IOException {
        InputStream plain = new BufferedInputStream(Files.newInputStream(file), CHUNK_BYTES);
        plain.mark(2);
        boolean packed = plain.read() == 0x1f && plain.read() == 0x8b;
        plain.reset();
        return packed ? new GZIPInputStream(plain, CHUNK_BYTES) : plain;
    }

    // ---- lines ----

    private static @Nullable Sample sample(String line, RecordFormat format) {
        String text = line.strip();
        if (text.isEmpty() || "#%*!/".indexOf(text.charAt(0)) >= 0) {
            return null;
        }
        String[] words = split(text);
        double value = number(word(words, format.column()));
        double time = format.timeColumn() == 0 ? 0 : time(words, format.timeColumn());
        if (!Double.isFinite(value) || !Double.isFinite(time)) {
            return null;
        }
        return new Sample(time, value, number(word(words, format.temperatureColumn())));
    }

    private static String[] split(String text) {
        for (String separator : new String[]{";", ",", "\t"}) {
            if (text.contains(separator)) {
                return text.split(separator, -1);
            }
        }
        return text.split("\\s+");
    }

    private static String word(String[] words, int column) {
        return column >= 1 && column <= words.length ? words[column - 1].strip().replace("\"", "") : "";
    }

    /** A number, with the D of Fortran too; NaN where there is none. */
    private static double number(String word) {
        if (word.isEmpty() || "+-.0123456789".indexOf(word.charAt(0)) < 0) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(word.replace('D', 'E').replace('d', 'E'));
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    /** A time: a number, a date, or the six columns of one that begin with the year. */
    private static double time(String[] words, int column) {
        String word = word(words, column);
        double[] parts = new double[DATE_PARTS];
        for (int i = 0; i < DATE_PARTS; i++) {
            parts[i] = number(word(words, column + i));
        }
        boolean civil = parts[0] >= 1980 && parts[0] < 2100 && isWhole(parts[0], parts[1], 1, 12)
                && isWhole(parts[0], parts[2], 1, 31) && isWhole(parts[0], parts[3], 0, 23)
                && isWhole(parts[0], parts[4], 0, 59) && parts[5] >= 0 && parts[5] < 61;
        if (civil) {
            long day = LocalDate.of((int) parts[0], (int) parts[1], 1).toEpochDay() + (long) parts[2] - 1;
            return day * 86_400.0 + parts[3] * 3600 + parts[4] * 60 + parts[5];
        }
        if (word.length() > 10 && word.charAt(4) == '-') {
            try {
                LocalDateTime date = LocalDateTime.parse(word.replace(' ', 'T').replaceAll("(Z|[+]00:?00)$", ""));
                return date.toLocalDate().toEpochDay() * 86_400.0 + date.toLocalTime().toNanoOfDay() / 1e9;
            } catch (DateTimeParseException e) {
                return Double.NaN;
            }
        }
        return number(word);
    }

    private static boolean isWhole(double year, double value, int least, int most) {
        return year == Math.rint(year) && value == Math.rint(value) && value >= least && value <= most;
    }

    // ---- samples ----

    private static ClockRecord clean(List<Sample> read, RecordFormat format, int skipped) {
        double tauS = format.tauS();
        List<Sample> samples = new ArrayList<>(read);
        if (isStamps(samples, format)) {
            samples = stamps(samples, format);
        } else {
            samples = timed(samples, format);
        }
        int dropped = read.size() - samples.size();
        return format.kind() == Kind.PHASE
                ? PhaseCleaning.phases(points(samples, format.unit().factor()), tauS, skipped, dropped)
                : PhaseCleaning.frequencies(points(relative(samples, format), 1), tauS, skipped, dropped);
    }

    private static List<ClockRecord.Point> points(List<Sample> samples, double factor) {
        double startS = samples.getFirst().time();
        return samples.stream()
                .map(s -> new ClockRecord.Point(s.time() - startS, s.value() * factor, s.celsius(), true)).toList();
    }

    /** Time stamps of pulses instead of phases: they go on by the interval. */
    private static boolean isStamps(List<Sample> samples, RecordFormat format) {
        if (format.kind() != Kind.PHASE) {
            return false;
        }
        double stepS = medianStep(samples.stream().mapToDouble(Sample::value).toArray()) * format.unit().factor() / 1e9;
        return Math.abs(stepS / format.tauS() - 1) < 0.01;
    }

    /** The phase in a time stamp is what is left of it after whole intervals; the stamp itself is the time. */
    private static List<Sample> stamps(List<Sample> samples, RecordFormat format) {
        double unitS = format.unit().factor() / 1e9;
        double tau = format.tauS() / unitS;
        List<Sample> sorted = samples.stream().sorted(Comparator.comparingDouble(Sample::value)).toList();
        double first = sorted.getFirst().value();
        List<Sample> phases = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (Sample sample : sorted) {
            double whole = Math.rint((sample.value() - first) / tau);
            if (whole > last) {
                phases.add(new Sample(whole * format.tauS(), sample.value() - first - whole * tau, sample.celsius()));
                last = whole;
            }
        }
        return phases;
    }

    /** In the order of time, repeats dropped, times in s. */
    private static List<Sample> timed(List<Sample> samples, RecordFormat format) {
        List<Sample> timed = new ArrayList<>();
        if (format.timeColumn() == 0) {
            for (int i = 0; i < samples.size(); i++) {
                timed.add(new Sample(i * format.tauS(), samples.get(i).value(), samples.get(i).celsius()));
            }
        } else {
            double step = medianStep(samples.stream().mapToDouble(Sample::time).toArray());
            double unitS = Arrays.stream(TIME_UNITS_S).boxed()
                    .min(Comparator.comparingDouble(unit -> Math.abs(Math.log(step * unit / format.tauS()))))
                    .orElse(1.0);
            double first = samples.getFirst().time();
            List<Sample> sorted = samples.stream().sorted(Comparator.comparingDouble(Sample::time)).toList();
            double lastS = Double.NEGATIVE_INFINITY;
            for (Sample sample : sorted) {
                double timeS = (sample.time() - first) * unitS;
                if (timeS - lastS > format.tauS() / 1000) {
                    timed.add(new Sample(timeS, sample.value(), sample.celsius()));
                    lastS = timeS;
                }
            }
        }
        if (format.kind() == Kind.PHASE) {
            double usual = median(timed.stream().mapToDouble(s -> Math.abs(s.value())).toArray());
            timed.removeIf(s -> Math.abs(s.value()) < usual * NO_SOLUTION);
        }
        return timed;
    }

    /** Frequencies in ppb; whole ones in Hz are relative to their median, rounded. */
    private static List<Sample> relative(List<Sample> samples, RecordFormat format) {
        double median = median(samples.stream().mapToDouble(Sample::value).toArray());
        boolean whole = format.unit() == Unit.HZ || (format.unit() == Unit.FRACTIONAL && Math.abs(median) > 0.5);
        double digit = Math.pow(10, Math.floor(Math.log10(Math.abs(median))) - 3);
        double nominal = Math.rint(median / digit) * digit;
        return samples.stream().map(s -> new Sample(s.time(),
                whole ? (s.value() - nominal) / nominal * 1e9 : s.value() * format.unit().factor(), s.celsius()))
                .toList();
    }

    private static double medianStep(double[] values) {
        double[] steps = new double[values.length - 1];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = values[i + 1] - values[i];
        }
        return median(steps);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
