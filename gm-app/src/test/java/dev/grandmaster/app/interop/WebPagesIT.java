package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/**
 * The pages in a real browser, from the first start on. Pictures of every page lie in {@code target/pictures} afterwards, for somebody to look
 * at.
 */
@Timeout(400)
class WebPagesIT {
    private static final Duration START = Duration.ofSeconds(60);
    private static final String PASSWORD = "correct horse";
    private static final Path PICTURES = Service.ROOT.resolve("gm-app/target/pictures");
    private static final List<String> PAGES = List.of("overview", "clock", "gnss", "antenna", "ptp", "alarms",
            "settings", "system", "holdover", "evidence");
    /** 50 m of LMR-400, velocity factor 0.85: 50 / (0.299792458 * 0.85) ns. */
    private static final double CABLE_NS = 196.2;

    @TempDir
    private Path folder = Path.of("");
    private Program service = Program.start(List.of("true"));
    private @Nullable Browser opened;

    @BeforeAll
    static void needs() {
        Assumptions.assumeTrue(Browser.isThere(), "no chromium and chromedriver");
        Service.build();
    }

    @BeforeEach
    void firstStart() throws IOException {
        service = run();
        String code = service.await(Pattern.compile("one-time code ([A-Z0-9-]+)"), 0, START).group(1);
        Browser browser = open(Files.createDirectory(folder.resolve("browser")));
        browser.size(1400, 900);
        browser.picture(PICTURES.resolve("first-start.png"));
        browser.type("code", "AAAA-AAAA-AAAA");
        browser.type("password", PASSWORD);
        browser.type("again", PASSWORD);
        browser.click("enter");
        browser.await("the refusal of a wrong code", () -> !browser.text("door-error").isEmpty());
        browser.type("code", code);
        browser.click("enter");
        browser.await("the overview", START, () -> browser.isSeen("nav-overview"));
        // The browser reports the refused code as an error of the network, and so it should.
        browser.errors().removeIf(line -> line.contains("/api/v1/setup"));
    }

    private Browser open(Path profile) {
        Browser browser = Browser.open(url(), profile);
        opened = browser;
        return browser;
    }

    private Browser browser() {
        return Objects.requireNonNull(opened);
    }

    private Program run() {
        return Program.start(List.of(Service.ROOT + "/gm", "run", "--state-dir", folder.resolve("state").toString(),
                "--set", "web.listen=127.0.0.1:0", "--set", "holdover.minLockSeconds=5", "--set",
                "holdover.specNs=100000", "--set", "measurement.delayNs=0"),
                folder, Map.of());
    }

    private String url() {
        return service.await(Pattern.compile("pages at (http\\S+)"), 0, START).group(1);
    }

    @AfterEach
    void stop() {
        browser().close();
        service.close();
    }

    private double trueErrorNs() {
        return ((Number) browser().scriptLater("const done = arguments[0]; fetch('/api/v1/clock').then(a => a.json())"
                + ".then(clock => done(clock.trueErrorNs))")).doubleValue();
    }

    /** The page has more than its title; that of the settings comes later than the others. */
    private static void shown(Browser browser, String page) {
        int least = page.equals("settings") ? 3000 : 120;
        browser.await("content of " + page, () -> browser.text("content").length() > least);
    }

