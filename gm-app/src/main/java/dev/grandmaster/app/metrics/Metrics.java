package dev.grandmaster.app.metrics;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import io.prometheus.metrics.expositionformats.ExpositionFormatWriter;
import io.prometheus.metrics.expositionformats.OpenMetricsTextFormatWriter;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/**
 * The page {@code /metrics}. Names follow Prometheus' conventions: base units (seconds, ratios, degrees Celsius), counters end in
 * {@code _total}. Asking costs the agents nothing.
 */
public final class Metrics {

    static final String PREFIX = "grandmaster_";
    static final String COUNT = "_total";
    private static final double NS = 1e-9;
    private static final double PPB = 1e-9;

    /** People are told percent, minutes and days; Prometheus wants base units. */
    private static final List<BaseUnit> BASE_UNITS = List.of(new BaseUnit("_percent", "_ratio", 0.01),
            new BaseUnit("_per_minute", "_per_second", 1 / 60.0), new BaseUnit("_days", "_seconds", 86_400));

    /** What a port tells among its counters and is none: it may fall. */
    private static final Map<String, BaseUnit> LEVELS = Stream
            .of(new BaseUnit("link_speed_mbps", "link_speed_bytes_per_second", 125_000),
                    new BaseUnit("latency_unknown", "latency_unknown", 1),
                    new BaseUnit("mean_link_delay_ns", "mean_link_delay_seconds", NS),
                    new BaseUnit("neighbour_capable", "neighbour_capable", 1),
                    new BaseUnit("unicast_promised_per_s", "unicast_promised_messages_per_second", 1),
                    new BaseUnit("unicast_budget_per_s", "unicast_budget_messages_per_second", 1),
                    new BaseUnit("ptp_busy_permille", "busy_ratio", 0.001))
            .collect(Collectors.toUnmodifiableMap(BaseUnit::theirs, unit -> unit));

    private record BaseUnit(String theirs, String ours, double factor) {
    }

    private final Supplier<Sources> sources;
    private final OpenMetricsTextFormatWriter openMetrics = OpenMetricsTextFormatWriter.builder()
            .setCreatedTimestampsEnabled(false).setExemplarsOnAllMetricTypesEnabled(false).build();
    private final PrometheusTextFormatWriter plain = PrometheusTextFormatWriter.builder()
            .setIncludeCreatedTimestamps(false).build();

    /**
     * The page, and what it is.
     *
     * @param contentType of HTTP
     */
    public record Page(String contentType, String text) {
    }

    /**
     * What the page is made of.
     *
     * @param figures   by name, as {@code app.alarm.Figures} has them
     * @param nowMonoNs monotonic ns
     */
    public record Sources(GrandmasterState clock, ReferenceStatus reference, GnssStatus gnss, PtpStatus ptp,
            AlarmStatus alarms, Map<String, Double> figures, String version, long nowMonoNs) {
    }

    public Metrics(Supplier<Sources> sources) {
        this.sources = sources;
    }

    /**
     * The page now, as OpenMetrics for those who know it and in Prometheus' older text for all others. From any thread.
     *
     * @param accept what the reader understands, as HTTP's header {@code Accept} says it
     */
    public Page page(String accept) {
        ExpositionFormatWriter writer = openMetrics.accepts(accept) ? openMetrics : plain;
        ByteArrayOutputStream out = new ByteArrayOutputStream(16_384);
        try {
            writer.write(out, new MetricSnapshots(snapshots(sources.get())));
        } catch (IOException e) {
            throw new IllegalStateException(e); // memory does not fail to be written
        }
        return new Page(writer.getContentType(), out.toString(StandardCharsets.UTF_8));
    }

    /**
     * The figures now in InfluxDB's line protocol. From any thread.
     *
     * @param unixNs when, UTC ns since 1970
     */
    public String lines(long unixNs) {
        Sources now = sources.get();
        return LineProtocol.lines(snapshots(now), now.ptp().clockIdentity().toString(), unixNs);
    }

