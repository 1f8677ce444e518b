package dev.grandmaster.app.web;

import java.util.Optional;

import dev.grandmaster.history.History;
import dev.grandmaster.history.History.Extent;
import dev.grandmaster.history.HistorySecond.Figures;

/** The newest hour of the record as a table. */
public final class LastHour {

    private static final int SECONDS = 3600;

    private LastHour() {
    }

    /** A line for each second; the last minute may be missing. */
    public static String csv(History history) {
        StringBuilder table = new StringBuilder(1 << 14).append(
                "taiSeconds,state,clockClass,offsetNs,boundNs,frequencyPpb,temperatureC,satellites,trust\n");
        Optional<Extent> extent = history.extent();
        extent.ifPresent(known -> history.seconds(known.lastTaiSeconds() - SECONDS + 1, known.lastTaiSeconds(),
                second -> {
                    Figures figures = second.figures();
                    table.append(second.taiSeconds()).append(',').append(second.state()).append(',')
                            .append(second.clockClass()).append(',').append(figures.offsetNs()).append(',')
                            .append(figures.boundNs()).append(',').append(figures.frequencyPpb()).append(',')
                            .append(figures.temperatureC()).append(',').append(second.satellites()).append(',')
                            .append(second.trust()).append('\n');
                }));
        return table.toString();
    }
}
