package dev.grandmaster.app.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.logging.Level;

import org.jspecify.annotations.Nullable;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** Debian's Chromium as a person uses it. Keeps what its console said. */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path DRIVER = Path.of("/usr/bin/chromedriver");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ChromeDriver driver;
    private final String url;
    private final List<String> console = new ArrayList<>();

    private Browser(ChromeDriver driver, String url) {
        this.driver = driver;
        this.url = url;
    }

    /** Whether the machine has one. */
    static boolean isThere() {
        return Files.isExecutable(CHROMIUM) && Files.isExecutable(DRIVER);
    }

    /**
     * Opens a page.
     *
     * @param profile folder for what the browser keeps
     */
    static Browser open(String url, Path profile) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(CHROMIUM.toString());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync",
                "--disable-dev-shm-usage", "--ignore-certificate-errors", "--force-device-scale-factor=1",
                "--user-data-dir=" + profile);
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logging);
        ChromeDriver driver = new ChromeDriver(
                new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(), options);
        Browser browser = new Browser(driver, url);
        driver.get(url);
        return browser;
    }

    /** Changes the window; the height grows with the page when it is pictured. */
    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** Goes to a page by its name. */
    void go(String page) {
        driver.get(url + "#/" + page);
        await("the page " + page, () -> !driver.findElements(By.cssSelector("main h1")).isEmpty()
                && driver.findElement(By.id("nav-" + page.replaceAll("\\?.*", "")))
                        .getDomAttribute("aria-current") != null);
    }

    WebElement find(String id) {
        return new WebDriverWait(driver, PATIENCE).until(any -> driver.findElement(By.id(id)));
    }

    boolean isSeen(String id) {
        return driver.findElements(By.id(id)).stream().anyMatch(WebElement::isDisplayed);
    }

    String text(String id) {
        return find(id).getText();
    }

    void type(String id, String text) {
        WebElement field = find(id);
        field.clear();
        field.sendKeys(text);
    }

    void choose(String id, String value) {
        new Select(find(id)).selectByValue(value);
    }

    /** Clicks when it can be clicked. */
    void click(String id) {
        await(id + " to be ready", () -> find(id).isEnabled() && find(id).isDisplayed());
        driver.executeScript("arguments[0].scrollIntoView({block: 'center'})", find(id));
        find(id).click();
    }

    /** Presses a key where the focus is. */
    void press(CharSequence key) {
        new Actions(driver).sendKeys(key).perform();
    }

    /** Bytes of objects that are alive, after garbage was collected. */
    long heapBytes() {
        driver.executeCdpCommand("HeapProfiler.collectGarbage", Map.of());
        Object used = driver.executeCdpCommand("Runtime.getHeapUsage", Map.of()).get("usedSize");
        return ((Number) Objects.requireNonNull(used)).longValue();
    }

    /** Runs a script and answers what it returns. */
    @Nullable
    Object script(String script) {
        return driver.executeScript(script);
    }

    /** Runs a script that returns a number. */
    double number(String script) {
        return ((Number) Objects.requireNonNull(script(script))).doubleValue();
    }

    /** Runs a script that calls its last argument when it is done. */
    Object scriptLater(String script) {
        driver.manage().timeouts().scriptTimeout(PATIENCE);
        return Objects.requireNonNull(driver.executeAsyncScript(script));
    }

    /** A condition that can be looked at again and again. */
    @FunctionalInterface
    interface Condition {
        boolean holds();
    }

    /** Waits for something; fails with what the page shows. */
    void await(String what, Condition condition) {
        await(what, PATIENCE, condition);
    }

    void await(String what, Duration limit, Condition condition) {
        try {
            new WebDriverWait(driver, limit).ignoring(RuntimeException.class).until(any -> condition.holds());
        } catch (org.openqa.selenium.TimeoutException e) {
            throw new AssertionError("not within " + limit.toSeconds() + " s: " + what + "; the page shows\n"
                    + driver.findElement(By.tagName("body")).getText() + "\nconsole " + errors(), e);
        }
    }

    /** The whole page as a picture. */
    void picture(Path file) {
        double height = number(
                "return Math.max(document.documentElement.scrollHeight, document.querySelector('main')?.scrollHeight ?? 0)");
        Dimension size = driver.manage().window().getSize();
        size(size.getWidth(), (int) Math.min(6000, Math.max(size.getHeight(), height + 140)));
        driver.executeScript("return document.fonts.ready");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            size(size.getWidth(), size.getHeight());
        }
    }

    /** What the console complained of so far. */
    List<String> errors() {
        driver.manage().logs().get(LogType.BROWSER).forEach(entry -> {
            if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
                console.add(entry.getMessage());
            }
        });
        return console;
    }

    @Override
    public void close() {
        driver.quit();
    }
}
