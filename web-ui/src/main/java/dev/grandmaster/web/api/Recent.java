package dev.grandmaster.web.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import dev.grandmaster.web.http.Json;
import org.jspecify.annotations.Nullable;

/**
 * The last two hours, a record a second, in memory that does not grow: what a plot begins with before it goes on live. Written by one thread,
 * read by any.
 */
final class Recent {

    static final int SECONDS = 7200;

    /** Columns in the order of their storage. */
    private static final List<String> COLUMNS = List.of("offsetNs", "boundNs", "frequencyPpb", "trueErrorNs",
            "measuredErrorNs", "clockClass", "satellites", "temperatureC");

    private final long[] unixMs = new long[SECONDS];
    private final float[][] values = new float[COLUMNS.size()][SECONDS];
    private int next;
    private int count;

    /** Adds a second. */
    synchronized void add(Unit.Look look) {
        unixMs[next] = look.unixMs();
        Double trueErrorNs = look.clock().served() ? look.trueErrorNs() : null;
        double[] record = {look.clock().offsetNs(), look.clock().boundNs(), look.clock().frequencyPpb(),
                orNothing(trueErrorNs), orNothing(look.measuredErrorNs()),
                look.clock().announcedAt(look.monoNs()).quality().clockClass(), look.gnss().satellitesUsed(),
                orNothing(look.temperatureC())};
        for (int column = 0; column < record.length; column++) {
            values[column][next] = (float) record[column];
        }
        next = (next + 1) % SECONDS;
        count = Math.min(count + 1, SECONDS);
    }

    /**
     * The last seconds by columns, at most {@code points} of them: where there are more, each stands for several neighbours and the smallest
     * and largest value of a column stand beside its last one.
     */
    synchronized Map<String, @Nullable Object> columns(int seconds, int points) {
        int shown = Math.min(seconds, count);
        int step = Math.max(1, (shown + points - 1) / points);
        Map<String, @Nullable Object> columns = new LinkedHashMap<>();
        columns.put("resolutionS", step);
        List<Object> times = new ArrayList<>();
        for (int end = shown % step == 0 ? step : shown % step; end <= shown; end += step) {
            times.add(unixMs[at(shown, end - 1)] / 1000.0);
        }
        columns.put("unixS", times);
        for (int column = 0; column < COLUMNS.size(); column++) {
            columns.put(COLUMNS.get(column), last(values[column], shown, step));
            if (step > 1) {
                columns.put(COLUMNS.get(column) + "Min", extreme(values[column], shown, step, -1));
                columns.put(COLUMNS.get(column) + "Max", extreme(values[column], shown, step, 1));
            }
        }
        return columns;
    }

    /** The offsets of the last seconds without a gap, oldest first, ns. */
    synchronized double[] offsets() {
        double[] offsets = new double[count];
        int used = 0;
        for (int back = 1; back <= count; back++) {
            float value = values[0][Math.floorMod(next - back, SECONDS)];
            if (!Float.isFinite(value)) {
                break;
            }
            offsets[used++] = value;
        }
        double[] inOrder = new double[used];
        for (int i = 0; i < used; i++) {
            inOrder[i] = offsets[used - 1 - i];
        }
        return inOrder;
    }

    /** Where the n-th of the shown seconds is stored. */
    private int at(int shown, int n) {
        return Math.floorMod(next - shown + n, SECONDS);
    }

    private List<@Nullable Double> last(float[] column, int shown, int step) {
        List<@Nullable Double> result = new ArrayList<>();
        for (int end = shown % step == 0 ? step : shown % step; end <= shown; end += step) {
            result.add(rounded(column[at(shown, end - 1)]));
        }
        return result;
    }

    private List<@Nullable Double> extreme(float[] column, int shown, int step, int sign) {
        List<@Nullable Double> result = new ArrayList<>();
        int from = 0;
        for (int end = shown % step == 0 ? step : shown % step; end <= shown; end += step) {
            float best = Float.NaN;
            for (int i = from; i < end; i++) {
                float value = column[at(shown, i)];
                if (Float.isFinite(value) && !(sign * value <= sign * best)) {
                    best = value;
                }
            }
            result.add(rounded(best));
            from = end;
        }
        return result;
    }

    private static double orNothing(@Nullable Double value) {
        return value == null ? Double.NaN : value;
    }

    private static @Nullable Double rounded(float value) {
        return Json.finite(Math.rint(value * 1000.0) / 1000.0);
    }
}
