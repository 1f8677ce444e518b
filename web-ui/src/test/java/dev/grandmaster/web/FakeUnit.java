package dev.grandmaster.web;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.alarm.Severity;
import dev.grandmaster.board.PortSpec;
import dev.grandmaster.board.PtpTransport;
import dev.grandmaster.board.Timestamping;
import dev.grandmaster.board.TransportProtocol;
import dev.grandmaster.history.History;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.quality.ClockQuality;
import dev.grandmaster.quality.TimeSource;
import dev.grandmaster.quality.Verdict;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.time.UtcStatus;
import dev.grandmaster.web.api.Certificates;
import dev.grandmaster.web.api.Holdover;
import dev.grandmaster.web.api.Records;
import dev.grandmaster.web.api.Settings;
import dev.grandmaster.web.api.Unit;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Refusal;
import org.jspecify.annotations.Nullable;

/** A locked unit with one port, one satellite, one alarm and one setting. */
final class FakeUnit implements Unit, Settings, Certificates, Holdover, Records {
    static final long SECOND_NS = 1_000_000_000L;

    final AtomicLong monoNs = new AtomicLong(SECOND_NS);
    volatile boolean served = true;
    volatile double priority1 = 128;
    volatile int rehearsedS;
    volatile boolean locked = true;
    volatile boolean breaksOff;

    @Override
    public Look look() {
        long now = monoNs.get();
        GrandmasterState.Announced announced = new GrandmasterState.Announced(
                new ClockQuality(6, ClockAccuracy.WITHIN_100_NS, 0x4E5D), UtcStatus.unknown(37), true, true,
                TimeSource.GNSS);
        GrandmasterState clock = new GrandmasterState(ClockState.LOCKED, served, 1.5, Double.POSITIVE_INFINITY, -70,
                announced, announced, now + SECOND_NS, 1_795_305_600L * SECOND_NS, now);
        GnssStatus gnss = new GnssStatus("link", true, GnssStatus.Fix.THREE_D, 1,
                List.of(new GnssStatus.Satellite(GnssStatus.Constellation.GPS, 7, 45, 90, 44, true)), Double.NaN,
                Verdict.TRUSTED, 10, 0);
        PtpStatus ptp = new PtpStatus(new ClockIdentity(1), List.of(new PtpStatus.Port("default", 0, 1,
                new PortSpec("lo", TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE), PtpStatus.PortState.MASTER,
                PtpTransport.Link.UP, 0, null, Map.of("tx_sync_total", 3L), "/dev/ptp0")),
                List.of(new PtpStatus.OtherMaster(
                        new PortSpec("lo", TransportProtocol.UDP_IPV4, Timestamping.SOFTWARE), 0,
                        new ClockIdentity(2), 1, new PtpStatus.Grandmaster(new ClockIdentity(3), 128, 6, 0x21, 128,
                                true),
                        1, SECOND_NS)));
        Alarm alarm = new Alarm("few-satellites", "antenna", Severity.MINOR, Alarm.State.ACTIVE, "too few",
                new Alarm.Reading(3, 4, ""), 1, Alarm.NEVER, 1, false);
        return new Look(now, 1_795_305_563_000L + now / 1_000_000, clock, gnss, ptp,
                new AlarmStatus(List.of(alarm), List.of(), 1), 4.25, 4.5, 31.5);
    }

    @Override
    public Map<String, @Nullable Object> about() {
        return new LinkedHashMap<>(Map.of("board", "fake", "simulated", true, "clockIdentity", "0", "version", "1",
                "java", "25", "system", "Linux"));
    }

    @Override
    public Map<String, @Nullable Object> resources() {
        return Map.of("uptimeS", 1, "heapUsedMiB", 1.5, "heapMaxMiB", 64.0, "residentMiB", 90.0, "processors", 2,
                "threads", 9, "diskFreeMiB", 1000.0);
    }

    @Override
    public Map<String, @Nullable Object> stability(double[] phaseNs) {
        return Map.of("seconds", phaseNs.length, "tauS", List.of(), "adevPpb", List.of(), "tdevNs", List.of(),
                "mtieNs", List.of());
    }

    @Override
    public List<Map<String, @Nullable Object>> audit() {
        return List.of();
    }

    @Override
    public Map<String, @Nullable Object> clients(int offset, int limit) {
        return Map.of("total", 0, "offset", offset, "clients", List.of(), "refused", List.of());
    }

