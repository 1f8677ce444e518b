package dev.grandmaster.app.interop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
            "settings",
            "system");
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
        browser.await("the overview", () -> browser.isSeen("nav-overview"));
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
                "--set", "web.listen=127.0.0.1:0"), folder, Map.of());
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
        assertEquals(List.of(), browser.errors());

        service.close();
        service = run();
        service.await(Pattern.compile("pages at (http\\S+)"), 0, START);
        browser.close();
        Browser again = open(folder.resolve("browser"));
        again.type("user", "admin");
        again.type("password", PASSWORD);
        again.click("enter");
        again.await("the overview", () -> again.isSeen("nav-overview"));
        again.go("antenna");
        again.await("the sum after a restart", () -> again.text("total").startsWith("196.2"));
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
                browser.await("content of " + page, () -> browser.text("content").length() > 80);
                browser.picture(PICTURES.resolve(page + '-' + theme + ".png"));
            }
        }
        browser.size(400, 850);
        for (String page : PAGES) {
            browser.go(page);
            browser.await("content of " + page, () -> browser.text("content").length() > 80);
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
                browser.await("content of " + page, () -> browser.text("content").length() > 80);
                browser.script(axe);
                Object found = browser.scriptLater("const done = arguments[0]; axe.run().then(result => done("
                        + "result.violations.map(v => v.id + ' ' + v.nodes.slice(0, 3).map(n => n.target + ' '"
                        + " + n.failureSummary).join(' | '))))");
                ((List<?>) found).forEach(each -> violations.add(page + ' ' + theme + ": " + each));
            }
        }
        assertEquals(List.of(), violations, String.join("\n", violations));
    }
}
