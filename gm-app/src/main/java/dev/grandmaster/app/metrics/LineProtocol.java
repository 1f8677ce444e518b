package dev.grandmaster.app.metrics;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Label;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;

/**
 * The figures as InfluxDB takes them (line protocol, docs.influxdata.com, reference/syntax/line-protocol): measurement
 * {@code grandmaster}, the labels as tags, a field for each figure that has them. What is not a finite number is left out.
 */
final class LineProtocol {

    private static final String MEASUREMENT = "grandmaster";
    private static final String UNIT_TAG = "clock_identity";

    private LineProtocol() {
    }

    /**
     * A line for each set of labels.
     *
     * @param unit   who we are
     * @param unixNs when, UTC ns since 1970
     */
    static String lines(List<MetricSnapshot> figures, String unit, long unixNs) {
        Map<Labels, StringJoiner> fields = new LinkedHashMap<>();
        for (MetricSnapshot figure : figures) {
            String name = figure.getMetadata().getPrometheusName().substring(Metrics.PREFIX.length());
            switch (figure) {
                case GaugeSnapshot gauge -> gauge.getDataPoints()
                        .forEach(point -> put(fields, point.getLabels(), name, point.getValue()));
                case CounterSnapshot counter -> counter.getDataPoints()
                        .forEach(point -> put(fields, point.getLabels(), name + Metrics.COUNT, point.getValue()));
                default -> {
                    // words about us, no figures
                }
            }
        }
        StringBuilder lines = new StringBuilder(8192);
        fields.forEach((labels, values) -> {
            lines.append(MEASUREMENT).append(',').append(UNIT_TAG).append('=').append(escaped(unit));
            for (Label label : labels) {
                if (!label.getValue().isEmpty()) {
                    lines.append(',').append(escaped(label.getName())).append('=').append(escaped(label.getValue()));
                }
            }
            lines.append(' ').append(values).append(' ').append(unixNs).append('\n');
        });
        return lines.toString();
    }

    private static void put(Map<Labels, StringJoiner> fields, Labels labels, String name, double value) {
        if (Double.isFinite(value)) {
            fields.computeIfAbsent(labels, key -> new StringJoiner(",")).add(name + '=' + value);
        }
    }

    /** A tag; one that ends in a backslash would swallow what follows. */
    private static String escaped(String text) {
        return text.replaceAll("[\\\\\\p{Cntrl}]", "_").replaceAll("([,= ])", "\\\\$1");
    }
}
