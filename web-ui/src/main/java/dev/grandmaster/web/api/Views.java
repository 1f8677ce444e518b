package dev.grandmaster.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

import dev.grandmaster.alarm.Alarm;
import dev.grandmaster.alarm.AlarmStatus;
import dev.grandmaster.quality.ClockAccuracy;
import dev.grandmaster.state.ClockIdentity;
import dev.grandmaster.state.ClockState;
import dev.grandmaster.state.GnssStatus;
import dev.grandmaster.state.GrandmasterState;
import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.PtpStatus;
import dev.grandmaster.time.LeapSecondTable;
import dev.grandmaster.web.http.Json;
import org.jspecify.annotations.Nullable;

/** Snapshots as trees for JSON. Names carry their unit; what is not known is null. */
final class Views {

    private static final double NS = 1e9;

    private Views() {
    }

    /** All of it in one glance. */
    static Map<String, @Nullable Object> status(Unit.Look look, boolean simulated) {
        Map<String, @Nullable Object> tree = clock(look);
        tree.put("simulated", simulated);
        tree.put("satellitesUsed", look.gnss().satellitesUsed());
        tree.put("satellitesSeen", look.gnss().satellites().size());
        tree.put("fix", look.gnss().fix().name());
        tree.put("trust", look.gnss().verdict().trust().name());
        tree.put("clients", look.ptp().ports().stream().mapToInt(PtpStatus.Port::clients).sum());
        tree.put("portsServing", look.ptp().ports().stream()
                .filter(port -> port.state() == PtpStatus.PortState.MASTER).count());
        tree.put("ports", look.ptp().ports().size());
        tree.put("alarms", look.alarms().active().stream().map(Views::alarm).toList());
        return tree;
    }

    /** The clock and what is announced of it. */
    static Map<String, @Nullable Object> clock(Unit.Look look) {
        GrandmasterState clock = look.clock();
        GrandmasterState.Announced announced = clock.announcedAt(look.monoNs());
        long taiNs = clock.taiAt(look.monoNs());
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("unixMs", look.unixMs());
        tree.put("state", clock.clockState().name());
        tree.put("served", clock.served());
        tree.put("taiS", clock.served() ? Math.floorDiv(taiNs, 1_000_000_000L) : null);
        tree.put("offsetNs", Json.finite(clock.offsetNs()));
        tree.put("boundNs", Json.finite(clock.boundNs()));
        tree.put("frequencyPpb", Json.finite(clock.frequencyPpb()));
        tree.put("trueErrorNs", look.trueErrorNs());
        tree.put("measuredErrorNs", look.measuredErrorNs());
        tree.put("temperatureC", look.temperatureC());
        tree.put("clockClass", announced.quality().clockClass());
        tree.put("clockAccuracy", announced.quality().clockAccuracy().wireValue());
        tree.put("clockAccuracyNs", Json.finite(announced.quality().clockAccuracy().limitNs()));
        tree.put("offsetScaledLogVariance", announced.quality().offsetScaledLogVariance());
        tree.put("timeTraceable", announced.timeTraceable());
        tree.put("frequencyTraceable", announced.frequencyTraceable());
        tree.put("timeSource", announced.timeSource().name());
        tree.put("utcOffsetS", announced.utc().offsetAt(taiNs));
        tree.put("utcOffsetValid", announced.utc().validAt(taiNs));
        boolean leapAhead = announced.utc().leapTaiNs() != LeapSecondTable.NEVER && taiNs < announced.utc().leapTaiNs();
        tree.put("leapChangeS", leapAhead ? announced.utc().leapChangeSeconds() : 0);
        tree.put("leapInS", leapAhead ? Math.rint((announced.utc().leapTaiNs() - taiNs) / NS) : null);
        return tree;
    }

