package dev.grandmaster.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.Alarm.Reading;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport.Link;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GnssStatus.Constellation;
import dev.grandmaster.state.GnssStatus.Satellite;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.state.ReferenceStatus;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0,text/plain;q=0.5";

    private static String page() {
        return metrics().page(OPEN_METRICS).text();
    }

    private static Metrics metrics() {
        GnssStatus gnss = new GnssStatus("x", true, GnssStatus.Fix.THREE_D, 1,
                List.of(new Satellite(Constellation.GPS, 3, 40, 50, 44.5, true)), 20, Verdict.TRUSTED, 100, 2);
        PtpStatus ptp = new PtpStatus(new ClockIdentity(1), List.of(
                new PtpStatus.Port("", 0, 1, new PortSpec("eth0", TransportProtocol.UDP_IPV4, Timestamping.AUTO),
                        PtpStatus.PortState.MASTER, Link.UP, 3, null, Map.of("tx_sync", 12L, "rx_delay_req", 7L)),
                new PtpStatus.Port("", 24, 1, new PortSpec("eth1", TransportProtocol.IEEE_802_3, Timestamping.AUTO),
                        PtpStatus.PortState.PASSIVE, Link.UP, 0, null,
                        Map.of("tx_sync", 1L, "mean_link_delay_ns", -20L, "link_speed_mbps", 1000L,
                                "unicast_budget_per_s", 5000L, "ptp_busy_permille", 25L))));
        Alarm alarm = new Alarm("holdover", "clock", Severity.MINOR, Alarm.State.ACTIVE, "a \"text\"\n", Reading.NONE,
                1,
                Alarm.NEVER, 4, false);
        return new Metrics(() -> new Metrics.Sources(GrandmasterState.initial(0), ReferenceStatus.initial(
                Verdict.TRUSTED), gnss, ptp, new AlarmStatus(List.of(alarm), List.of(), 4),
                Map.of("disk_free_percent", 40.0, "certificate_days", 2.0, "events_dropped_total", 3.0,
                        "nobody_knows_total", Double.NaN),
                "1.0", 1));
    }

    @Test
    void thePageHasWhatWasGiven() {
        String page = page();
        assertTrue(page.contains("\ngrandmaster_clock_class 248.0\n"), page);
        assertTrue(page.contains(
                "\ngrandmaster_ptp_tx_sync_total{domain=\"0\",interface=\"eth0\",transport=\"UDPv4\"} 12.0\n"), page);
        assertTrue(page.contains(
                "\ngrandmaster_alarm_active{code=\"holdover\",severity=\"minor\",subject=\"clock\"} 1.0\n"), page);
        assertTrue(page.contains("\ngrandmaster_events_dropped_total 3.0\n"), page);
        assertTrue(page.contains("\ngrandmaster_clock_error_bound_seconds +Inf\n"), page);
        assertTrue(page.contains("\ngrandmaster_disk_free_ratio 0.4\n"), page);
        assertTrue(page.contains("\ngrandmaster_certificate_seconds 172800.0\n"), page);
        String second = "{domain=\"24\",interface=\"eth1\",transport=\"L2\"} ";
        assertTrue(page.contains("\ngrandmaster_ptp_mean_link_delay_seconds" + second + "-2.0"), page);
        assertTrue(page.contains("\ngrandmaster_ptp_link_speed_bytes_per_second" + second + "1.25E8\n"), page);
        assertTrue(page.contains("\ngrandmaster_ptp_busy_ratio" + second + "0.025\n"), page);
        assertTrue(!page.contains("nobody_knows"), page);
        assertTrue(page.endsWith("# EOF\n"));
    }

    @Test
    void whoeverKnowsOpenMetricsGetsIt() {
        assertTrue(
                metrics().page(OPEN_METRICS).contentType().startsWith("application/openmetrics-text; version=1.0.0"));
        Metrics.Page plain = metrics().page("*/*");
        assertTrue(plain.contentType().startsWith("text/plain; version=0.0.4"), plain.contentType());
        assertTrue(plain.text().contains("# TYPE grandmaster_events_dropped_total counter\n"), plain.text());
        assertTrue(!plain.text().contains("# EOF"));
    }

    @Test
    void eachSetOfLabelsIsALineForInfluxDb() {
        List<String> lines = metrics().lines(1_795_305_637_123_456_789L).lines().toList();
        String time = " 1795305637123456789";
        assertTrue(lines.stream().allMatch(line -> line.startsWith("grandmaster,clock_identity=000000.0000.000001")
                && line.endsWith(time)), lines.toString());
        assertTrue(
                lines.contains("grandmaster,clock_identity=000000.0000.000001,domain=0,interface=eth0,transport=UDPv4"
                        + " ptp_port_state=6.0,ptp_clients=3.0,ptp_rx_delay_req_total=7.0,ptp_tx_sync_total=12.0"
                        + time),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains(",clock_class=248.0,")), lines.toString());
        assertTrue(lines.stream().noneMatch(line -> line.contains("Infinity") || line.contains("NaN")),
                lines.toString());
    }

    @Test
    void aTagOfInfluxDbCannotEndItsLine() {
        GaugeSnapshot odd = GaugeSnapshot.builder().name("grandmaster_x").help("x")
                .dataPoint(GaugeSnapshot.GaugeDataPointSnapshot.builder().value(1)
                        .labels(Labels.of("a", "b c,d=e\\\nf", "empty", "")).build())
                .build();
        assertEquals("grandmaster,clock_identity=u,a=b\\ c\\,d\\=e__f x=1.0 5\n",
                LineProtocol.lines(List.of(odd), "u", 5));
    }

    @Test
    void prometheusOwnParserHasNothingToSay() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (package prometheus)");
        String text = metrics().page("").text();
        Process promtool = new ProcessBuilder(PROMTOOL.toString(), "check", "metrics").redirectErrorStream(true)
                .start();
        promtool.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        promtool.getOutputStream().close();
        String said = new String(promtool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, promtool.waitFor(), said + text);
    }

    @Test
    void theDashboardAsksForMetricsThatExist() throws IOException {
        String dashboard = Files.readString(Path.of(System.getProperty("gm.root", ".."), "docs", "grafana",
                "grandmaster.json"));
        String page = page();
        Set<String> later = Set.of("grandmaster_ptp_tx_unicast_sync_total", "grandmaster_temperature_celsius");
        Matcher names = Pattern.compile("grandmaster_[a-z_]+").matcher(dashboard);
        int found = 0;
        while (names.find()) {
            found++;
            assertTrue(later.contains(names.group()) || page.contains('\n' + names.group()), names.group());
        }
        assertTrue(found > 10);
    }
}
