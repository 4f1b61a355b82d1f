package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.ProviderStub;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is clicked on the pages of prompts and in the playground happens, and shows. */
class ConsolePromptActionsIT extends AdminAtTheConsole {
    private static final String BEGINNING =
            "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"It began\"}}]}\n\n";

    @BeforeAll
    static void fill() {
        API.loopback("gate");
        API.model("gate", "echo");
    }

    @Test
    void shouldSaveANewPrompt() {
        admin.open("/new-prompt");

        admin.field("Name").fill("greeting");
        admin.field("Description").fill("For the door");
        admin.field("Prompt text").fill("Hello ${who}");
        admin.button("Save").click();

        assertThat(admin.heading("greeting")).isVisible();
        assertThat(API.get("/api/prompts/greeting").<String>path("template")).isEqualTo("Hello ${who}");
        assertThat(API.get("/api/prompts/greeting").<String>path("description")).isEqualTo("For the door");
    }

    @Test
    void shouldSaveTheNextVersion() {
        versions("grown", "First");
        admin.open("/prompts/grown");

        admin.button("Edit").click();
        admin.field("Prompt text").fill("Second");
        admin.button("Save as version 2").click();

        assertThat(admin.page().getByText("Version 2", new Page.GetByTextOptions().setExact(true)))
                .isVisible();
        assertThat(textsOf("grown")).containsExactly("Second", "First");
    }

    @Test
    void shouldReplaceTheLatestVersion() {
        versions("replaced", "First", "Second");
        admin.open("/prompts/replaced");

        admin.button("Edit").click();
        admin.field("Prompt text").fill("Better");
        admin.button("Replace version 2").click();

        assertThat(admin.said("Replaced version 2 of replaced")).isVisible();
        assertThat(textsOf("replaced")).containsExactly("Better", "First");
    }

    @Test
    void shouldCompareAVersionWithTheLatest() {
        versions("compared", "First", "Second", "Third");
        admin.open("/prompts/compared/versions");

        admin.button("Compare version 1 with the latest").click();

        var comparison = admin.page()
                .getByRole(
                        AriaRole.TABLE, new Page.GetByRoleOptions().setName("Version 1 and version 3, line by line"));
        assertThat(comparison).containsText("−First");
        assertThat(comparison).containsText("+Third");
    }

    @Test
    void shouldDeleteAVersion() {
        versions("thinned", "First", "Second", "Third");
        admin.open("/prompts/thinned/versions");

        admin.button("Delete version 2").click();
        assertThat(admin.dialog()).containsText("2 other versions will stay");
        admin.inDialog("Delete").click();

        assertThat(admin.said("Deleted version 2 of thinned")).isVisible();
        assertThat(admin.button("Delete version 2")).hasCount(0);
        assertThat(textsOf("thinned")).containsExactly("Third", "First");
    }

    @Test
    void shouldDeleteAPrompt() {
        versions("burnt", "First", "Second");
        admin.open("/prompts/burnt");

        admin.button("Delete").click();
        assertThat(admin.dialog()).containsText("2 versions will be gone for good.");
        admin.inDialog("Delete").click();

        assertThat(admin.heading("Prompts")).isVisible();
        assertThat(admin.settle().link("burnt")).hasCount(0);
        assertThat(API.get("/api/prompts/burnt").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldShowWhatAModelAnswersToAPrompt() {
        versions("tried", "Good evening, ${who}");
        admin.open("/prompts/tried/test");

        admin.field("who").fill("Ann");
        admin.button("Send").click();

        assertThat(admin.page().getByText("Loopback heard: Good evening, Ann")).isVisible();
    }

    @Test
    void shouldTryAPromptInThePlayground() {
        versions("played", "Good night, ${who}");
        admin.open("/playground");

        admin.page()
                .getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Prompt"))
                .check();
        admin.choose("Prompt", "played").field("who").fill("Bo");
        admin.button("Send").click();

        assertThat(admin.page().getByText("Loopback heard: Good night, Bo")).isVisible();
    }

    @Test
    void shouldStopAnAnswerThatIsStillComing() {
        var isOver = new CompletableFuture<Void>();
        try (var provider = new ProviderStub().answers(exchange -> {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(BEGINNING.getBytes(UTF_8));
            exchange.getResponseBody().flush();
            isOver.join();
        })) {
            API.integration("slow", Map.of("api_key", "sk-of-nobody", "endpoint", provider.url()));
            API.model("slow", "talker");
            admin.open("/playground?model=slow:talker&ask=Tell");

            admin.button("Send").click();
            assertThat(admin.page().getByText("It began")).isVisible();
            admin.button("Stop").click();

            assertThat(admin.page().getByText("You stopped the answer here.")).isVisible();
            assertThat(admin.page().getByText("It began")).isVisible();
            assertThat(admin.button("Stop")).hasCount(0);
            await().untilAsserted(() -> assertThat(outcomesOf("slow")).containsExactly("CANCELLED"));
        } finally {
            isOver.complete(null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Python", "JavaScript", "Java"})
    void shouldCopyTheCallAsCode(String language) {
        admin.open("/playground?model=gate:echo&ask=Who%20is%20there");

        admin.page()
                .getByRole(
                        AriaRole.TAB,
                        new Page.GetByRoleOptions().setName(language).setExact(true))
                .click();
        admin.button("Copy " + language + " code").click();

        assertThat(admin.said("Copied")).isVisible();
        assertThat((String) admin.page().evaluate("navigator.clipboard.readText()"))
                .contains("\"gate:echo\"", "\"Who is there\"", door.url() + "/v1");
        assertThat(admin.page().getByRole(AriaRole.TABPANEL)).containsText("\"gate:echo\"");
        assertThat(admin.page().getByRole(AriaRole.TABPANEL)).containsText("\"Who is there\"");
    }

    /** A prompt for loopback with these texts, one version after the other. */
    private static void versions(String name, String... texts) {
        for (var text : texts) {
            API.request()
                    .body(text)
                    .post("/api/prompts/" + name + "?description=of%20a%20test&models=gate:echo&autoIncrement=true")
                    .then()
                    .statusCode(200);
        }
    }

    private static List<String> textsOf(String prompt) {
        return API.get("/api/prompts/" + prompt + "/versions").path("template");
    }

    private static List<String> outcomesOf(String integration) {
        return API.get("/api/usage?by=outcome&integration=" + integration).path("series.key");
    }
}
