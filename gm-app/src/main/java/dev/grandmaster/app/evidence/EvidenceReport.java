package dev.grandmaster.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import dev.grandmaster.app.history.HistoryFile;
import dev.grandmaster.app.history.HistoryFile.Chapter;

/** The report of a period for people: one page of HTML without scripts, which prints as it is. */
public final class EvidenceReport {

    private static final double NS_PER_US = 1e3;
    private static final double NS_PER_MS = 1e6;

    private final EvidenceSummary summary;

    private EvidenceReport(EvidenceSummary summary) {
        this.summary = summary;
    }

    /**
     * The page.
     *
     * @param unit      clockIdentity
     * @param publicKey by which the heads of days are signed
     */
    public static String html(HistoryFile history, List<Chapter> chapters, String unit, String publicKey,
            String fromDay, String toDay) {
        EvidenceReport report = new EvidenceReport(EvidenceSummary.of(history, chapters));
        StringBuilder page = new StringBuilder(8192)
                .append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                        + "<title>Evidence of " + escaped(unit)
                        + "</title><style>body{font:11pt/1.4 sans-serif;max-width:50rem;"
                        + "margin:2rem auto;color:#000;background:#fff}table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem}"
                        + "th,td{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top;"
                        + "overflow-wrap:anywhere}th{background:#eee}h2{break-after:avoid}tr{break-inside:avoid}"
                        + "@media print{body{margin:0;max-width:none}}</style></head><body>");
        page.append("<h1>Evidence of time</h1>");
        report.appendSummary(page, unit, publicKey, fromDay, toDay);
        report.appendChain(page);
        table(page, "Holdovers", List.of("from", "to", "worst bound"), report.summary.holdovers().stream()
                .map(held -> row(held.from(), held.to(), nanoseconds(held.worstBoundNs()))).toList());
        ReportNotes.append(page, report.summary.notes());
        table(page, "Days", List.of("day", "seconds", "notes", "head of the chain", "signature"), chapters.stream()
                .map(chapter -> row(chapter.day(), chapter.head().isEmpty() ? "open" : chapter.seconds() + "",
                        chapter.head().isEmpty() ? "" : chapter.notes() + "", chapter.head(), chapter.signature()))
                .toList());
        return page.append("</body></html>\n").toString();
    }

    private void appendSummary(StringBuilder page, String unit, String publicKey, String fromDay, String toDay) {
        List<String> rows = new ArrayList<>();
        rows.add(row("Unit (clockIdentity)", unit));
        rows.add(row("Public key (Ed25519)", publicKey));
        rows.add(row("Period (UTC days)", fromDay + " to " + toDay));
        long seconds = summary.seconds();
        rows.add(row("Seconds recorded", seconds + " of " + summary.expected() + " in the days that have records ("
                + percent(seconds, summary.expected()) + ")"));
        rows.add(row("Seconds before the clock named them", Long.toString(summary.unnamed())));
        rows.add(row("Worst error bound where one was known", nanoseconds(summary.worstBoundNs())));
        rows.add(row("Largest estimated error against the reference", nanoseconds(summary.worstOffsetNs())));
        rows.add(row("UTC offset known", percent(summary.utcValid(), seconds)));
        summary.withinLimits().forEach((limitNs, count) -> rows
                .add(row("Bound within " + nanoseconds(limitNs) + " of UTC", percent(count, seconds))));
        summary.inState().forEach((state, count) -> rows.add(row("Time in " + state, percent(count, seconds))));
        table(page, "Summary", List.of("what", "value"), rows);
    }

    private void appendChain(StringBuilder page) {
        page.append(
                "<h2>Traceability to UTC</h2><p>UTC as broadcast by the navigation satellites, whose operators steer"
                        + " their time to UTC; received by the unit's GNSS receiver; its pulse, corrected for antenna and cable,"
                        + " disciplines the unit's clock, which stamps the PTP messages. The bound of each second covers the loop,"
                        + " the stamps and the calibration that was configured; it does not cover a receiver or a cable that was"
                        + " calibrated wrongly, nor the path from this unit to its clients. Limits are those of RTS 25 as the"
                        + " project knows them.</p>");
    }

    static void table(StringBuilder page, String title, List<String> heads, List<String> rows) {
        page.append("<h2>").append(escaped(title)).append("</h2><table><thead><tr>");
        heads.forEach(head -> page.append("<th scope=\"col\">").append(escaped(head)).append("</th>"));
        page.append("</tr></thead><tbody>");
        rows.forEach(page::append);
        if (rows.isEmpty()) {
            page.append("<tr><td colspan=\"").append(heads.size()).append("\">none</td></tr>");
        }
        page.append("</tbody></table>");
    }

    static String row(String... cells) {
        StringBuilder row = new StringBuilder("<tr>");
        for (String cell : cells) {
            row.append("<td>").append(escaped(cell)).append("</td>");
        }
        return row.append("</tr>").toString();
    }

    private static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.4f %%", 100.0 * part / whole);
    }

    private static String nanoseconds(double value) {
        if (!Double.isFinite(value)) {
            return "unknown";
        }
        if (value >= NS_PER_MS) {
            return String.format(Locale.ROOT, "%.3g ms", value / NS_PER_MS);
        }
        return value >= NS_PER_US
                ? String.format(Locale.ROOT, "%.3g us", value / NS_PER_US)
                : String.format(Locale.ROOT, "%.1f ns", value);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