    @Override
    public Metrics metrics(String accept) {
        return accept.contains("openmetrics")
                ? new Metrics("application/openmetrics-text; version=1.0.0; charset=utf-8", "# EOF\n")
                : new Metrics("text/plain; version=0.0.4; charset=utf-8", "\n");
    }

    @Override
    public boolean acknowledge(String code, String subject, String who) {
        return code.equals("few-satellites");
    }

    @Override
    public @Nullable Map<String, @Nullable Object> describeCertificate() {
        return null;
    }

    @Override
    public Map<String, @Nullable Object> replace(String pem, String who) {
        throw new Refusal(409, "no TLS", "none here");
    }

    @Override
    public Map<String, @Nullable Object> describe() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(Map.of("version", 1, "tables", List.of(), "values",
                Map.of("ptp.priority1", priority1), "origins", Map.of(), "live", List.of(), "restartNeeded", false));
        tree.put("boardTables", List.of());
        tree.put("boardValues", Map.of());
        tree.put("pending", null);
        return tree;
    }

    @Override
    public Map<String, @Nullable Object> change(Map<String, @Nullable Object> changes, String who, boolean preview) {
        if (changes.getOrDefault("antenna.lengthM", 0L) instanceof String) {
            throw Refusal.ofField("antenna.lengthM", "a number");
        }
        if (!(changes.get("ptp.priority1") instanceof Number value)) {
            throw Refusal.ofField("ptp.priority1", "a number");
        }
        if (!preview) {
            priority1 = value.doubleValue();
        }
        return outcome();
    }

    private static Map<String, @Nullable Object> outcome() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(
                Map.of("changes", List.of(), "effect", "now", "version",
                        2));
        tree.put("confirmWithinS", null);
        return tree;
    }

    @Override
    public Map<String, @Nullable Object> confirm(String who) {
        return outcome();
    }

    @Override
    public Map<String, @Nullable Object> rollBack(String who) {
        return outcome();
    }

    @Override
    public List<Map<String, @Nullable Object>> versions() {
        return List.of();
    }

    @Override
    public Map<String, @Nullable Object> restore(long version, String who, boolean preview) {
        return outcome();
    }

    @Override
    public String exported(boolean withIdentity) {
        return "[ptp]\npriority1 = 128\n";
    }

    @Override
    public Map<String, @Nullable Object> imported(String toml, String who, boolean preview) {
        return outcome();
    }

    @Override
    public Map<String, @Nullable Object> antenna() {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(
                Map.of("totalNs", 0.0, "parts", List.of(), "lengthM", 0.0,
                        "cables", List.of()));
        tree.put("cable", null);
        return tree;
    }

    @Override
    public @Nullable Long confirmWithinS() {
        return null;
    }

    @Override
    public HoldoverOutlook outlook() {
        return new HoldoverOutlook(monoNs.get(), true, 0, 1000, List.of(new HoldoverOutlook.Point(60, 1.25, 40)),
                HoldoverOutlook.Rehearsal.NONE);
    }

    @Override
    public void rehearse(int seconds, String who) {
        if (!locked) {
            throw new Refusal(409, "not now", "the clock is not locked");
        }
        rehearsedS = seconds;
    }

    @Override
    public void endRehearsal(String who) {
        rehearsedS = 0;
    }

    @Override
    public History history() {
        return record;
    }

    final RecordedSpans record = new RecordedSpans();

    @Override
    public Map<String, @Nullable Object> evidence(String fromDay, String toDay) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>(Map.of("unit", "1", "publicKey", "k", "from", fromDay,
                "to", toDay, "seconds", 0, "expectedSeconds", 0, "unnamedSeconds", 0, "utcKnownSeconds", 0));
        tree.put("worstBoundNs", null);
        tree.put("worstOffsetNs", null);
        tree.putAll(Map.of("withinLimits", List.of(), "secondsInState", Map.of(), "holdovers", List.of(), "alarms",
                List.of(), "changes", List.of(), "configurations", List.of(), "starts", List.of(), "days", List.of()));
        return tree;
    }

    @Override
    public Answer.Maker evidenceCsv(String fromDay, String toDay) {
        return out -> out.write((fromDay + ' ' + toDay).getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Answer.Maker evidenceHtml(String fromDay, String toDay) {
        return out -> {
            out.write(new byte[100_000]);
            if (breaksOff) {
                throw new IOException("broke off");
            }
        };
    }

    @Override
    public Map<String, @Nullable Object> verify(InputStream csv) {
        try {
            return Map.of("good", true, "octets", csv.readAllBytes().length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Answer.Maker supportBundle(String who) {
        return out -> out.write(1);
    }
}
