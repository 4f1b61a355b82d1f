package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.Keycloak;
import dev.stagedoor.support.ProviderStub;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The guide, followed word by word: an admin integrates a provider and gives a group and an application permission; a plain
 * member of the group gets a streamed answer in the playground, until the permission is taken back.
 */
@TestMethodOrder(OrderAnnotation.class)
@ExtendWith(Story.class)
class ConsoleGuideIT {
    private static final String KEY = "sk-of-the-guide";
    private static final String MODEL = "my-openai:gpt-4o";

    private static Chromium chromium;
    private static Door door;
    private static ProviderStub provider;
    private static Keycloak keycloak;
    private static Visitor admin;
    private static Visitor ann;
    private static String applicationKey;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        provider = new ProviderStub().speaksOpenAi();
        keycloak = Keycloak.running();
        door = Door.forPeople("guide-");
        admin = chromium.visitor(door.url()).signIn(door.adminKey());
        ann = chromium.visitor(door.url());
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
            door.close();
            provider.close();
        }
    }

    @Test
    @Order(1)
    void anEmptyInstallationShowsTheThreeSteps() {
        assertThat(admin.heading("Three steps to your first governed call")).isVisible();
        assertThat(admin.page().getByText("(done)")).hasCount(0);
    }

    @Test
    @Order(2)
    void shouldAddAnIntegrationAndTryItsKeyBefore() {
        admin.goTo("Integrations");
        admin.button("+ New integration").click();
        var models =
                admin.page().getByRole(AriaRole.HEADING).filter(new Locator.FilterOptions().setHasText("AI / LLM"));
        assertThat(models).isVisible();
        admin.button("+ Add OpenAI").click();

        field("Integration name").fill("my-openai");
        field("API Key").fill(KEY);
        field("Base URL").fill(provider.url());
        field("Description").fill("OpenAI for the analysts");
        assertThat(admin.page().getByLabel("Active")).isChecked();
        admin.button("Test connection").click();
        admin.page().getByLabel("text-embedding-3-large").check();
        admin.button("Save").click();

        assertThat(admin.heading("my-openai")).isVisible();
        assertThat(admin.link("text-embedding-3-large")).isVisible();
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    @Order(3)
    void shouldAddAModelFromTheListOfIntegrations() {
        admin.goTo("Integrations");
        admin.button("+ New model: my-openai").click();
        var dialog = admin.dialog();
        assertThat(dialog).containsText("Choose one of the provider’s, or type a name");
        dialog.getByLabel("Model name").fill("gpt-4o");
        admin.page()
                .getByRole(
                        AriaRole.OPTION,
                        new Page.GetByRoleOptions().setName("gpt-4o").setExact(true))
                .click();
        dialog.getByLabel("Description").fill("The large one");
        assertThat(dialog.getByLabel("Enable")).isChecked();
        dialog.getByText("Save").click();

        assertThat(admin.dialog()).hasCount(0);
        admin.open("/integrations/my-openai/models");
        assertThat(admin.link("gpt-4o")).isVisible();
    }

    @Test
    @Order(4)
    void aPersonWithoutPermissionSeesNoModel() {
        keycloak.user("guide-ann");
        ann.signInAtTheIssuer("guide-ann", Keycloak.passwordOf("guide-ann"));

        ann.goTo("Playground");

        assertThat(ann.heading("You may not call any model yet")).isVisible();
    }

    @Test
    @Order(5)
    void shouldGiveAGroupPermission() {
        admin.goTo("Groups");
        admin.button("+ New group").first().click();
        admin.dialog().getByLabel("Group name").fill("analysts");
        admin.dialog().getByLabel("Description").fill("Who reads the numbers");
        admin.dialog().getByText("Create group").click();
        assertThat(admin.heading("analysts")).isVisible();

        admin.link("Members").click();
        admin.button("+ Add members").first().click();
        choose("guide-ann");
        admin.page().keyboard().press("Escape");
        admin.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add members"))
                .click();
        assertThat(admin.link("guide-ann")).isVisible();

        admin.link("Permissions").click();
        addPermission("1 person gains");
    }

    @Test
    @Order(6)
    void theThreeStepsHaveTickedThemselvesOffAndLeadToThePlayground() {
        admin.goTo("Integrations");
        for (var step : List.of("Add an integration", "Add a model", "Give someone permission")) {
            assertThat(admin.page().getByRole(AriaRole.LISTITEM).filter(new Locator.FilterOptions().setHasText(step)))
                    .containsText("(done)");
        }

        admin.link("Make the call in the playground").click();

        assertThat(admin.heading("Playground")).isVisible();
        assertThat(admin.page()
                        .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                        .last())
                .hasValue("Who is at the door?");
    }

    @Test
    @Order(7)
    void shouldGiveAnApplicationPermission() {
        admin.goTo("Applications");
        admin.button("+ New application").first().click();
        admin.dialog().getByLabel("Application name").fill("reader");
        admin.dialog().getByText("Create application").click();
        assertThat(admin.heading("reader")).isVisible();

        admin.button("+ New access key").first().click();
        applicationKey = admin.dialog()
                .getByLabel("API key", new Locator.GetByLabelOptions().setExact(true))
                .textContent();
        admin.dialog().getByLabel("I have stored it").check();
        admin.dialog().getByText("Done").click();

        admin.link("Permissions").click();
        addPermission("1 application gains");
    }

    @Test
    @Order(8)
    void aMemberOfTheGroupGetsAStreamedAnswer() {
        provider.streams(
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"Ann, \"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"of the analysts.\"}}]}\n\n",
                "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n",
                "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":11,\"completion_tokens\":5,\"total_tokens\":16}}\n\n",
                "data: [DONE]\n\n");

        ask(ann, MODEL);

        assertThat(ann.page().getByText("Ann, of the analysts.")).isVisible();
        assertThat(ann.page().locator("sd-chat")).containsText("11");
        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer " + KEY);
    }

    @Test
    @Order(9)
    void theApplicationGetsAnAnswerToo() {
        try (var reader = chromium.visitor(door.url()).signIn(applicationKey)) {
            ask(reader, MODEL);

            assertThat(reader.page().getByText("Ann, of the analysts.")).isVisible();
            assertThat(reader.troubles()).isEmpty();
        }
    }

    @Test
    @Order(10)
    void shouldSayWhy() {
        admin.open("/users/guide-ann/permissions");
        admin.button("Why? my-openai").first().click();

        assertThat(admin.dialog()).containsText("guide-ann");
        assertThat(admin.dialog()).containsText("analysts");
        admin.page().keyboard().press("Escape");
        assertThat(admin.dialog()).hasCount(0);
    }

    @Test
    @Order(11)
    void theModelIsGoneAfterTheRevoke() {
        admin.open("/groups/analysts/permissions");
        admin.button("Remove: my-openai").click();
        assertThat(admin.dialog()).containsText("guide-ann");
        admin.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Remove"))
                .click();
        assertThat(admin.heading("No permissions yet")).isVisible();

        ann.open("/playground");

        assertThat(ann.heading("You may not call any model yet")).isVisible();
    }

    @Test
    @Order(12)
    void theAuditSaysWhoDidIt() {
        admin.open("/audit");

        assertThat(admin.page().locator("main")).containsText("took");
        assertThat(admin.page().locator("main")).containsText("analysts");
    }

    @Test
    @Order(13)
    void theBrowsersHadNothingToComplainAbout() {
        assertThat(admin.troubles()).isEmpty();
        assertThat(ann.troubles()).isEmpty();
    }

    private static Locator field(String label) {
        return admin.page().getByLabel(label, new Page.GetByLabelOptions().setExact(true));
    }

    /** Types into the open dialog's box and takes what it offers. */
    private static void choose(String name) {
        admin.dialog().getByRole(AriaRole.COMBOBOX).first().fill(name);
        admin.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(name))
                .first()
                .click();
    }

    private static void addPermission(String preview) {
        admin.button("+ Add Permission").click();
        var dialog = admin.dialog();
        dialog.getByRole(AriaRole.TAB, new Locator.GetByRoleOptions().setName("Integrations"))
                .click();
        dialog.getByLabel("my-openai").check();
        assertThat(dialog.getByLabel("Read", new Locator.GetByLabelOptions().setExact(true)))
                .isChecked();
        assertThat(dialog.getByLabel("Execute", new Locator.GetByLabelOptions().setExact(true)))
                .isChecked();
        assertThat(dialog).containsText(preview);
        dialog.getByText("Add Permissions", new Locator.GetByTextOptions().setExact(true))
                .click();
        assertThat(admin.dialog()).hasCount(0);
        assertThat(admin.page().getByRole(AriaRole.TABLE).first()).containsText("my-openai");
    }

    private static void ask(Visitor visitor, String model) {
        visitor.open("/playground");
        var box = visitor.page().getByLabel("Model", new Page.GetByLabelOptions().setExact(true));
        box.fill(model);
        visitor.page()
                .getByRole(AriaRole.OPTION)
                .filter(new Locator.FilterOptions().setHasText(model))
                .first()
                .click();
        visitor.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("Who is at the door?");
        visitor.button("Send").click();
    }
}
