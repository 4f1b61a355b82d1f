package dev.stagedoor.console;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** The Chromium that is installed on this machine, driven by Playwright. Nothing is downloaded. */
final class Chromium implements AutoCloseable {
    private static final List<String> NAMES =
            List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    /** For anything to appear on a busy machine. */
    private static final double PATIENCE_MILLIS = 15_000;

    /** Said in the log too: of a class that ends before its first test the build reports nothing. */
    private static final String SKIPPED = "SKIPPED: there is no Chromium here, so nothing looks at the console";

    private static final Logger LOG = Logger.getLogger(Chromium.class);

    private final Playwright playwright;
    private final Browser browser;

    private Chromium(Playwright playwright, Browser browser) {
        this.playwright = playwright;
        this.browser = browser;
    }

    /** Starts it; where there is none, the test is skipped and says so. */
    static Chromium start() {
        var program = find();
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        if (program.isEmpty()) {
            LOG.warn(SKIPPED);
        }
        assumeTrue(program.isPresent(), SKIPPED);
        var playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        var browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(program.get())
                        .setArgs(FLAGS));
        return new Chromium(playwright, browser);
    }

    private static Optional<Path> find() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator, -1))
                .flatMap(directory -> NAMES.stream().map(name -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Somebody new, with a browser window of their own and no cookies. */
    Visitor visitor(String stagedoor) {
        return visitor(stagedoor, Look.LIGHT);
    }

    Visitor visitor(String stagedoor, Look look) {
        return visitor(stagedoor, options(stagedoor, look));
    }

    /** The same, with all traffic written down. */
    Visitor visitor(String stagedoor, Traffic traffic) {
        return visitor(stagedoor, options(stagedoor, Look.LIGHT).setRecordHarPath(traffic.file()));
    }

    private Visitor visitor(String stagedoor, Browser.NewContextOptions options) {
        var context = browser.newContext(options);
        context.setDefaultTimeout(PATIENCE_MILLIS);
        return new Visitor(context, stagedoor);
    }

    private static Browser.NewContextOptions options(String stagedoor, Look look) {
        return new Browser.NewContextOptions()
                .setBaseURL(stagedoor)
                .setViewportSize(look.width(), look.height())
                .setColorScheme(look.colours())
                .setPermissions(List.of("clipboard-read", "clipboard-write"));
    }

    String version() {
        return browser.version();
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