    private static List<MetricSnapshot> snapshots(Sources now) {
        List<MetricSnapshot> all = new ArrayList<>();
        clock(all, now);
        reference(all, now);
        ports(all, now.ptp());
        alarms(all, now.alarms());
        new TreeMap<>(now.figures()).forEach((name, value) -> figure(all, name, value));
        all.add(InfoSnapshot.builder().name(PREFIX + "build").help("What runs.")
                .dataPoint(InfoSnapshot.InfoDataPointSnapshot.builder()
                        .labels(Labels.of("version", now.version(), "clock_identity",
                                now.ptp().clockIdentity().toString()))
                        .build())
                .build());
        return all;
    }

    private static void clock(List<MetricSnapshot> all, Sources now) {
        GrandmasterState clock = now.clock();
        GrandmasterState.Announced announced = clock.announcedAt(now.nowMonoNs());
        long taiNs = clock.taiAt(now.nowMonoNs());
        GaugeSnapshot.Builder states = GaugeSnapshot.builder().name(PREFIX + "clock_state")
                .help("1 for the state that the clock is in.");
        for (ClockState state : ClockState.values()) {
            states.dataPoint(
                    point(state == clock.clockState() ? 1 : 0,
                            Labels.of("state", state.name().toLowerCase(Locale.ROOT))));
        }
        all.add(states.build());
        all.add(gauge("clock_offset_seconds", "Estimated error against the reference, positive: ahead.",
                clock.offsetNs() * NS));
        all.add(gauge("clock_error_bound_seconds", "The error is believed to be within plus or minus this.",
                clock.boundNs() * NS));
        all.add(gauge("clock_frequency_correction_ratio", "Correction applied to the clock, positive: faster.",
                clock.frequencyPpb() * PPB));
        all.add(gauge("clock_served", "1 once the second is named.", clock.served() ? 1 : 0));
        all.add(gauge("clock_class", "clockClass announced.", announced.quality().clockClass()));
        all.add(gauge("clock_accuracy_code", "clockAccuracy announced, as the wire has it.",
                announced.quality().clockAccuracy().wireValue()));
        all.add(gauge("utc_offset_seconds", "TAI - UTC announced.", announced.utc().offsetAt(taiNs)));
        all.add(gauge("utc_offset_valid", "1 where it is known.", announced.utc().validAt(taiNs) ? 1 : 0));
        all.add(gauge("time_traceable", "timeTraceable announced.", announced.timeTraceable() ? 1 : 0));
    }

    private static void reference(List<MetricSnapshot> all, Sources now) {
        ReferenceStatus reference = now.reference();
        all.add(gauge("pulse_noise_seconds", "Scatter of the pulses, one sigma.", reference.pulseSigmaNs() * NS));
        all.add(counter("pulses", "Pulses seen.", reference.pulses()));
        all.add(counter("pulses_used", "Pulses that the clock was steered by.", reference.pulsesUsed()));
        all.add(counter("clock_steps", "Steps that we made.", reference.steps()));
        all.add(counter("clock_foreign_steps", "Steps that others made.", reference.foreignSteps()));
        GnssStatus gnss = now.gnss();
        all.add(gauge("receiver_up", "1 while bytes come.", gnss.receiving() ? 1 : 0));
        all.add(gauge("receiver_satellites_used", "Satellites in the solution.", gnss.satellitesUsed()));
        all.add(gauge("receiver_time_accuracy_seconds", "The receiver's own estimate, one sigma.",
                gnss.timeAccuracyNs() * NS));
        all.add(counter("receiver_frames", "Sound frames.", gnss.goodFrames()));
        all.add(counter("receiver_frames_damaged", "Frames with a wrong checksum.", gnss.badFrames()));
        GaugeSnapshot.Builder tracked = GaugeSnapshot.builder().name(PREFIX + "receiver_satellites_tracked")
                .help("Satellites that are heard, by constellation.");
        GaugeSnapshot.Builder signal = GaugeSnapshot.builder().name(PREFIX + "receiver_carrier_to_noise_dbhz")
                .help("Mean C/N0 of the satellites that are heard, by constellation.");
        gnss.shares().forEach(share -> {
            Labels labels = Labels.of("constellation", share.constellation().name().toLowerCase(Locale.ROOT));
            tracked.dataPoint(point(share.tracked(), labels));
            signal.dataPoint(point(share.carrierToNoise(), labels));
        });
        all.add(tracked.build());
        all.add(signal.build());
    }

