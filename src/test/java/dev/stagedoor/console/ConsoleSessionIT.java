package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.SameSiteAttribute;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.Browser;
import java.io.IOException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a session begins and ends, and that nothing typed is lost when it ends too early. */
class ConsoleSessionIT {
    @AutoClose
    private static Door door;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private Visitor visitor;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys("console-session-");
    }

    @BeforeEach
    void arrive() {
        visitor = chromium.visitor(door.url());
    }

    @Test
    void shouldCompleteASaveWhoseSessionHadEndedBefore() {
        var maker = door.admin().application("maker", "USER");
        visitor.signIn(maker.apiKey()).open("/new-integration/loopback");
        field("Integration name").fill("typed-by-hand");
        field("Description").fill("A long story that nobody wants to type twice");
        pause(maker);

        visitor.button("Save").click();

        assertThat(endedDialog()).containsText("Your session has ended");
        assertThat(field("Integration name")).hasValue("typed-by-hand");
        signInAgain(anotherKeyOf(maker));
        assertThat(visitor.heading("typed-by-hand")).isVisible();
        assertThat(door.admin().get("/api/integrations/provider/typed-by-hand").<String>path("description"))
                .isEqualTo("A long story that nobody wants to type twice");
    }

    @Test
    void shouldKeepWhatWasTypedWhenNobodySignsInAgain() {
        var maker = door.admin().application("undecided", "USER");
        visitor.signIn(maker.apiKey()).open("/new-integration/loopback");
        field("Integration name").fill("not-saved-yet");
        pause(maker);
        visitor.button("Save").click();

        endedDialog().getByLabel("Close").click();

        assertThat(endedDialog()).hasCount(0);
        assertThat(visitor.page().getByText("Your session has ended. Sign in to go on."))
                .isVisible();
        assertThat(field("Integration name")).hasValue("not-saved-yet");
        visitor.button("Save").click();
        signInAgain(anotherKeyOf(maker));
        assertThat(visitor.heading("not-saved-yet")).isVisible();
    }

    @Test
    void shouldSayThatTheKeyIsWrongAndAskOnce() {
        var maker = door.admin().application("hasty", "USER");
        visitor.signIn(maker.apiKey()).open("/new-integration/loopback");
        field("Integration name").fill("second-try");
        pause(maker);
        visitor.button("Save").click();

        signInAgain(maker.apiKey());

        assertThat(endedDialog()).containsText("This is no access key that is in force.");
        signInAgain(anotherKeyOf(maker));
        assertThat(visitor.heading("second-try")).isVisible();
    }

    @Test
    void shouldKeepTheSessionInACookieThatNoScriptAndNoOtherSiteSees() {
        visitor.signIn(door.adminKey());

        assertThat(visitor.context().cookies()).singleElement().satisfies(ConsoleSessionIT::isForThisSiteAlone);
        assertThat(visitor.page().evaluate("document.cookie")).isEqualTo("");
    }

    private static void isForThisSiteAlone(Cookie cookie) {
        assertThat(cookie.name).isEqualTo(Browser.COOKIE);
        assertThat(cookie.httpOnly).isTrue();
        assertThat(cookie.secure).isTrue();
        assertThat(cookie.sameSite).isEqualTo(SameSiteAttribute.STRICT);
        assertThat(cookie.path).isEqualTo("/");
    }

    @Test
    void shouldSignOutForGood() {
        visitor.signIn(door.adminKey()).open("/groups");

        visitor.button("Sign out").click();

        assertThat(visitor.heading("Sign in")).isVisible();
        assertThat(visitor.context().cookies()).isEmpty();
        visitor.page().goBack();
        assertThat(visitor.heading("Sign in")).isVisible();
        assertThat(visitor.page().locator("main.content")).hasCount(0);
    }

    @Test
    void shouldReturnToTheAddressThatWasAskedForBeforeSigningIn() {
        visitor.page().navigate(door.url() + "/console/usage?by=outcome");
        assertThat(visitor.heading("Sign in")).isVisible();

        typeKey(door.adminKey());

        assertThat(visitor.heading("Usage")).isVisible();
        assertThat(visitor.page()).hasURL(door.url() + "/console/usage?by=outcome");
    }

    @Test
    void shouldGoOnInAllWindowsWhenOneHasSignedInAgain() {
        var maker = door.admin().application("two-windows", "USER");
        visitor.signIn(maker.apiKey()).open("/new-integration/loopback");
        field("Integration name").fill("in-the-first-window");
        pause(maker);
        visitor.button("Save").click();
        assertThat(endedDialog()).hasCount(1);

        try (var second = visitor.context().newPage()) {
            second.navigate(door.url() + "/console");
            second.getByLabel("Access key").fill(anotherKeyOf(maker));
            second.getByText("Sign in with an access key").click();
            assertThat(second.locator("main.content")).isVisible();
        }
        visitor.page().evaluate("dispatchEvent(new Event('focus'))");

        assertThat(visitor.heading("in-the-first-window")).isVisible();
    }

    private static void pause(Api.Application application) {
        door.admin()
                .request()
                .post("/api/applications/" + application.id() + "/accessKeys/" + application.keyId() + "/status")
                .then()
                .statusCode(200);
    }

    private static String anotherKeyOf(Api.Application application) {
        return door.admin()
                .request()
                .post("/api/applications/" + application.id() + "/accessKeys")
                .path("apiKey");
    }

    private Locator field(String label) {
        return visitor.page()
                .getByLabel(Pattern.compile("^" + label))
                .and(visitor.page().locator("input, textarea"));
    }

    private Locator endedDialog() {
        return visitor.page().locator("sd-dialog[open]").filter(new Locator.FilterOptions().setHas(signIn()));
    }

    private Locator signIn() {
        return visitor.page().locator("sd-sign-in");
    }

    private void signInAgain(String apiKey) {
        assertThat(endedDialog()).hasCount(1);
        typeKey(apiKey);
    }

    private void typeKey(String apiKey) {
        signIn().getByLabel("Access key").fill(apiKey);
        visitor.button("Sign in with an access key").click();
    }
}
