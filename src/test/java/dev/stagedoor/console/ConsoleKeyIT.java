package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.ProviderStub;
import java.io.IOException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A key that was typed, or shown once, is nowhere in the browser afterwards, and on no way but the one it had to take. */
class ConsoleKeyIT {
    private static final String CANARY = "sk-canary-5ec7e7-d0-n07-5h0w";
    private static final String MODELS =
            """
            {"object": "list", "data": [{"id": "gpt-one", "object": "model"}, {"id": "gpt-two", "object": "model"}]}
            """;

    @AutoClose
    private static Door door;

    @AutoClose
    private static Chromium chromium;

    @TempDir
    Path directory;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys("console-key-");
    }

    @Test
    void shouldSendAProviderKeyToTheProviderAloneAndShowItNeverAgain() throws IOException {
        try (var provider = new ProviderStub().answers(200, "application/json", MODELS)) {
            var traffic = new Traffic(directory.resolve("visit.har"));
            try (var visitor = chromium.visitor(door.url(), traffic)) {
                visitor.signIn(door.adminKey()).open("/new-integration/openai");
                typeIntegration(visitor, provider);
                saveWithModels(visitor);
                assertNowhereIn(visitor, CANARY);
                lookAround(visitor);
            }

            assertThat(provider.requests()).isNotEmpty().allSatisfy(request -> assertThat(
                            request.header("Authorization"))
                    .isEqualTo("Bearer " + CANARY));
            assertThat(traffic.requestsWith(CANARY))
                    .isNotEmpty()
                    .allMatch(request -> request.equals("POST /api/integrations/test in the body")
                            || request.equals("POST /api/integrations in the body"));
            assertThat(traffic.answersWith(CANARY)).isEmpty();
            assertThat(traffic.answersWith("with-a-canary"))
                    .as("answers are seen")
                    .isNotEmpty();
        }
    }

    private static void typeIntegration(Visitor visitor, ProviderStub provider) {
        field(visitor, "Integration name").fill("with-a-canary");
        field(visitor, "API Key").fill(CANARY);
        field(visitor, "Base URL").fill(provider.url());
        visitor.button("Test connection").click();
        assertThat(visitor.page().getByText("It has 2 models.")).isVisible();
        assertThat(Contents.everything(visitor.page()))
                .as("what is typed is seen")
                .contains(CANARY);
    }

    private static void saveWithModels(Visitor visitor) {
        visitor.page()
                .getByRole(AriaRole.GROUP)
                .filter(new Locator.FilterOptions().setHasText("Models to add"))
                .getByLabel("gpt-one")
                .check();
        visitor.button("Save").click();
        assertThat(visitor.heading("with-a-canary")).isVisible();
        visitor.settle();
    }

    private static void lookAround(Visitor visitor) {
        visitor.page().reload();
        assertThat(visitor.heading("with-a-canary")).isVisible();
        assertNowhereIn(visitor.settle(), CANARY);
        visitor.link("Settings").click();
        assertThat(field(visitor, "API Key")).hasValue("");
        assertNowhereIn(visitor.settle(), CANARY);
        visitor.button("Test connection").click();
        assertThat(visitor.page().getByText("It has 2 models.")).isVisible();
        assertNowhereIn(visitor, CANARY);
        visitor.open("/new-integration/openai");
        visitor.page().goBack();
        assertThat(visitor.heading("with-a-canary")).isVisible();
        assertNowhereIn(visitor.settle(), CANARY);
        visitor.page().goBack();
        visitor.page().goBack();
        assertNowhereIn(visitor.settle(), CANARY);
        visitor.open("/audit").settle();
        openDetails(visitor);
        assertNowhereIn(visitor, CANARY);
    }

    private static void openDetails(Visitor visitor) {
        var closed = visitor.page().locator(".audit-opener button[aria-expanded=false]");
        assertThat(closed.first()).isVisible();
        while (closed.count() > 0) {
            closed.first().click();
        }
        assertThat(visitor.page().getByText("secret settings").first()).isVisible();
    }

    @Test
    void shouldForgetAKeyThatWasTypedAndNotSaved() throws IOException {
        try (var visitor = chromium.visitor(door.url())) {
            visitor.signIn(door.adminKey()).open("/new-integration/openai");
            field(visitor, "API Key").fill(CANARY);
            visitor.link("Cancel").click();
            visitor.button("Leave").click();
            assertThat(visitor.heading("New integration")).isVisible();
            assertNowhereIn(visitor.settle(), CANARY);

            visitor.page().goBack();

            assertThat(field(visitor, "API Key")).hasValue("");
            assertNowhereIn(visitor.settle(), CANARY);
        }
    }

    @Test
    void shouldSendAnAccessKeyOnlyToSignIn() throws IOException {
        var traffic = new Traffic(directory.resolve("sign-in.har"));
        try (var visitor = chromium.visitor(door.url(), traffic)) {
            visitor.signIn(door.adminKey());
            assertNowhereIn(visitor.settle(), door.adminKey());
            visitor.open("/groups").settle();
            assertNowhereIn(visitor, door.adminKey());
        }

        assertThat(traffic.requestsWith(secretOf(door.adminKey()))).containsExactly("POST /api/session in the body");
        assertThat(traffic.answersWith(secretOf(door.adminKey()))).isEmpty();
    }

    @Test
    void shouldShowANewAccessKeyOnceAndNotLetItBeLeftUnread() {
        var reader = door.admin().application("reader");
        try (var visitor = chromium.visitor(door.url())) {
            visitor.signIn(door.adminKey()).open("/applications/" + reader.id() + "/keys");
            visitor.button("+ New access key").click();
            var dialog = visitor.page().locator("sd-dialog[open]");
            assertThat(dialog).containsText("This is the only time it is shown.");
            var apiKey = dialog.getByLabel("API key", new Locator.GetByLabelOptions().setExact(true))
                    .innerText();
            assertThat(apiKey).startsWith("sd-");
            assertThat(Contents.everything(visitor.page()))
                    .as("what is shown is seen")
                    .contains(secretOf(apiKey));

            assertCannotBeLeft(visitor, dialog);

            dialog.getByLabel("I have stored it").check();
            visitor.button("Done").click();
            assertThat(dialog).hasCount(0);
            assertNowhereIn(visitor.settle(), secretOf(apiKey));
            visitor.page().reload();
            assertThat(visitor.heading("reader")).isVisible();
            assertNowhereIn(visitor.settle(), secretOf(apiKey));
        }
    }

    private static void assertCannotBeLeft(Visitor visitor, Locator dialog) {
        for (int i = 0; i < 3; i++) {
            visitor.page().keyboard().press("Escape");
        }
        assertThat(dialog.locator("dialog[open]")).isVisible();
        assertThat(dialog.getByLabel("Close")).hasCount(0);
        assertThat(visitor.button("Done")).isDisabled();
    }

    private static String secretOf(String apiKey) {
        return apiKey.substring(apiKey.indexOf('.') + 1);
    }

    private static void assertNowhereIn(Visitor visitor, String secret) {
        assertThat(Contents.everything(visitor.page())).as("the document").doesNotContain(secret);
        assertThat(visitor.page().url()).as("the address").doesNotContain(secret);
        assertThat(
                        (String)
                                visitor.page()
                                        .evaluate(
                                                "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, history.state, name])"))
                .as("what the browser keeps")
                .doesNotContain(secret);
        assertThat(visitor.context().storageState()).as("cookies and storage").doesNotContain(secret);
    }

    private static Locator field(Visitor visitor, String label) {
        return visitor.page()
                .getByLabel(Pattern.compile("^" + label))
                .and(visitor.page().locator("input, textarea"));
    }
}