    private double medianTrueErrorNs() {
        List<Long> looks = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            looks.add(Math.round(trueErrorNs() * 10));
        }
        return new Samples(looks).median() / 10.0;
    }

    private void locked() {
        Browser browser = browser();
        browser.go("overview");
        browser.await("the state Locked", START, () -> browser.text("state").equals("Locked"));
    }

    @Test
    void theOwnerEntersHisCableAndTheClockFollows() {
        Browser browser = browser();
        locked();
        browser.go("antenna");
        double before = medianTrueErrorNs();
        browser.choose("cable", "LMR-400");
        browser.type("length", "50");
        browser.await("the sum", () -> browser.text("total").startsWith("196.2"));
        assertTrue(browser.text("effect").contains("forward by 196.2"), browser.text("effect"));
        browser.click("apply");
        browser.await("the clock to have moved by 196.2 ns", START,
                () -> Math.abs(medianTrueErrorNs() - before - CABLE_NS) < 15);
        browser.picture(PICTURES.resolve("antenna-slewed.png"));
        browser.go("clock");
        browser.await("the other clock's pulse", () -> browser.isSeen("clock-measured"));
        assertEquals(trueErrorNs(), Double.parseDouble(clock("measuredErrorNs")), 40, "a second apart at most");
        browser.picture(PICTURES.resolve("clock-measured.png"));
        assertEquals(List.of(), browser.errors());

        service.close();
        service = run();
        service.await(Pattern.compile("pages at (http\\S+)"), 0, START);
        browser.close();
        Browser again = open(folder.resolve("browser"));
        again.type("user", "admin");
        again.type("password", PASSWORD);
        again.click("enter");
        again.await("the overview", START, () -> again.isSeen("nav-overview"));
        again.go("antenna");
        again.await("the sum after a restart", () -> again.text("total").startsWith("196.2"));
        theFormerRunIsEvidence(again);
        assertEquals(List.of(), again.errors());
    }

    /** The end of the first run has brought its seconds to the disk. */
    private static void theFormerRunIsEvidence(Browser browser) {
        browser.go("evidence");
        browser.await("the worst bound", () -> browser.isSeen("evidence-worst"));
        browser.picture(PICTURES.resolve("evidence-filled.png"));
        assertTrue(browser.text("evidence-report").contains("LMR-400") || browser.text("evidence-report")
                .contains("antenna.cableDelayNs"), browser.text("evidence-report"));
        String today = String.valueOf(browser.script("return document.getElementById('evidence-to').value"));
        String csv = String.valueOf(browser.scriptLater("const done = arguments[0]; fetch('/api/v1/evidence.csv?to="
                + today + "').then(a => a.text()).then(done)"));
        assertTrue(csv.startsWith("# grandmaster evidence 1"), csv);
        Path file = write("evidence.csv", csv);
        browser.find("evidence-file").sendKeys(file.toString());
        browser.await("the verdict", () -> browser.text("evidence-verdict").contains("Good"));
        Path changed = write("changed.csv", csv.replaceFirst(",LOCKED,", ",HOLDOVER,"));
        browser.find("evidence-file").sendKeys(changed.toString());
        browser.await("the other verdict", () -> browser.text("evidence-verdict").contains("Not good"));
        browser.picture(PICTURES.resolve("evidence-not-good.png"));
        browser.go("clock");
        browser.script("document.getElementById('w86400').click()");
        browser.await("the day out of the record", () -> browser.text("content").contains("recorded since"));
        browser.picture(PICTURES.resolve("clock-day.png"));
    }

    private static Path write(String name, String text) {
        try {
            return Files.writeString(PICTURES.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String clock(String field) {
        return String
                .valueOf(browser().scriptLater("const done = arguments[0]; fetch('/api/v1/clock').then(a => a.json())"
                        + ".then(clock => done(String(clock." + field + ")))"));
    }

    @Test
    void holdoverIsRehearsedAndComesToItsEnd() {
        Browser browser = browser();
        locked();
        browser.go("holdover");
        browser.await("what would be", START, () -> browser.text("holdover-sentence").startsWith("If the satellites"));
        browser.picture(PICTURES.resolve("holdover-foretold.png"));
        browser.click("rehearse");
        browser.await("holdover", () -> clock("state").equals("HOLDOVER"));
        assertEquals("7", clock("clockClass"));
        browser.await("the error by the pulses", () -> browser.text("rehearsal-error").contains("ns")
                && browser.isSeen("rehearsing"));
        browser.picture(PICTURES.resolve("holdover-rehearsed.png"));
        browser.go("clock");
        browser.picture(PICTURES.resolve("clock-holdover.png"));
        browser.go("holdover");
        browser.click("end-rehearsal");
        browser.await("the outcome", () -> browser.text("rehearsal-outcome").contains("ended by request"));
        browser.await("lock", START, () -> clock("state").equals("LOCKED"));
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void aSilencedReceiverIsSeen() {
        Browser browser = browser();
        locked();
        Program.Outcome injected = Program.run(Duration.ofSeconds(20),
                List.of(Service.ROOT + "/gm", "inject", "silence",
                        "--state-dir", folder.resolve("state").toString()));
        assertEquals(0, injected.status(), injected::errors);
        browser.await("the state to change", START, () -> !browser.text("state").equals("Locked"));
        browser.go("alarms");
        browser.await("the alarm", START, () -> browser.text("content").contains("receiver-silent"));
        browser.go("gnss");
        browser.await("the doubt", () -> browser.text("content").contains("not steered by"));
        browser.picture(PICTURES.resolve("gnss-silent.png"));
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void aPtpChangeIsOnTrialUntilItIsRolledBack() {
        Browser browser = browser();
        locked();
        browser.go("settings");
        browser.type("s-ptp-domainNumber", "300");
        browser.await("the refusal as typed",
                () -> browser.find("s-ptp-domainNumber").getDomAttribute("aria-invalid") != null);
        browser.type("s-ptp-domainNumber", "24");
        browser.await("the preview",
                () -> browser.isSeen("apply-settings") && browser.text("changes").contains("24"));
        browser.picture(PICTURES.resolve("settings-preview.png"));
        browser.click("apply-settings");
        browser.await("the question", () -> browser.isSeen("rollback"));
        browser.go("ptp");
        browser.await("the new domain",
                () -> Pattern.compile("domainNumber\\s+24").matcher(browser.text("content")).find());
        browser.click("rollback");
        browser.await("the former domain",
                () -> Pattern.compile("domainNumber\\s+0").matcher(browser.text("content")).find());
        assertFalse(Files.exists(folder.resolve("state/settings.json")), "a change that nobody confirmed was kept");
        // The value that was refused as it was typed.
        browser.errors().removeIf(line -> line.contains("preview=1") && line.contains("400"));
        assertEquals(List.of(), browser.errors());
    }

    /** One of another domain, which our port need not care about. */
    @Test
    void anotherMasterAndTheClockThatStampsAreShown() throws IOException {
        Browser browser = browser();
        locked();
        browser.go("ptp");
        browser.await("nobody else", () -> browser.text("content").contains("No other master announces itself"));
        assertTrue(browser.text("content").contains("automatic, by the kernel"), browser.text("content"));
        byte[] announce = HexFormat.of().parseHex("0b1200400500003c" + "00".repeat(12) + "020000fffe0000a1" + "0001"
                + "0000" + "0501" + "00".repeat(10) + "0025" + "00" + "64" + "07224e5d" + "65" + "020000fffe0000a2"
                + "0001" + "20");
        try (MulticastSocket socket = new MulticastSocket()) {
            socket.setNetworkInterface(NetworkInterface.getByName("lo"));
            browser.await("the other master", START, () -> {
                send(socket, announce);
                return browser.text("content").matches(
                        "(?s).*020000\\.fffe\\.0000a2\\s+020000\\.fffe\\.0000a1/1\\s+lo UDPv4, domain 5\\s+100, 101\\s+7, 0x22\\s+1\\s+yes.*");
            });
        }
        browser.picture(PICTURES.resolve("ptp-others.png"));
        assertEquals(List.of(), browser.errors());
    }

    private static void send(MulticastSocket socket, byte[] announce) {
        try {
            socket.send(new DatagramPacket(announce, announce.length, InetAddress.ofLiteral("224.0.1.129"), 320));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyPageIsSoundInBothThemesAndOnAPhone() {
        Browser browser = browser();
        locked();
        List<String> wide = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            browser.script(
                    "localStorage.setItem('gm-theme', '" + theme + "'); document.documentElement.dataset.theme = '"
                            + theme + "'; dispatchEvent(new Event('gm-theme'))");
            for (String page : PAGES) {
                browser.go(page);
                shown(browser, page);
                browser.picture(PICTURES.resolve(page + '-' + theme + ".png"));
            }
        }
        browser.size(400, 850);
        for (String page : PAGES) {
            browser.go(page);
            shown(browser, page);
            double over = browser.number("return document.documentElement.scrollWidth - innerWidth");
            if (over > 0) {
                wide.add(page + " by " + over);
            }
            browser.picture(PICTURES.resolve(page + "-phone.png"));
        }
        assertEquals(List.of(), wide, "wider than a phone");
        assertEquals(List.of(), browser.errors());
    }

    @Test
    void noPageHasAKnownObstacleForAssistiveTechnology() throws IOException {
        Browser browser = browser();
        locked();
        String axe;
        try (InputStream script = Objects.requireNonNull(WebPagesIT.class.getResourceAsStream("/axe/axe.min.js"))) {
            axe = new String(script.readAllBytes(), StandardCharsets.UTF_8);
        }
        List<String> violations = new ArrayList<>();
        for (String theme : List.of("light", "dark")) {
            browser.script(
                    "localStorage.setItem('gm-theme', '" + theme + "'); document.documentElement.dataset.theme = '"
                            + theme + "'; dispatchEvent(new Event('gm-theme'))");
            for (String page : PAGES) {
                browser.go(page);
                shown(browser, page);
                browser.script(axe);
                Object found = browser.scriptLater("const done = arguments[0]; axe.run().then(result => done("
                        + "result.violations.map(v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target + ' '"
                        + " + n.failureSummary).join(' | '))))");
                ((List<?>) found).forEach(each -> violations.add(page + ' ' + theme + ": " + each));
                if (theme.equals("light")) {
                    violations.addAll(outOfReach(browser, page));
                }
            }
        }
        assertEquals(List.of(), violations, String.join("\n", violations));
    }

    /** Each control of each page has the focus once when somebody goes on by the tabulator. */
    private static List<String> outOfReach(Browser browser, String page) {
        // The browser itself decides what comes next; a radio group is one stop.
        double wanted = browser
                .number("""
                        window.reached = new Set();
                        document.addEventListener('focusin', event => window.reached.add(event.target));
                        window.wanted = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
                          .filter(each => !each.disabled && each.tabIndex >= 0 && each.checkVisibility({visibilityProperty: true})
                            && !(each.type === 'radio' && !each.checked));
                        document.activeElement.blur();
                        return window.wanted.length""");
        for (int i = 0; i < wanted + 15; i++) {
            browser.press(Keys.TAB);
        }
        Object missed = browser
                .script("return window.wanted.filter(each => each.isConnected && !window.reached.has(each))"
                        + ".map(each => each.tagName + ' ' + each.id + ' ' + each.textContent.slice(0, 30))");
        return ((List<?>) Objects.requireNonNull(missed)).stream().map(each -> page + ": " + each).toList();
    }

    @Test
    void thePageComesBackByItselfAndAsksWhoIsThereAfterARestart() throws IOException {
        browser().close();
        try (Relay relay = new Relay(URI.create(url()).getPort())) {
            Browser browser = Browser.open(relay.url(), Files.createDirectory(folder.resolve("other")));
            opened = browser;
            browser.type("user", "admin");
            browser.type("password", PASSWORD);
            browser.click("enter");
            browser.await("live data", () -> !browser.text("state").isEmpty());
            relay.pull();
            browser.await("the notice", () -> browser.text("content").contains("No connection"));
            relay.putBack();
            browser.await("live data again", () -> !browser.text("content").contains("No connection"));
            browser.await("a figure", () -> browser.text("offset").contains("ns"));

            service.close();
            service = run();
            relay.to(URI.create(url()).getPort());
            browser.await("the door", START, () -> browser.isSeen("password"));
        }
    }

    @Test
    void longDaysAndLongTablesLeaveAPageLight() {
        Browser browser = browser();
        locked();
        for (String page : List.of("overview", "clock", "holdover")) {
            browser.go(page);
            shown(browser, page);
            String feed = "const done = arguments[0]; import('/js/live.js').then(live => { const now = live.latest.state;"
                    + " const from = Math.max(now.unixMs, window.fed ?? 0); for (let i = 1; i <= 4000; i++)"
                    + " live.take({...now, unixMs: from + 1000 * i}); window.fed = from + 4000000; done(1) })";
            browser.scriptLater(feed);
            double nodes = browser.number("return document.querySelectorAll('*').length");
            long bytes = browser.heapBytes();
            browser.scriptLater(feed);
            browser.scriptLater(feed);
            double nodesAfter = browser.number("return document.querySelectorAll('*').length");
            long bytesAfter = browser.heapBytes();
            assertTrue(nodesAfter <= nodes + 20, page + ": " + nodes + " nodes, then " + nodesAfter);
            assertTrue(bytesAfter <= bytes + 1_000_000, page + ": " + bytes + " bytes, then " + bytesAfter);
        }
        browser.script(
                """
                        const real = window.fetch;
                        window.fetch = (address, options) => {
                          if (!String(address).includes('ptp/clients')) return real(address, options);
                          const query = new URLSearchParams(String(address).split('?')[1]);
                          const [offset, limit] = [Number(query.get('offset')), Number(query.get('limit'))];
                          const clients = [];
                          for (let i = offset; i < Math.min(10000, offset + limit); i++) clients.push({
                            address: '10.0.' + (i >> 8) + '.' + (i & 255), clockIdentity: '000000.fffe.' + i.toString(16).padStart(6, '0'),
                            portNumber: 1, interface: 'eth0', transport: 'UDPv4', offsetFromMasterNs: i, lastDelayReqS: 1,
                            grants: [{messageType: 'Announce', logInterval: 0}, {messageType: 'Sync', logInterval: -7}]});
                          return Promise.resolve(new Response(JSON.stringify({total: 10000, offset, clients, refused: []}),
                            {status: 200, headers: {'content-type': 'application/json'}}));
                        };
                        location.hash = '#/ptp';""");
        browser.await("the first page", () -> browser.text("client-range").equals("1 to 100 of 10000"));
        browser.click("last");
        browser.await("the last page", () -> browser.text("client-range").equals("9901 to 10000 of 10000"));
        browser.picture(PICTURES.resolve("ptp-10000.png"));
        double nodes = browser.number("return document.querySelectorAll('*').length");
        assertTrue(nodes < 4000, nodes + " nodes");
        double slowestMs = browser.number("""
                const before = performance.now();
                document.getElementById('first').click();
                return performance.now() - before;""");
        browser.await("the first page again", () -> browser.text("client-range").equals("1 to 100 of 10000"));
        System.out.println("a page of 100 clients of 10000 was asked for in " + slowestMs + " ms");
        assertEquals(List.of(), browser.errors());
    }
}
