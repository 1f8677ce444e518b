package dev.grandmaster.web.api;

import java.util.LinkedHashMap;
import java.util.Map;

import dev.grandmaster.state.HoldoverOutlook;
import dev.grandmaster.state.PtpClients;
import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.access.Role;
import dev.grandmaster.web.http.Answer;
import dev.grandmaster.web.http.Json;
import dev.grandmaster.web.http.LiveFeed;
import dev.grandmaster.web.http.Refusal;
import dev.grandmaster.web.http.Request;
import dev.grandmaster.web.http.Routes;
import org.jspecify.annotations.Nullable;

/** The routes below {@code /api/v1/}, the two that a load balancer asks, and what Prometheus scrapes. {@code openapi.json} beside the pages describes them. */
public final class Api {

    private static final String ANTENNA = "antenna.";
    private static final long SECOND_NS = 1_000_000_000L;
    private static final int LONGEST_REHEARSAL_MIN = 1440;

    private final Unit unit;
    private final Settings settings;
    private final Ports ports;
    private final Gate gate;
    private final LiveFeed feed = new LiveFeed();
    private final Recent recent = new Recent();
    private final boolean simulated;

    /** Puts the routes' answers together; {@link #second} makes them live. */
    public Api(Ports ports, Gate gate) {
        this.unit = ports.unit();
        this.settings = ports.settings();
        this.ports = ports;
        this.gate = gate;
        this.simulated = Boolean.TRUE.equals(unit.about().get("simulated"));
    }

    /** Once a second, on one thread: remembers and tells how it is. */
    public void second() {
        Unit.Look look = unit.look();
        recent.add(look);
        Map<String, @Nullable Object> status = status(look);
        feed.state(Json.text(status));
    }

    private Map<String, @Nullable Object> status(Unit.Look look) {
        Map<String, @Nullable Object> status = Views.status(look, simulated);
        status.put("antennaTotalNs", settings.antenna().get("totalNs"));
        status.put("confirmWithinS", settings.confirmWithinS());
        HoldoverOutlook outlook = ports.holdover().outlook();
        status.put("rehearsing", outlook.rehearsal().running());
        status.put("holdoverElapsedS", Math.rint(outlook.elapsedS()));
        return status;
    }

    /** Tells whoever looks at a page what happened; from any thread, never waits. */
    public void happened(String text) {
        Map<String, @Nullable Object> event = new LinkedHashMap<>();
        event.put("unixMs", unit.look().unixMs());
        event.put("text", text);
        feed.happened(Json.text(event));
    }

    /** Ends the streams. */
    public void close() {
        feed.close();
    }

    /** Adds all routes. */
    public void addTo(Routes routes) {
        routes.on("GET", "/healthz", request -> Answer.text(200, "text/plain; charset=utf-8", "ok\n"));
        routes.on("GET", "/readyz", request -> unit.look().clock().served()
                ? Answer.text(200, "text/plain; charset=utf-8", "ready\n")
                : Answer.text(503, "text/plain; charset=utf-8", "the clock is not served yet\n"));
        routes.on("GET", "/metrics", request -> {
            gate.admit(request, Role.VIEWER);
            Unit.Metrics page = unit.metrics(request.header("accept").orElse(""));
            return Answer.text(200, page.contentType(), page.text());
        });
        Guarded guarded = new Guarded(routes, gate);
        addAccess(routes, guarded);
        addViews(guarded);
        addHoldover(guarded);
        new RecordRoutes(ports.records(), recent, this::taiS, this::utcOffsetS).addTo(guarded);
        routes.on("GET", Guarded.BASE + "events", this::events);
        addSettings(guarded);
    }

    /** TAI of the clock once it is served, of the host before, s. */
    private long taiS() {
        Unit.Look look = unit.look();
        return look.clock().served()
                ? Math.floorDiv(look.clock().taiAt(look.monoNs()), SECOND_NS)
                : look.unixMs() / 1000 + utcOffsetS();
    }

    private long utcOffsetS() {
        Unit.Look look = unit.look();
        return look.clock().announcedAt(look.monoNs()).utc().offsetAt(look.clock().taiAt(look.monoNs()));
    }

    private void addHoldover(Guarded routes) {
        routes.see("holdover", request -> Views.holdover(unit.look(), ports.holdover().outlook()));
        routes.administer("POST", "holdover/rehearsal", (request, by) -> {
            Object minutes = request.json().get("minutes");
            if (!(minutes instanceof Long asked) || asked < 1 || asked > LONGEST_REHEARSAL_MIN) {
                throw Refusal.ofField("minutes", "a whole number from 1 to " + LONGEST_REHEARSAL_MIN);
            }
            ports.holdover().rehearse(Math.toIntExact(asked * 60), by.name());
            return Views.holdover(unit.look(), ports.holdover().outlook());
        });
        routes.administer("DELETE", "holdover/rehearsal", (request, by) -> {
            ports.holdover().endRehearsal(by.name());
            return Views.holdover(unit.look(), ports.holdover().outlook());
        });
    }

