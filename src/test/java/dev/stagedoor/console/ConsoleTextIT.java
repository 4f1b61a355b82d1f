package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What others have named, written or answered is text in the console, whatever it looks like: never markup, never code. */
class ConsoleTextIT {
    /** What a probe that became part of the page would leave there. */
    private static final String CAME_TRUE =
            "img[src=x], svg[onload], script:not([src]), [onerror], [onload], a[href^='javascript:' i], form[action^='javascript:' i]";

    private static final Page.WaitForConditionOptions PATIENCE = new Page.WaitForConditionOptions().setTimeout(5_000);
    private static final List<String> DIALOGS = new ArrayList<>();

    @AutoClose
    private static Door door;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private static HostileWorld world;

    /* Closed with the browser. */
    private static Visitor visitor;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys("console-text-");
        world = HostileWorld.in(door.admin());
        visitor = chromium.visitor(door.url()).signIn(door.adminKey());
        visitor.page().onDialog(dialog -> {
            DIALOGS.add(dialog.type() + " " + dialog.message());
            dialog.accept();
        });
    }

    @BeforeEach
    void forget() {
        visitor.forgetTroubles();
        DIALOGS.clear();
        world.provider().answers(200, "application/json", HostileWorld.MODELS);
    }

    @AfterEach
    void nothingOfItEverRan() {
        assertNothingCameTrue();
        assertThat(visitor.troubles()).isEmpty();
    }

    static Stream<String> lists() {
        return Stream.of(
                "/integrations",
                "/new-integration",
                "/prompts",
                "/users",
                "/groups",
                "/applications",
                "/roles",
                "/integrations/plain/models",
                "/audit?targetType=GROUP&action=CREATE");
    }

    @ParameterizedTest
    @MethodSource("lists")
    void shouldListHostileNamesAsText(String list) {
        visitor.open(list);

        awaitText(HostileWorld.IMG);
        awaitText(HostileWorld.SVG);
        awaitText(HostileWorld.DOLLAR);
        awaitText(HostileWorld.BRACES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/usage", "/usage?by=integration", "/usage?by=application"})
    void shouldShowUsageOfHostileNamesAsText(String usage) {
        visitor.open(usage).settle();

        awaitText(HostileWorld.IMG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/users", "/groups", "/applications"})
    void shouldListNamesWithSlashesAndColonsAsText(String list) {
        visitor.open(list);

        awaitText(HostileWorld.SCRIPT);
        awaitText(HostileWorld.URL);
        awaitText(HostileWorld.BACKWARDS);
    }

    static Stream<String> pages() {
        return HostileWorld.pagesOf(HostileWorld.IMG, world.applicationId());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void shouldShowAHostileObjectAsText(String page) {
        visitor.open(page).settle();

        awaitText(HostileWorld.IMG);
    }

    static Stream<String> pagesOfOthers() {
        return Stream.of(HostileWorld.SVG, HostileWorld.URL, HostileWorld.SCRIPT, HostileWorld.BACKWARDS)
                .flatMap(name -> Stream.of("/groups/", "/users/").map(list -> list + Door.part(name)));
    }

    @ParameterizedTest
    @MethodSource("pagesOfOthers")
    void shouldLeadToObjectsWithAnyName(String page) {
        visitor.open(page).settle();

        assertThat(visitor.page().getByText("Not here")).hasCount(0);
        awaitText(URLDecoder.decode(page.substring(page.lastIndexOf('/') + 1), UTF_8));
    }

    @Test
    void shouldShowValuesInTheAuditAsText() {
        visitor.open("/audit?targetType=GROUP&action=CREATE").settle();

        var closed = visitor.page().locator(".audit-opener button[aria-expanded=false]");
        while (closed.count() > 0) {
            closed.first().click();
        }

        awaitText(HostileWorld.ALL);
    }

    @Test
    void shouldOfferHostileThingsAsTextInAddPermissions() {
        visitor.open("/groups/" + Door.part(HostileWorld.SVG) + "/permissions").settle();
        visitor.button("+ Add Permission").click();

        dialog().getByText(HostileWorld.IMG, new Locator.GetByTextOptions().setExact(true))
                .first()
                .click();
        assertThat(dialog().getByText("1 chosen")).isVisible();
        for (var tab : List.of("Models", "Prompts", "Applications", "Tags")) {
            var button = dialog().getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName(tab));
            if (button.count() > 0) {
                button.click();
                awaitText(HostileWorld.IMG);
                assertNothingCameTrue();
            }
        }
        dialog().locator("footer, [slot=footer]").getByText("Cancel").click();
    }

    @Test
    void shouldExplainHostileThingsAsText() {
        visitor.open("/groups/" + Door.part(HostileWorld.IMG) + "/permissions").settle();
        visitor.page().getByText("Why?").first().click();

        assertThat(dialog()).containsText(HostileWorld.IMG);
        assertThat(dialog().locator(".access-paths")).containsText(HostileWorld.IMG.substring(0, 16));
    }

    @ParameterizedTest
    @ValueSource(strings = {"groups", "users", "roles", "prompts"})
    void shouldAskForADeletionInText(String list) {
        visitor.open("/" + list + "/" + Door.part(HostileWorld.IMG)).settle();

        visitor.button("Delete").click();

        assertThat(dialog().locator("h2").first()).containsText(HostileWorld.IMG);
    }

    @Test
    void shouldAskForTheDeletionOfAnApplicationInText() {
        visitor.open("/applications/" + world.applicationId()).settle();

        visitor.button("Delete").click();

        assertThat(dialog().locator("h2").first()).containsText(HostileWorld.IMG);
    }

    @Test
    void shouldAskForTheDeletionOfAModelInText() {
        visitor.open(HostileWorld.model()).settle();

        visitor.button("Delete model").click();

        assertThat(dialog().locator("h2").first()).containsText(HostileWorld.IMG);
    }

    @Test
    void shouldAskForTheDeletionOfAnIntegrationInText() {
        visitor.open("/integrations/" + Door.part(HostileWorld.IMG) + "/settings")
                .settle();

        visitor.page()
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("Delete"))
                .click();

        assertThat(dialog().locator("h2").first()).containsText(HostileWorld.IMG);
    }

    @Test
    void shouldConfirmInText() {
        visitor.open("/integrations").settle();

        visitor.page().getByLabel("Active: " + HostileWorld.IMG).click();
        awaitText(HostileWorld.IMG + " is off: nobody can call its models");
        visitor.page().getByLabel("Active: " + HostileWorld.IMG).click();
        awaitText(HostileWorld.IMG + " is active");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/integrations", "/groups", "/users", "/prompts"})
    void shouldSayInTextThatNothingMatches(String list) {
        visitor.open(list).settle();

        visitor.page().locator("main vaadin-text-field.search input").fill(HostileWorld.IMG + "!");

        awaitText("Nothing matches “" + HostileWorld.IMG + "!”.");
    }

    @Test
    void shouldOfferTheModelsOfAProviderAsText() {
        visitor.open("/integrations/provided").settle();
        visitor.button("+ New model").click();

        dialog().getByLabel(Pattern.compile("^Model name")).click();
        dialog().getByLabel(Pattern.compile("^Model name")).press("ArrowDown");

        awaitText(HostileWorld.SVG);
        assertNothingCameTrue();
        visitor.page().keyboard().press("Escape");
    }

    @Test
    void shouldShowAStreamedAnswerAsText() {
        world.provider().streams(HostileWorld.streamed());
        visitor.open("/playground?model=provided:answers").settle();
        visitor.page().locator(".pg-message textarea").fill(HostileWorld.IMG);

        visitor.button("Send").click();

        assertThat(visitor.page().locator(".pg-answer")).hasText(HostileWorld.ALL);
        assertThat(visitor.page().locator(".pg-turn").first()).containsText(HostileWorld.IMG);
    }

    @Test
    void shouldShowTheMessageOfAProviderAsText() {
        world.provider().answers(400, "application/json", HostileWorld.refusal());
        visitor.open("/playground?model=provided:answers").settle();
        visitor.page().locator(".pg-message textarea").fill("Hello");

        visitor.button("Send").click();

        awaitText(HostileWorld.IMG);
        expectOnlyRefusedRequests();
    }

    @Test
    void shouldShowATriedPromptAndItsAnswerAsText() {
        world.provider().answers(200, "application/json", HostileWorld.answer());
        visitor.open("/prompts/" + Door.part(HostileWorld.IMG) + "/test").settle();
        visitor.page().locator(".pg-model input").fill("provided:answers");
        visitor.page().locator(".pg-model input").press("Enter");
        visitor.page().locator(".pr-value textarea").first().fill(HostileWorld.SVG);

        visitor.button("Send").click();

        assertThat(visitor.page().locator(".pg-turn .pg-text")).hasText(HostileWorld.ALL);
    }

    @Test
    void shouldPutAQuestionFromTheAddressIntoItsFieldAndNotSendIt() {
        visitor.open("/playground?model=" + Door.part(HostileWorld.IMG) + "&ask=" + Door.part(HostileWorld.ALL))
                .settle();

        assertThat(visitor.page().locator(".pg-message textarea")).hasValue(HostileWorld.ALL);
        assertThat(visitor.page().locator(".pg-turn")).hasCount(0);
        awaitText(HostileWorld.IMG);
    }

    @ParameterizedTest
    @ValueSource(strings = {"search", "actor", "action", "targetId", "from", "to", "kind"})
    void shouldTakeFiltersOfTheAuditAsText(String filter) {
        visitor.open("/audit?" + filter + "=" + Door.part(HostileWorld.IMG)).settle();
        expectOnlyRefusedRequests();
    }

    @Test
    void shouldSayInTextThatThereIsNoSuchPage() {
        for (var address : List.of("/", "/integrations/", "/groups/", "/prompts/", "/new-integration/")) {
            visitor.page().navigate(door.url() + "/console" + address + Door.part(HostileWorld.IMG + "?"));
            assertThat(visitor.page()
                            .locator("main.content h1, main.content h2")
                            .first())
                    .isVisible();
            visitor.settle();
            assertNothingCameTrue();
        }
        expectOnlyRefusedRequests();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "javascript:window.hostile=1",
                "//evil.example",
                "https://evil.example/console/groups",
                "/\\evil.example/console/",
                "data:text/html,<script>window.hostile=1</script>",
                "https://[",
                "/api/session/oidc",
                "/console/../api/users",
                "/console/sign-in",
                ""
            })
    void shouldReturnOnlyToTheConsoleItself(String returnTo) {
        try (var stranger = chromium.visitor(door.url())) {
            stranger.page().navigate(door.url() + "/console/sign-in?returnTo=" + Door.part(returnTo));
            stranger.page().getByLabel("Access key").fill(door.adminKey());
            stranger.button("Sign in with an access key").click();

            assertThat(stranger.heading("Integrations").first()).isVisible();
            assertThat(stranger.page()).hasURL(door.url() + "/console/integrations");
            assertThat(stranger.page().evaluate("window.hostile")).isNull();
            assertThat(stranger.troubles()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {HostileWorld.IMG, HostileWorld.URL, "constructor", "__proto__", "toString"})
    void shouldNeverShowAnErrorFromTheAddressInItsOwnWords(String error) {
        try (var stranger = chromium.visitor(door.url())) {
            stranger.page().navigate(door.url() + "/console/sign-in?error=" + Door.part(error));

            assertThat(stranger.page().getByRole(AriaRole.ALERT))
                    .hasText("The identity provider cannot be reached now. Try again later.");
            assertThat(stranger.page().locator(CAME_TRUE)).hasCount(0);
            assertThat(stranger.troubles()).isEmpty();
        }
    }

    static Stream<String> longPages() {
        return Stream.concat(lists(), HostileWorld.pagesOf(HostileWorld.LONG, world.longApplicationId()));
    }

    @ParameterizedTest
    @MethodSource("longPages")
    void shouldKeepLongNamesWithinTheWindow(String page) {
        try {
            visitor.page().setViewportSize(Look.NARROW.width(), Look.NARROW.height());
            visitor.open(page).settle();

            assertThat(overhang()).as("pixels beyond a phone").isZero();
            visitor.page().setViewportSize(Look.LIGHT.width(), Look.LIGHT.height());
            assertThat(overhang()).as("pixels beyond a window").isZero();
        } finally {
            visitor.page().setViewportSize(Look.LIGHT.width(), Look.LIGHT.height());
        }
    }

    private static int overhang() {
        return (int)
                visitor.page().evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
    }

    private static void awaitText(String text) {
        try {
            visitor.page().waitForCondition(() -> Contents.text(visitor.page()).contains(text), PATIENCE);
        } catch (TimeoutError e) {
            throw new AssertionError(
                    "not there as text: " + text + " at " + visitor.page().url(), e);
        }
    }

    private static void assertNothingCameTrue() {
        assertThat(visitor.page().evaluate("window.hostile")).as("a probe ran").isNull();
        assertThat(DIALOGS).as("dialogs of the browser").isEmpty();
        assertThat(visitor.page().locator(CAME_TRUE)).hasCount(0);
    }

    /* A browser complains of each answer that is an error, which is what these tests ask for. */
    private static void expectOnlyRefusedRequests() {
        assertThat(visitor.troubles()).allMatch(trouble -> trouble.contains("Failed to load resource"));
        visitor.forgetTroubles();
    }

    private static Locator dialog() {
        return visitor.page().locator("sd-dialog[open]");
    }
}
