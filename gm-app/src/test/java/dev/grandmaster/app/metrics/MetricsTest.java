package dev.grandmaster.app.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
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
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final Path PROMTOOL = Path.of("/usr/bin/promtool");

    private static String page() {
        GnssStatus gnss = new GnssStatus("x", true, GnssStatus.Fix.THREE_D, 1,
                List.of(new Satellite(Constellation.GPS, 3, 40, 50, 44.5, true)), 20, Verdict.TRUSTED, 100, 2);
        PtpStatus ptp = new PtpStatus(new ClockIdentity(1), List.of(
                new PtpStatus.Port("", 0, 1, new PortSpec("eth0", TransportProtocol.UDP_IPV4, Timestamping.AUTO),
                        PtpStatus.PortState.MASTER, Link.UP, 3, null, Map.of("tx_sync", 12L, "rx_delay_req", 7L)),
                new PtpStatus.Port("", 24, 1, new PortSpec("eth1", TransportProtocol.IEEE_802_3, Timestamping.AUTO),
                        PtpStatus.PortState.PASSIVE, Link.UP, 0, null, Map.of("tx_sync", 1L))));
        Alarm alarm = new Alarm("holdover", "clock", Severity.MINOR, Alarm.State.ACTIVE, "a \"text\"\n", Reading.NONE,
                1,
                Alarm.NEVER, 4, false);
        return new Metrics(() -> new Metrics.Sources(GrandmasterState.initial(0), ReferenceStatus.initial(
                Verdict.TRUSTED), gnss, ptp, new AlarmStatus(List.of(alarm), List.of(), 4),
                Map.of("disk_free_percent", 40.0, "events_dropped_total", 3.0, "nobody_knows_total", Double.NaN),
                "1.0", 1)).render();
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
        assertTrue(!page.contains("nobody_knows"), page);
        assertTrue(page.endsWith("# EOF\n"));
    }

    /** promtool reads the older text, in which a counter's family carries the suffix and there is no end mark. */
    @Test
    void prometheusOwnParserHasNothingToSay() throws IOException, InterruptedException {
        Assumptions.assumeTrue(Files.isExecutable(PROMTOOL), "promtool is not installed (package prometheus)");
        String text = page().replaceAll("(?m)^# (TYPE|HELP) (\\S+) (counter)$", "# $1 $2_total $3")
                .replaceAll("(?m)^# TYPE (\\S+) info$", "# TYPE $1_info gauge").replace("# EOF\n", "");
        Set<String> counters = new HashSet<>();
        Matcher types = Pattern.compile("(?m)^# TYPE (\\S+)_(total|info) ").matcher(text);
        while (types.find()) {
            counters.add(types.group(1) + '_' + types.group(2));
        }
        for (String counter : counters) {
            text = text.replace("# HELP " + counter.replaceFirst("_(total|info)$", "") + ' ',
                    "# HELP " + counter + ' ');
        }
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
