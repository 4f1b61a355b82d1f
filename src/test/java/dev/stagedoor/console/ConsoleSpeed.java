package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * How long the console takes in a real browser, before the packaged program, with 100,000 models in one integration. Run by
 * {@code src/benchmark/console-speed}; prints Markdown.
 */
final class ConsoleSpeed {
    private static final int ROUNDS = Integer.getInteger("rounds", 10);
    private static final int PAGES = 50;

    private final Figures figures = new Figures();
    private final Chromium chromium;
    private final Door door;

    private ConsoleSpeed(Chromium chromium, Door door) {
        this.chromium = chromium;
        this.door = door;
    }

    public static void main(String... args) throws Exception {
        try (var chromium = Chromium.start();
                var door = Door.forKeys("speed-")) {
            LongList.fill(door.program());
            var before = load();
            var figures = new ConsoleSpeed(chromium, door).measure();
            System.out.printf(
                    "Chromium %s, load average %s before and %s after%n%n%s%n",
                    chromium.version(), before, load(), figures.table());
        }
    }

    private static String load() throws IOException {
        return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    }

    private Figures measure() {
        var cookies = signedIn();
        for (var round = 0; round < ROUNDS; round++) {
            signInPage();
            integrationsPage(cookies);
        }
        longList(cookies);
        return figures;
    }

    private List<Cookie> signedIn() {
        try (var admin = chromium.visitor(door.url()).signIn(door.adminKey())) {
            return admin.context().cookies();
        }
    }

    private void signInPage() {
        try (var nobody = newcomer(List.of())) {
            var stopwatch = new Stopwatch(nobody.page());
            nobody.page().navigate(door.url() + "/console");
            figures.add("sign-in page, empty cache: first contentful paint, ms", stopwatch.firstPaint());
            assertThat(nobody.page().getByLabel("Access key")).isVisible();
            idle(nobody);
            nobody.page().reload();
            figures.add("sign-in page, reloaded: first contentful paint, ms", stopwatch.firstPaint());
        }
    }

    private void integrationsPage(List<Cookie> cookies) {
        try (var admin = newcomer(cookies)) {
            var stopwatch = new Stopwatch(admin.page());
            admin.page().navigate(door.url() + "/console/integrations");
            show("empty cache", stopwatch);
            idle(admin);
            figures.add("integrations page, empty cache: longest task, ms", stopwatch.longestTask());
            wire("empty cache", stopwatch);
            admin.page().reload();
            show("reloaded", stopwatch);
            idle(admin);
            wire("reloaded", stopwatch);
        }
    }

    private void show(String cache, Stopwatch stopwatch) {
        figures.add("integrations page, " + cache + ": first contentful paint, ms", stopwatch.firstPaint());
        figures.add("integrations page, " + cache + ": 50 integrations painted, ms", stopwatch.listed());
    }

    private void wire(String cache, Stopwatch stopwatch) {
        figures.add("integrations page, " + cache + ": requests", stopwatch.fetched("requests"));
        figures.add(
                "integrations page, " + cache + ": bytes of bodies, compressed", stopwatch.fetched("encodedBodySize"));
        figures.add(
                "integrations page, " + cache + ": bytes of bodies, unpacked", stopwatch.fetched("decodedBodySize"));
        figures.add("integrations page, " + cache + ": bytes over the wire", stopwatch.fetched("transferSize"));
    }

    private void longList(List<Cookie> cookies) {
        for (var round = 0; round < ROUNDS; round++) {
            try (var admin = newcomer(cookies)) {
                var stopwatch = new Stopwatch(admin.page());
                admin.page().navigate(door.url() + "/console/integrations/" + LongList.INTEGRATION);
                figures.add("100,000 models: the first 50 painted, ms", stopwatch.listed());
                idle(admin);
                figures.add("100,000 models: longest task until then, ms", stopwatch.longestTask());
                turnPages(admin, stopwatch);
                search(admin, stopwatch, LongList.model(round));
            }
        }
    }

    private void turnPages(Visitor admin, Stopwatch stopwatch) {
        var next = admin.button("Next");
        var last = 0.0;
        for (var page = 0; page < PAGES; page++) {
            last = stopwatch.untilOtherRows(next::click);
            figures.add("100,000 models: from Next to the next 50 painted, ms", last);
        }
        figures.add("100,000 models: the same, only the 50th Next, ms", last);
        figures.add("100,000 models: longest task in 50 times Next, ms", stopwatch.longestTask());
    }

    private void search(Visitor admin, Stopwatch stopwatch, String model) {
        var field = admin.page().getByLabel("Search models");
        figures.add(
                "100,000 models: from the last letter of a search to the one found painted, ms",
                stopwatch.untilOnlyRow(model, () -> field.fill(model)));
        figures.add("100,000 models: longest task in a search, ms", stopwatch.longestTask());
    }

    /** Somebody with an empty cache. */
    private Visitor newcomer(List<Cookie> cookies) {
        var visitor = chromium.visitor(door.url());
        visitor.context().addInitScript(Stopwatch.SCRIPT);
        visitor.context().addCookies(cookies);
        return visitor;
    }

    private static void idle(Visitor visitor) {
        visitor.page().waitForLoadState(LoadState.NETWORKIDLE);
        visitor.settle();
    }
}
