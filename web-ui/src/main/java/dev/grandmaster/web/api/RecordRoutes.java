package dev.grandmaster.web.api;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

import dev.grandmaster.history.History.HistoryException;
import dev.grandmaster.web.access.Role;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Refusal;
import dev.grandmaster.web.http.Request;
import org.jspecify.annotations.Nullable;

/** Routes to what was recorded: history, evidence, the bundle for whoever helps. */
final class RecordRoutes {

    private static final int MOST_POINTS = 2000;
    private static final int LONGEST_S = 400 * 86_400;
    /** Earlier and later instants than these are a mistake, and would make days without end. */
    private static final int LAST_UNIX_S = Integer.MAX_VALUE;

    private final Records records;
    private final Recent recent;
    private final LongSupplier nowTaiS;
    private final LongSupplier utcOffsetS;

    /** @param utcOffsetS TAI - UTC, s, as it is known now */
    RecordRoutes(Records records, Recent recent, LongSupplier nowTaiS, LongSupplier utcOffsetS) {
        this.records = records;
        this.recent = recent;
        this.nowTaiS = nowTaiS;
        this.utcOffsetS = utcOffsetS;
    }

    void addTo(Guarded routes) {
        routes.see("history", this::history);
        routes.see("evidence", request -> {
            Days days = days(request);
            return told(() -> records.evidence(days.from(), days.to()));
        });
        routes.on("GET", "evidence.csv", Role.VIEWER, (request, by) -> {
            Days days = days(request);
            return new Answer.Made("text/csv", "evidence-" + days.name() + ".csv",
                    records.evidenceCsv(days.from(), days.to()));
        });
        routes.on("GET", "evidence.html", Role.VIEWER, (request, by) -> {
            Days days = days(request);
            return new Answer.Made("text/html", "evidence-" + days.name() + ".html",
                    records.evidenceHtml(days.from(), days.to()));
        });
        routes.on("POST", "evidence/verify", Role.VIEWER, (request, by) -> Answer.json(records.verify(request.body())));
        routes.on("GET", "support-bundle", Role.ADMINISTRATOR,
                (request, by) -> new Answer.Made("application/zip", "grandmaster-support.zip",
                        records.supportBundle(by.name())));
    }

    /** The last seconds from memory; what is older, or asked for by its date, from the record. */
    private Map<String, @Nullable Object> history(Request request) {
        int points = request.whole("points", 900, 10, MOST_POINTS);
        boolean dated = request.query("from").isPresent() || request.query("to").isPresent();
        if (!dated) {
            int seconds = request.whole("seconds", 900, 1, LONGEST_S);
            if (seconds <= Recent.SECONDS) {
                return recent.columns(seconds, points);
            }
            long now = nowTaiS.getAsLong();
            return told(() -> HistoryColumns.of(records.history(), now - seconds + 1, now, points,
                    utcOffsetS.getAsLong()));
        }
        int to = request.whole("to", (int) (nowTaiS.getAsLong() - utcOffsetS.getAsLong()), 0, LAST_UNIX_S);
        int from = request.whole("from", Math.max(0, to - 86_400), 0, LAST_UNIX_S);
        if (from > to || to - (long) from >= LONGEST_S) {
            throw Refusal.ofField("from", "before \"to\", by less than " + LONGEST_S / 86_400 + " days");
        }
        long offset = utcOffsetS.getAsLong();
        return told(() -> HistoryColumns.of(records.history(), from + offset, to + offset, points, offset));
    }

    private interface Telling<T> {
        T tell();
    }

    private static <T> T told(Telling<T> telling) {
        try {
            return telling.tell();
        } catch (HistoryException e) {
            throw new Refusal(503, "not readable", String.valueOf(e.getMessage()));
        }
    }

    /** A period of whole UTC days. */
    private record Days(String from, String to) {

        String name() {
            return from.equals(to) ? from : from + '-' + to;
        }
    }

    private Days days(Request request) {
        LocalDate today = LocalDate.ofEpochDay(
                Math.floorDiv(nowTaiS.getAsLong() - utcOffsetS.getAsLong(), 86_400));
        LocalDate to = day(request, "to").orElse(today);
        LocalDate from = day(request, "from").orElse(to);
        if (from.isAfter(to)) {
            throw Refusal.ofField("from", "not after \"to\"");
        }
        return new Days(from.toString(), to.toString());
    }

    private static Optional<LocalDate> day(Request request, String name) {
        return request.query(name).map(text -> {
            try {
                LocalDate day = LocalDate.parse(text);
                if (day.getYear() >= 1970 && day.getYear() <= 9999) {
                    return day;
                }
            } catch (DateTimeException e) {
                // said below, like a year that cannot be
            }
            throw Refusal.ofField(name, "a day such as 2026-11-01");
        });
    }
}
