package dev.grandmaster.web.api;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

import dev.grandmaster.state.PtpClients;
import dev.grandmaster.web.access.Gate;
import dev.grandmaster.web.access.Principal;
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

    private static final String BASE = "/api/v1/";
    private static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    private static final int MOST_POINTS = 2000;

    private final Unit unit;
    private final Settings settings;
    private final Gate gate;
    private final Certificates certificates;
    private final LiveFeed feed = new LiveFeed();
    private final Recent recent = new Recent();
    private final boolean simulated;

    /** Puts the routes' answers together; {@link #second} makes them live. */
    public Api(Unit unit, Settings settings, Gate gate, Certificates certificates) {
        this.unit = unit;
        this.settings = settings;
        this.gate = gate;
        this.certificates = certificates;
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
            return Answer.text(200, OPEN_METRICS, unit.metrics());
        });
        addAccess(routes);
        see(routes, "status", request -> status(unit.look()));
        see(routes, "clock", request -> Views.clock(unit.look()));
        see(routes, "gnss", request -> Views.gnss(unit.look().gnss()));
        see(routes, "ptp/ports", request -> Views.ports(unit.look().ptp()));
        see(routes, "alarms", request -> Views.alarms(unit.look().alarms()));
        administer(routes, "POST", "alarms/{code}/{subject}/acknowledge", (request, by) -> {
            if (!unit.acknowledge(request.parameter("code"), request.parameter("subject"), by.name())) {
                throw new Refusal(404, "not found", "no such alarm stands");
            }
            return Views.alarms(unit.look().alarms());
        });
        see(routes, "ptp/clients", request -> unit.clients(request.whole("offset", 0, 0, 1_000_000),
                request.whole("limit", 100, 1, PtpClients.LONGEST_PAGE)));
        see(routes, "history", request -> recent.columns(request.whole("seconds", 900, 1, Recent.SECONDS),
                request.whole("points", 900, 10, MOST_POINTS)));
        see(routes, "stability", request -> unit.stability(recent.offsets()));
        see(routes, "system", request -> {
            Map<String, @Nullable Object> tree = new LinkedHashMap<>(unit.about());
            tree.putAll(unit.resources());
            tree.put("certificate", certificates.describeCertificate());
            return tree;
        });
        administer(routes, "GET", "audit", (request, by) -> Map.of("audit", unit.audit()));
        routes.on("GET", BASE + "events", this::events);
        addSettings(routes);
    }

    private void addAccess(Routes routes) {
        routes.on("GET", BASE + "session", request -> Answer.json(gate.describe(request)));
        routes.on("POST", BASE + "setup", request -> Answer.nothing().with("Set-Cookie", gate.begin(request)));
        routes.on("POST", BASE + "session", request -> Answer.nothing().with("Set-Cookie", gate.enter(request)));
        routes.on("DELETE", BASE + "session", request -> {
            gate.admit(request, Role.VIEWER);
            return Answer.nothing().with("Set-Cookie", gate.leave(request));
        });
        administer(routes, "GET", "accounts", (request, by) -> Map.of("accounts", gate.accounts()));
        administer(routes, "PUT", "accounts/{user}", (request, by) -> {
            gate.put(request, by);
            return Map.of("accounts", gate.accounts());
        });
        administer(routes, "DELETE", "accounts/{user}", (request, by) -> {
            gate.remove(request, by);
            return Map.of("accounts", gate.accounts());
        });
        administer(routes, "GET", "tokens", (request, by) -> Map.of("tokens", gate.tokens()));
        administer(routes, "POST", "tokens", gate::makeToken);
        administer(routes, "DELETE", "tokens/{name}", (request, by) -> {
            gate.removeToken(request, by);
            return Map.of("tokens", gate.tokens());
        });
        administer(routes, "PUT", "certificate", (request, by) -> certificates.replace(request.text(), by.name()));
    }

    private void addSettings(Routes routes) {
        see(routes, "antenna", request -> settings.antenna());
        administer(routes, "PUT", "antenna", (request, by) -> settings.change(antennaKeys(request.json()), by.name(),
                preview(request)));
        see(routes, "settings", request -> settings.describe());
        administer(routes, "PATCH", "settings",
                (request, by) -> settings.change(request.json(), by.name(), preview(request)));
        administer(routes, "POST", "settings/confirm", (request, by) -> settings.confirm(by.name()));
        administer(routes, "POST", "settings/rollback", (request, by) -> settings.rollBack(by.name()));
        see(routes, "settings/versions", request -> Map.of("versions", settings.versions()));
        administer(routes, "POST", "settings/versions/{version}/restore", (request, by) -> settings
                .restore(number(request.parameter("version")), by.name(), preview(request)));
        routes.on("GET", BASE + "settings/export", request -> {
            gate.admit(request, Role.ADMINISTRATOR);
            return Answer.text(200, "application/toml", settings.exported()).with("Content-Disposition",
                    "attachment; filename=\"site.toml\"");
        });
        administer(routes, "POST", "settings/import",
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
        body.forEach((key, value) -> changes.put("antenna." + key, value));
        return changes;
    }

    private static boolean preview(Request request) {
        return request.query("preview").filter(value -> !value.equals("false")).isPresent();
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new Refusal(404, "not found", "no such version");
        }
    }

    private void see(Routes routes, String path, Function<Request, Object> view) {
        routes.on("GET", BASE + path, request -> {
            gate.admit(request, Role.VIEWER);
            return Answer.json(view.apply(request));
        });
    }

    private void administer(Routes routes, String method, String path, BiFunction<Request, Principal, Object> action) {
        routes.on(method, BASE + path, request -> {
            Principal by = gate.admit(request, Role.ADMINISTRATOR);
            return Answer.json(action.apply(request, by));
        });
    }
}