    private static void ports(List<MetricSnapshot> all, PtpStatus ptp) {
        GaugeSnapshot.Builder states = GaugeSnapshot.builder().name(PREFIX + "ptp_port_state")
                .help("portState, IEEE 1588-2019 Table 20.");
        GaugeSnapshot.Builder clients = GaugeSnapshot.builder().name(PREFIX + "ptp_clients")
                .help("Who asked for delay within the last minute.");
        Map<String, CounterSnapshot.Builder> counters = new LinkedHashMap<>();
        Map<String, GaugeSnapshot.Builder> levels = new LinkedHashMap<>();
        for (PtpStatus.Port port : ptp.ports()) {
            Labels labels = Labels.of("interface", port.spec().interfaceName(), "transport",
                    port.spec().protocol().label(), "domain", Integer.toString(port.domainNumber()));
            states.dataPoint(point(port.state().wireValue(), labels));
            clients.dataPoint(point(port.clients(), labels));
            new TreeMap<>(port.counters()).forEach((name, count) -> {
                BaseUnit level = LEVELS.get(name);
                if (level == null) {
                    counters.computeIfAbsent(name, key -> CounterSnapshot.builder().name(PREFIX + "ptp_" + key)
                            .help("Count " + key + " of the port."))
                            .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(count.doubleValue())
                                    .labels(labels).build());
                } else {
                    levels.computeIfAbsent(name, key -> GaugeSnapshot.builder().name(PREFIX + "ptp_" + level.ours())
                            .help("Level " + key + " of the port."))
                            .dataPoint(point(count * level.factor(), labels));
                }
            });
        }
        all.add(states.build());
        all.add(clients.build());
        counters.values().forEach(counter -> all.add(counter.build()));
        levels.values().forEach(level -> all.add(level.build()));
    }

    private static void alarms(List<MetricSnapshot> all, AlarmStatus alarms) {
        GaugeSnapshot.Builder active = GaugeSnapshot.builder().name(PREFIX + "alarm_active")
                .help("1 for each alarm that stands.");
        for (Alarm alarm : alarms.active()) {
            active.dataPoint(point(1, Labels.of("code", alarm.code(), "severity", alarm.severity().word(), "subject",
                    alarm.subject())));
        }
        all.add(active.build());
        all.add(counter("alarm_changes", "Changes of alarms, over restarts.", alarms.changes()));
    }

    private static void figure(List<MetricSnapshot> all, String name, double value) {
        for (BaseUnit unit : BASE_UNITS) {
            if (name.endsWith(unit.theirs())) {
                figure(all, name.replace(unit.theirs(), unit.ours()), value * unit.factor());
                return;
            }
        }
        if (name.endsWith(COUNT)) {
            if (!Double.isNaN(value)) {
                all.add(counter(name.substring(0, name.length() - COUNT.length()), "Count " + name + '.', value));
            }
        } else {
            all.add(gauge(name, "Level " + name + '.', value));
        }
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder().name(PREFIX + name).help(help).dataPoint(point(value, Labels.EMPTY)).build();
    }

    private static CounterSnapshot counter(String name, String help, long value) {
        return counter(name, help, (double) value);
    }

    private static CounterSnapshot counter(String name, String help, double value) {
        return CounterSnapshot.builder().name(PREFIX + name).help(help)
                .dataPoint(CounterSnapshot.CounterDataPointSnapshot.builder().value(value).build()).build();
    }

    private static GaugeSnapshot.GaugeDataPointSnapshot point(double value, Labels labels) {
        return GaugeSnapshot.GaugeDataPointSnapshot.builder().value(value).labels(labels).build();
    }
}