    /** Receiver and sky. */
    static Map<String, @Nullable Object> gnss(GnssStatus gnss) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("link", gnss.link());
        tree.put("receiving", gnss.receiving());
        tree.put("fix", gnss.fix().name());
        tree.put("satellitesUsed", gnss.satellitesUsed());
        tree.put("timeAccuracyNs", Json.finite(gnss.timeAccuracyNs()));
        tree.put("trust", gnss.verdict().trust().name());
        tree.put("doubts", gnss.verdict().doubts().stream().sorted()
                .map(doubt -> Map.of("code", doubt.name(), "text", doubt.text())).toList());
        tree.put("goodFrames", gnss.goodFrames());
        tree.put("badFrames", gnss.badFrames());
        tree.put("reasons", gnss.reasons());
        Map<String, @Nullable Object> reception = new LinkedHashMap<>();
        reception.put("antenna", gnss.reception().antenna().name());
        reception.put("jamming", gnss.reception().jamming().name());
        reception.put("jammingLevel", Json.finite(gnss.reception().jammingLevel()));
        reception.put("spoofing", gnss.reception().spoofing().name());
        tree.put("reception", reception);
        tree.put("satellites", gnss.satellites().stream().map(Views::satellite).toList());
        GnssStatus.Receiver receiver = gnss.receiver();
        tree.put("receiver", receiver == null ? null : receiver(receiver));
        return tree;
    }

    private static Map<String, @Nullable Object> satellite(GnssStatus.Satellite satellite) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("constellation", satellite.constellation().name());
        tree.put("number", satellite.number());
        tree.put("elevationDeg", satellite.elevationDeg());
        tree.put("azimuthDeg", satellite.azimuthDeg());
        tree.put("carrierToNoiseDbHz", Json.finite(satellite.carrierToNoise()));
        tree.put("used", satellite.used());
        return tree;
    }

    private static Map<String, @Nullable Object> receiver(GnssStatus.Receiver receiver) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("model", receiver.model());
        tree.put("firmware", receiver.firmware());
        tree.put("dialogue", receiver.dialogue());
        tree.put("settings", receiver.settings().stream().map(setting -> Map.of("name", setting.name(), "found",
                setting.found(), "wanted", setting.wanted(), "agreed", setting.agreed())).toList());
        GnssStatus.Survey survey = receiver.survey();
        tree.put("survey", survey == null
                ? null
                : Map.of("active", survey.active(), "valid", survey.valid(), "seconds", survey.seconds(), "accuracyM",
                        survey.accuracyM()));
        return tree;
    }

    /** The ports with their counters, and the other masters on their networks. */
    static Map<String, @Nullable Object> ports(PtpStatus ptp) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("clockIdentity", ptp.clockIdentity().toString());
        tree.put("ports", ptp.ports().stream().map(Views::port).toList());
        tree.put("otherMasters", ptp.others().stream().map(Views::otherMaster).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> otherMaster(PtpStatus.OtherMaster other) {
        PtpStatus.Grandmaster grandmaster = other.grandmaster();
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("interface", other.spec().interfaceName());
        tree.put("transport", other.spec().protocol().label());
        tree.put("domainNumber", other.domainNumber());
        tree.put("clockIdentity", other.clockIdentity().toString());
        tree.put("portNumber", other.portNumber());
        tree.put("grandmasterIdentity", grandmaster.clockIdentity().toString());
        tree.put("priority1", grandmaster.priority1());
        tree.put("clockClass", grandmaster.clockClass());
        tree.put("clockAccuracy", grandmaster.clockAccuracy());
        tree.put("priority2", grandmaster.priority2());
        tree.put("timeTraceable", grandmaster.timeTraceable());
        tree.put("stepsRemoved", other.stepsRemoved());
        tree.put("ageS", seconds(other.ageNs()));
        return tree;
    }

    private static Map<String, @Nullable Object> port(PtpStatus.Port port) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("instance", port.instance());
        tree.put("domainNumber", port.domainNumber());
        tree.put("portNumber", port.portNumber());
        tree.put("interface", port.spec().interfaceName());
        tree.put("transport", port.spec().protocol().label());
        tree.put("state", port.state().name());
        tree.put("link", port.link().name());
        tree.put("timestamping", port.spec().timestamping().name().toLowerCase(java.util.Locale.ROOT));
        tree.put("stampedBy", port.stampedBy());
        tree.put("clients", port.clients());
        ClockIdentity better = port.betterMaster();
        tree.put("betterMaster", better == null ? null : better.toString());
        tree.put("counters", new TreeMap<>(port.counters()));
        return tree;
    }

    /** What the clock would do without its reference, or does. */
    static Map<String, @Nullable Object> holdover(Unit.Look look, HoldoverOutlook outlook) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("unixMs", look.unixMs());
        tree.put("state", look.clock().clockState().name());
        tree.put("ready", outlook.ready());
        tree.put("elapsedS", Math.rint(outlook.elapsedS() * 10) / 10);
        tree.put("boundNs", Json.finite(look.clock().boundNs()));
        tree.put("specNs", Json.finite(outlook.specNs()));
        tree.put("secondsUntilSpec", outlook.ready() ? Json.finite(Math.rint(look.clock().secondsUntil())) : null);
        tree.put("course", outlook.course().stream().map(point -> {
            Map<String, @Nullable Object> each = new LinkedHashMap<>();
            each.put("afterS", Math.rint(point.afterS()));
            each.put("likelyNs", Json.finite(Math.rint(point.likelyNs() * 10) / 10));
            each.put("boundNs", Json.finite(Math.rint(point.boundNs() * 10) / 10));
            each.put("clockAccuracy", ClockAccuracy.covering(point.boundNs()).wireValue());
            each.put("withinSpec", point.boundNs() <= outlook.specNs());
            return each;
        }).toList());
        HoldoverOutlook.Rehearsal rehearsal = outlook.rehearsal();
        Map<String, @Nullable Object> tried = new LinkedHashMap<>();
        tried.put("running", rehearsal.running());
        tried.put("possible",
                !rehearsal.running() && outlook.ready() && look.clock().clockState() == ClockState.LOCKED);
        tried.put("ranS",
                seconds((rehearsal.running() ? look.monoNs() : rehearsal.endMonoNs()) - rehearsal.sinceMonoNs()));
        tried.put("leftS", rehearsal.running() ? seconds(rehearsal.endMonoNs() - look.monoNs()) : 0);
        tried.put("measuredNs", Json.finite(rehearsal.measuredNs()));
        tried.put("boundNs", Json.finite(rehearsal.boundNs()));
        tried.put("outcome", rehearsal.outcome());
        tree.put("rehearsal", tried);
        return tree;
    }

    private static long seconds(long ns) {
        return Math.max(0, Math.round(ns / NS));
    }

    /** What stands, and what changed lately. */
    static Map<String, @Nullable Object> alarms(AlarmStatus status) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("active", status.active().stream().map(Views::alarm).toList());
        tree.put("recent", status.recent().stream().map(Views::alarm).toList());
        return tree;
    }

    private static Map<String, @Nullable Object> alarm(Alarm alarm) {
        Map<String, @Nullable Object> tree = new LinkedHashMap<>();
        tree.put("code", alarm.code());
        tree.put("subject", alarm.subject());
        tree.put("severity", alarm.severity().word());
        tree.put("state", alarm.state().word());
        tree.put("text", alarm.text());
        tree.put("value", Json.finite(alarm.reading().value()));
        tree.put("threshold", Json.finite(alarm.reading().threshold()));
        tree.put("unit", alarm.reading().unit());
        tree.put("raisedTaiS", alarm.raisedTaiNs() / 1_000_000_000L);
        tree.put("clearedTaiS", alarm.clearedTaiNs() == Alarm.NEVER ? null : alarm.clearedTaiNs() / 1_000_000_000L);
        tree.put("sequence", alarm.sequence());
        tree.put("acknowledged", alarm.acknowledged());
        return tree;
    }
}