    private void addViews(Guarded routes) {
        routes.see("status", request -> status(unit.look()));
        routes.see("clock", request -> Views.clock(unit.look()));
        routes.see("gnss", request -> Views.gnss(unit.look().gnss()));
        routes.see("ptp/ports", request -> Views.ports(unit.look().ptp()));
        routes.see("alarms", request -> Views.alarms(unit.look().alarms()));
        routes.administer("POST", "alarms/{code}/{subject}/acknowledge", (request, by) -> {
            if (!unit.acknowledge(request.parameter("code"), request.parameter("subject"), by.name())) {
                throw new Refusal(404, "not found", "no such alarm stands");
            }
            return Views.alarms(unit.look().alarms());
        });
        routes.see("ptp/clients", request -> unit.clients(request.whole("offset", 0, 0, 1_000_000),
                request.whole("limit", 100, 1, PtpClients.LONGEST_PAGE)));
        routes.see("stability", request -> unit.stability(recent.offsets()));
        routes.see("system", request -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(unit.about());
            tree.putAll(unit.resources());
            tree.put("certificate", ports.certificates().describeCertificate());
            return tree;
        });
        routes.administer("GET", "audit", (request, by) -> Map.of("audit", unit.audit()));
    }

    private void addAccess(Routes routes, Guarded guarded) {
        routes.on("GET", Guarded.BASE + "session", request -> Answer.json(gate.describe(request)));
        routes.on("POST", Guarded.BASE + "setup", request -> Answer.nothing().with("Set-Cookie", gate.begin(request)));
        routes.on("POST", Guarded.BASE + "session",
                request -> Answer.nothing().with("Set-Cookie", gate.enter(request)));
        routes.on("DELETE", Guarded.BASE + "session", request -> {
            gate.admit(request, Role.VIEWER);
            return Answer.nothing().with("Set-Cookie", gate.leave(request));
        });
        guarded.administer("GET", "accounts", (request, by) -> Map.of("accounts", gate.accounts()));
        guarded.administer("PUT", "accounts/{user}", (request, by) -> {
            gate.put(request, by);
            return Map.of("accounts", gate.accounts());
        });
        guarded.administer("DELETE", "accounts/{user}", (request, by) -> {
            gate.remove(request, by);
            return Map.of("accounts", gate.accounts());
        });
        guarded.administer("GET", "tokens", (request, by) -> Map.of("tokens", gate.tokens()));
        guarded.administer("POST", "tokens", gate::makeToken);
        guarded.administer("DELETE", "tokens/{name}", (request, by) -> {
            gate.removeToken(request, by);
            return Map.of("tokens", gate.tokens());
        });
        guarded.administer("PUT", "certificate",
                (request, by) -> ports.certificates().replace(request.text(), by.name()));
    }

    private void addSettings(Guarded routes) {
        routes.see("antenna", request -> settings.antenna());
        routes.administer("PUT", "antenna", (request, by) -> {
            try {
                return settings.change(antennaKeys(request.json()), by.name(), preview(request));
            } catch (Refusal refusal) {
                throw refusal.withoutPrefix(ANTENNA);
            }
        });
        routes.see("settings", request -> settings.describe());
        routes.administer("PATCH", "settings",
                (request, by) -> settings.change(request.json(), by.name(), preview(request)));
        routes.administer("POST", "settings/confirm", (request, by) -> settings.confirm(by.name()));
        routes.administer("POST", "settings/rollback", (request, by) -> settings.rollBack(by.name()));
        routes.see("settings/versions", request -> Map.of("versions", settings.versions()));
        routes.administer("POST", "settings/versions/{version}/restore", (request, by) -> settings
                .restore(number(request.parameter("version")), by.name(), preview(request)));
        routes.on("GET", "settings/export", Role.ADMINISTRATOR,
                (request, by) -> Answer.text(200, "application/toml", settings.exported(flag(request, "identity")))
                        .with("Content-Disposition",
                                "attachment; filename=\"site.toml\""));
        routes.administer("POST", "settings/import",
                (request, by) -> settings.imported(request.text(), by.name(), preview(request)));
    }

    private Answer events(Request request) {
        gate.admit(request, Role.VIEWER);
        long since;
        try {
            since = Long.parseLong(request.header("last-event-id").orElse("0"));
        } catch (NumberFormatException e) {
            since = 0;
        }
        return new Answer.Live(feed, () -> gate.still(request, Role.VIEWER), since);
    }

    private static Map<String, @Nullable Object> antennaKeys(Map<String, @Nullable Object> body) {
        Map<String, @Nullable Object> changes = new LinkedHashMap<>();
        body.forEach((key, value) -> changes.put(ANTENNA + key, value));
        return changes;
    }

    private static boolean preview(Request request) {
        return flag(request, "preview");
    }

    private static boolean flag(Request request, String name) {
        return request.query(name).filter(value -> !value.equals("false")).isPresent();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(404, "not found", "no such version");
        }
    }
}
