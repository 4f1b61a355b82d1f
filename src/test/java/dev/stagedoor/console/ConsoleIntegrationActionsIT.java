package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.ProviderStub;
import io.restassured.response.Response;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What is clicked on the pages of integrations and models happens, and shows. */
class ConsoleIntegrationActionsIT extends AdminAtTheConsole {
    private static final String KEY = "sk-that-is-stored";

    @AutoClose
    private static final ProviderStub PROVIDER = new ProviderStub().speaksOpenAi();

    @Test
    void shouldSwitchAnIntegrationOffAndOn() {
        API.loopback("switched");
        admin.open("/integrations/switched");
        var active = admin.page().getByLabel("Active: switched");

        active.uncheck();
        assertThat(admin.said("switched is off: nobody can call its models")).isVisible();
        assertThat(integration("switched").<Boolean>path("enabled")).isFalse();

        active.check();
        assertThat(admin.said("switched is active")).isVisible();
        assertThat(integration("switched").<Boolean>path("enabled")).isTrue();
    }

    @Test
    void shouldSaveSettingsAndKeepTheStoredKey() {
        openAi("kept");
        admin.open("/integrations/kept/settings");
        assertThat(admin.field("API Key")).hasValue("");

        admin.field("Description").fill("For those who ask twice");
        admin.button("Save").click();

        assertThat(admin.said("kept saved")).isVisible();
        assertThat(admin.page().getByText("For those who ask twice")).isVisible();
        assertThat(integration("kept").<String>path("description")).isEqualTo("For those who ask twice");
        API.chat("kept:gpt-4o").then().statusCode(200);
        assertThat(PROVIDER.lastRequest().header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void shouldTestTheConnectionWithTheStoredKey() {
        openAi("tried");
        admin.open("/integrations/tried/settings");
        assertThat(admin.field("API Key")).hasValue("");

        admin.button("Test connection").click();

        assertThat(admin.page().getByText(Pattern.compile("Connected in .+ It has \\d+ models\\.")))
                .isVisible();
        assertThat(PROVIDER.lastRequest().path()).isEqualTo("/v1/models");
        assertThat(PROVIDER.lastRequest().header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    void shouldSayThatAProviderIsLeftAloneAndWhy() {
        try (var failing = new ProviderStub().answers(503, "text/plain", "no")) {
            API.integration(
                    "failing",
                    Map.of(
                            "api_key",
                            KEY,
                            "endpoint",
                            failing.url(),
                            "retries",
                            0,
                            "breakerMinimumCalls",
                            1,
                            "breakerOpenTime",
                            "1h"));
            API.model("failing", "gpt-4o");
            API.chat("failing:gpt-4o").then().statusCode(503);
            admin.open("/integrations/failing");

            assertThat(admin.page().getByText("Left alone after failures")).isVisible();
            assertThat(admin.page()
                            .getByText(Pattern.compile(
                                    "0 calls under way . 100 % of 1 call failed lately . last failure: status 503")))
                    .isVisible();
        }
    }

    @Test
    void shouldSayWhatBreaksBeforeItDeletesAnIntegration() {
        API.loopback("doomed");
        API.model("doomed", "echo");
        API.user("doomed-ann");
        API.grant("USER:doomed-ann", "INTEGRATION_PROVIDER:doomed", "READ", "EXECUTE");
        API.request()
                .body("Hello")
                .post("/api/prompts/doomed-letter?description=d&models=doomed:echo")
                .then()
                .statusCode(200);
        admin.open("/integrations/doomed/settings");

        admin.button("Delete integration").click();
        assertThat(admin.dialog()).containsText("1 model with every permission");
        assertThat(admin.dialog()).containsText("1 person can call it now, and no longer will.");
        assertThat(admin.dialog()).containsText("1 prompt names it: doomed-letter.");
        admin.inDialog("Delete").click();

        assertThat(admin.said("doomed deleted")).isVisible();
        assertThat(admin.heading("Integrations").first()).isVisible();
        assertThat(admin.settle().link("doomed")).hasCount(0);
        assertThat(integration("doomed").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldKeepTheFormAndPointAtTheNameThatIsTaken() {
        API.loopback("taken");
        admin.open("/new-integration/loopback");

        admin.field("Integration name").fill("taken");
        admin.field("Description").fill("Typed in vain");
        admin.button("Save").click();

        assertThat(admin.page().getByText("This name is taken. Choose another one."))
                .isVisible();
        assertThat(admin.field("Integration name")).isFocused();
        assertThat(admin.field("Integration name")).hasValue("taken");
        assertThat(admin.field("Description")).hasValue("Typed in vain");
        assertThat(integration("taken").<String>path("description")).isNotEqualTo("Typed in vain");
    }

    @Test
    void shouldDisableAModelAndEnableItAgain() {
        API.loopback("halls");
        API.model("halls", "echo");
        admin.open("/integrations/halls/models/echo");
        var enable = admin.page().getByLabel("Enable: echo");

        enable.uncheck();
        assertThat(admin.said("echo is off: nobody can call it")).isVisible();
        assertThat(model("halls", "echo").<Boolean>path("enabled")).isFalse();

        enable.check();
        assertThat(admin.said("echo can be called")).isVisible();
        assertThat(model("halls", "echo").<Boolean>path("enabled")).isTrue();
    }

    @Test
    void shouldDescribeAModelAndLimitIt() {
        API.loopback("limited");
        API.model("limited", "echo");
        admin.open("/integrations/limited/models/echo");

        admin.button("Edit").click();
        admin.field("Description").fill("Says it again");
        admin.field("Max tokens").fill("5000");
        admin.select("Frequency", "Weekly").inDialog("Save").click();

        assertThat(admin.dialog()).hasCount(0);
        assertThat(admin.page().getByText("5,000 weekly")).isVisible();
        assertThat(admin.page().getByText("Says it again")).isVisible();
        assertThat(model("limited", "echo").<String>path("description")).isEqualTo("Says it again");
        assertThat(model("limited", "echo").<Integer>path("maxTokens")).isEqualTo(5000);
        assertThat(model("limited", "echo").<String>path("frequency")).isEqualTo("weekly");
    }

    @Test
    void shouldTakeTheLimitOfAModelAway() {
        API.loopback("freed");
        API.post(
                        "/api/integrations/provider/freed/integration/echo",
                        Map.of("enabled", true, "maxTokens", 5000, "frequency", "daily"))
                .then()
                .statusCode(200);
        admin.open("/integrations/freed/models/echo");
        assertThat(admin.page().getByText("5,000 daily")).isVisible();

        admin.button("Edit").click();
        admin.field("Max tokens").fill("");
        admin.inDialog("Save").click();

        assertThat(admin.dialog()).hasCount(0);
        assertThat(admin.page().getByText("5,000 daily")).hasCount(0);
        assertThat(model("freed", "echo").<Integer>path("maxTokens")).isNull();
    }

    @Test
    void shouldAddAModelThatStandsForOthersAndShareItsCallsOut() {
        API.loopback("pair-one");
        API.model("pair-one", "echo");
        API.loopback("pair-two");
        API.model("pair-two", "echo");
        API.post("/api/integrations/provider/pair", Map.of("type", "virtual"))
                .then()
                .statusCode(200);
        admin.open("/integrations/pair");

        admin.button("+ New model").click();
        admin.dialog().getByLabel("Model name").fill("smart");
        admin.field("Stands for").fill("pair-one:echo\npair-none:echo");
        admin.inDialog("Save").click();
        assertThat(admin.dialog()).containsText("There is no model 'pair-none:echo'");
        admin.forgetTroubles();
        admin.field("Stands for").fill("pair-one:echo\npair-two:echo");
        admin.inDialog("Save").click();
        assertThat(admin.said("smart added to pair")).isVisible();
        API.chat("pair:smart").then().header("x-stagedoor-model", "pair-one:echo");

        admin.open("/integrations/pair/models/smart");
        admin.button("Edit").click();
        admin.select("Calls go to", "Shared out by weight");
        admin.field("Stands for").fill("pair-two:echo 3");
        admin.inDialog("Save").click();

        assertThat(admin.dialog()).hasCount(0);
        assertThat(admin.page().locator("dd").getByText("shared out by weight")).isVisible();
        API.chat("pair:smart").then().header("x-stagedoor-model", "pair-two:echo");
        assertThat(model("pair", "smart").<Integer>path("configuration.targets[0].weight"))
                .isEqualTo(3);
    }

    @Test
    void shouldSetThePriceOfAModelAndTakeItAway() {
        API.loopback("priced");
        API.model("priced", "echo");
        admin.open("/integrations/priced/models/echo");

        admin.button("Set price").click();
        admin.field("Input").fill("2.5");
        admin.field("Output").fill("ten");
        admin.inDialog("Save").click();
        assertThat(admin.field("Output")).hasAttribute("aria-invalid", "true");
        admin.forgetTroubles();
        admin.field("Output").fill("10");
        admin.inDialog("Save").click();

        assertThat(admin.dialog()).hasCount(0);
        assertThat(admin.page().getByText("$2.50 in, $10.00 out")).isVisible();
        assertThat(price("priced", "echo").<String>path("input")).isEqualTo("2.5");
        assertThat(price("priced", "echo").<String>path("cachedInput")).isEqualTo("2.5");

        admin.button("Remove price").click();
        assertThat(admin.page().getByText("none: calls count as free")).isVisible();
        assertThat(price("priced", "echo").<String>path("input")).isNull();
    }

    @Test
    void shouldDeleteAModel() {
        API.loopback("pruned");
        API.model("pruned", "echo");
        admin.open("/integrations/pruned/models/echo");

        admin.button("Delete model").click();
        assertThat(admin.dialog()).containsText("Callers of that name get an error from now on.");
        admin.inDialog("Delete").click();

        assertThat(admin.heading("No models yet")).isVisible();
        assertThat(model("pruned", "echo").statusCode()).isEqualTo(404);
    }

    private static void openAi(String name) {
        API.integration(name, Map.of("api_key", KEY, "endpoint", PROVIDER.url()));
        API.model(name, "gpt-4o");
    }

    private static Response integration(String name) {
        return API.get("/api/integrations/provider/" + name);
    }

    private static Response price(String integration, String model) {
        return API.get("/api/integrations/provider/" + integration + "/integration/" + model + "/price");
    }

    private static Response model(String integration, String name) {
        return API.get("/api/integrations/provider/" + integration + "/integration/" + name);
    }
}
