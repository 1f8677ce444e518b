package dev.grandmaster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import dev.grandmaster.web.http.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The service as it is heard over HTTP. */
@Timeout(60)
class WebServiceTest {

    @Test
    void healthAndReadinessNeedNoLogIn() throws IOException {
        try (Served served = new Served()) {
            assertEquals(200, served.get("/healthz").statusCode());
            assertEquals(200, served.get("/readyz").statusCode());
            served.unit.served = false;
            assertEquals(503, served.get("/readyz").statusCode());
        }
    }

    @Test
    void pagesComeWithTheirTagAndAStrictPolicy() throws IOException {
        try (Served served = new Served()) {
            HttpResponse<String> page = served.get("/");
            assertEquals(200, page.statusCode());
            assertTrue(page.body().startsWith("<!doctype html>"));
            String policy = page.headers().firstValue("content-security-policy").orElseThrow();
            assertTrue(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            String tag = page.headers().firstValue("etag").orElseThrow();
            assertEquals(304, served.ask("GET", "/index.html", null, "If-None-Match", tag).statusCode());
        }
    }

    @Test
    void nothingOutsideThePagesIsServed() throws IOException {
        try (Served served = new Served()) {
            for (String path : List.of("/../WebService.class", "/%2e%2e/WebService.class", "/js/../../WebService.class",
                    "/js", "/nothing.html")) {
                assertEquals(404, served.get(path).statusCode(), path);
            }
        }
    }

    @Test
    void whoIsNotLoggedInSeesNothing() throws IOException {
        try (Served served = new Served()) {
            for (String route : served.service.routes()) {
                String[] parts = route.split(" ", -1);
                boolean open = parts[1].matches("/healthz|/readyz|/api/v1/(session|setup)");
                if (!open) {
                    String path = parts[1].replaceAll("\\{\\w+}", "1");
                    HttpResponse<String> answer = served.ask(parts[0], path, parts[0].equals("GET") ? null : "{}");
                    assertEquals(401, answer.statusCode(), route);
                    assertEquals("application/problem+json", answer.headers().firstValue("content-type").orElse(""));
                }
            }
        }
    }

    @Test
    void theFirstAdministratorNeedsTheCodeOfTheConsole() throws IOException {
        try (Served served = new Served()) {
            HttpResponse<String> wrong = served.ask("POST", "/api/v1/setup",
                    Json.text(Map.of("code", "AAAA-AAAA-AAAA", "password", Served.PASSWORD)));
            assertEquals(400, wrong.statusCode());
            served.entered();
            assertEquals(200, served.get("/api/v1/status").statusCode());
            assertTrue(served.gate.firstCode().isEmpty());
            assertEquals(409, served.ask("POST", "/api/v1/setup",
                    Json.text(Map.of("code", "AAAA-AAAA-AAAA", "password", Served.PASSWORD))).statusCode());
        }
    }

    @Test
    void aChangeWithoutTheTokenOfOurPagesIsRefused() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            served.withoutCsrf();
            assertEquals(403, served.ask("PATCH", "/api/v1/settings", "{\"ptp.priority1\": 7}").statusCode());
            assertEquals(128, served.unit.priority1);
        }
    }

    @Test
    void aViewerLooksAndChangesNothing() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            assertEquals(200, served.ask("PUT", "/api/v1/accounts/guest",
                    "{\"role\": \"viewer\", \"password\": \"battery staple\"}").statusCode());
            served.remember(served.ask("POST", "/api/v1/session",
                    "{\"user\": \"guest\", \"password\": \"battery staple\"}"));
            assertEquals(200, served.get("/api/v1/settings").statusCode());
            assertEquals(403, served.ask("PATCH", "/api/v1/settings", "{\"ptp.priority1\": 7}").statusCode());
            assertEquals(403, served.get("/api/v1/accounts").statusCode());
            assertEquals(403, served.get("/api/v1/settings/export").statusCode());
            assertEquals(128, served.unit.priority1);
        }
    }

    @Test
    void aTokenStandsForAMachineUntilItIsRemoved() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            String secret = String.valueOf(Json.object(served.ask("POST", "/api/v1/tokens",
                    "{\"name\": \"grafana\", \"role\": \"viewer\"}").body()).get("token"));
            String bearer = "Bearer " + secret;
            assertEquals(200, served.ask("GET", "/api/v1/status", null, "Authorization", bearer).statusCode());
            assertFalse(served.get("/api/v1/tokens").body().contains(secret));
            assertEquals(200, served.ask("DELETE", "/api/v1/tokens/grafana", null).statusCode());
            assertEquals(401, served.ask("GET", "/api/v1/status", null, "Authorization", bearer).statusCode());
        }
    }

    @Test
    void whoGuessesWaits() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            String wrong = "{\"user\": \"admin\", \"password\": \"wrong\"}";
            for (int i = 0; i < 3; i++) {
                assertEquals(401, served.ask("POST", "/api/v1/session", wrong).statusCode());
            }
            HttpResponse<String> turnedAway = served.ask("POST", "/api/v1/session", wrong);
            assertEquals(429, turnedAway.statusCode());
            assertEquals("1", turnedAway.headers().firstValue("retry-after").orElse(""));
            assertEquals(1, served.gate.throttled());
            served.unit.monoNs.addAndGet(2 * FakeUnit.SECOND_NS);
            assertEquals(204, served.ask("POST", "/api/v1/session",
                    "{\"user\": \"admin\", \"password\": \"" + Served.PASSWORD + "\"}").statusCode());
        }
    }

    @Test
    void badBodiesAreProblemsAndChangeNothing() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            for (String body : List.of("", "[]", "{", "{\"ptp.priority1\": \"seven\"}", "{} {}", "[".repeat(3000))) {
                HttpResponse<String> answer = served.ask("PATCH", "/api/v1/settings", body);
                assertEquals(400, answer.statusCode(), body);
                assertEquals(400L, Json.object(answer.body()).get("status"));
            }
            assertTrue(served.ask("PATCH", "/api/v1/settings", "{}").body().contains("\"field\":\"ptp.priority1\""));
            assertEquals(413, served.ask("PATCH", "/api/v1/settings", " ".repeat(300_000)).statusCode());
            assertEquals(405, served.ask("POST", "/api/v1/status", "{}").statusCode());
            assertEquals(400, served.get("/api/v1/history?seconds=0").statusCode());
            assertEquals(128, served.unit.priority1);
            assertEquals(200, served.ask("PATCH", "/api/v1/settings?preview=1", "{\"ptp.priority1\": 7}").statusCode());
            assertEquals(128, served.unit.priority1);
            assertEquals(200, served.ask("PATCH", "/api/v1/settings", "{\"ptp.priority1\": 7}").statusCode());
            assertEquals(7, served.unit.priority1);
        }
    }

    @Test
    void aWrongFieldOfTheAntennaIsNamedAsItWasWritten() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            HttpResponse<String> refused = served.ask("PUT", "/api/v1/antenna", "{\"lengthM\": \"far\"}");
            assertEquals(400, refused.statusCode());
            assertTrue(refused.body().contains("\"field\":\"lengthM\""), refused.body());
        }
    }

    @Test
    void fiftyWatchersSeeEachSecondAndEachEvent() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            served.service.happened("something");
            List<BufferedReader> watchers = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                watchers.add(new BufferedReader(new InputStreamReader(served.stream("/api/v1/events").body(),
                        StandardCharsets.UTF_8)));
            }
            assertEquals(50, served.service.streams());
            for (BufferedReader watcher : watchers) {
                int states = 0;
                boolean event = false;
                for (String line = watcher.readLine(); line != null
                        && (states < 2 || !event); line = watcher.readLine()) {
                    states += line.equals("event: state") ? 1 : 0;
                    event |= line.contains("something");
                }
                assertTrue(states >= 2 && event);
            }
            for (BufferedReader watcher : watchers) {
                watcher.close();
            }
        }
    }

    @Test
    void loggingOutEndsTheSession() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            HttpResponse<String> out = served.ask("DELETE", "/api/v1/session", null);
            assertEquals(204, out.statusCode());
            assertTrue(out.headers().firstValue("set-cookie").orElse("").contains("Max-Age=0"));
            assertEquals(401, served.get("/api/v1/status").statusCode());
        }
    }

    @Test
    void cookiesAreOutOfReachOfScriptsAndOtherSites() throws IOException {
        try (Served served = new Served()) {
            HttpResponse<String> answer = served.ask("POST", "/api/v1/setup",
                    Json.text(Map.of("code", served.gate.firstCode().orElseThrow(), "password", Served.PASSWORD)));
            String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
            assertTrue(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), cookie);
            assertNotEquals(0, served.journal.size());
        }
    }

    @Test
    void aRehearsalNeedsAnAdministratorALockedClockAndASaneTime() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            for (String body : List.of("{}", "{\"minutes\": 0}", "{\"minutes\": 1441}", "{\"minutes\": 1.5}",
                    "{\"minutes\": \"5\"}")) {
                HttpResponse<String> refused = served.ask("POST", "/api/v1/holdover/rehearsal", body);
                assertEquals(400, refused.statusCode(), body);
                assertTrue(refused.body().contains("\"field\":\"minutes\""), refused.body());
            }
            assertEquals(200, served.ask("POST", "/api/v1/holdover/rehearsal", "{\"minutes\": 5}").statusCode());
            assertEquals(300, served.unit.rehearsedS);
            assertEquals(200, served.ask("DELETE", "/api/v1/holdover/rehearsal", null).statusCode());
            assertEquals(0, served.unit.rehearsedS);
            served.unit.locked = false;
            assertEquals(409, served.ask("POST", "/api/v1/holdover/rehearsal", "{\"minutes\": 5}").statusCode());
        }
    }

    @Test
    void aYearComesFromTheRecordWithExtremesAndGaps() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            HttpResponse<String> answer = served.get("/api/v1/history?from=1795219200&to=1795305599&points=100");
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals(List.of(1_795_219_237L, 1_795_305_636L, 100L), served.unit.record.asked);
            Map<String, ?> columns = Json.object(answer.body());
            assertEquals(864L, columns.get("resolutionS"));
            assertEquals(List.of(1_795_219_200L, 1_795_220_064L, 1_795_305_594L), columns.get("unixS"));
            assertEquals("[3, null, 900]", String.valueOf(columns.get("offsetNsMax")));
            assertEquals("[null, null, null]", String.valueOf(columns.get("boundNsMax")));
            assertEquals(200, served.get("/api/v1/history?seconds=86400").statusCode());
            for (String bad : List.of("from=2&to=1", "from=x", "seconds=34560001", "from=0&to=1795305599")) {
                assertEquals(400, served.get("/api/v1/history?" + bad).statusCode(), bad);
            }
        }
    }

    @Test
    void filesAreMadeWhileTheyAreSentAndABrokenOneIsSeenToBe() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            HttpResponse<String> csv = served.get("/api/v1/evidence.csv?from=2026-11-01&to=2026-11-30");
            assertEquals("2026-11-01 2026-11-30", csv.body());
            assertEquals("attachment; filename=\"evidence-2026-11-01-2026-11-30.csv\"",
                    csv.headers().firstValue("content-disposition").orElse(""));
            served.unit.breaksOff = true;
            assertThrows(AssertionError.class, () -> served.get("/api/v1/evidence.html"));
            for (String bad : List.of("from=2026-13-01", "from=2026-11-02&to=2026-11-01", "to=+99999-01-01")) {
                HttpResponse<String> refused = served.get("/api/v1/evidence?" + bad);
                assertEquals(400, refused.statusCode(), bad);
                assertTrue(refused.body().contains("\"field\""), refused.body());
            }
        }
    }

    @Test
    void aFileToBeCheckedMayBeLongerThanAnyOtherBody() throws IOException {
        try (Served served = new Served()) {
            served.entered();
            HttpResponse<String> answer = served.ask("POST", "/api/v1/evidence/verify", "x".repeat(3_000_000));
            assertEquals(200, answer.statusCode());
            assertEquals(3_000_000L, Json.object(answer.body()).get("octets"));
        }
    }
}
