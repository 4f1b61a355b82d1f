package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Dialog;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.ProviderStub;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Every page by day, by night and on a phone: takes its picture, and checks that axe finds nothing serious, that nothing
 * sticks out at the side, and that the browser has nothing to complain about. The pictures go to {@code target/screenshots};
 * {@code -Dstagedoor.screenshots=src/docs/images} renews those of the documentation.
 */
class ConsolePicturesIT {
    private static final Path PICTURES = Path.of(System.getProperty("stagedoor.screenshots", "target/screenshots"));
    private static final Set<String> SERIOUS = Set.of("serious", "critical");

    /** Scenes of refusals, which the browser mentions whatever is made of them. */
    private static final Set<String> REFUSED = Set.of("no-permission", "refused");

    private static Chromium chromium;
    private static Door door;
    private static ProviderStub provider;
    private static String reader;

    /** A page as it is when its picture is taken. */
    private record Scene(String name, String path, Consumer<Visitor> act) {
        Scene(String name, String path) {
            this(name, path, visitor -> {});
        }
    }

    @BeforeAll
    static void open() throws Exception {
        chromium = Chromium.start();
        provider = new ProviderStub().speaksOpenAi();
        door = Door.forKeys("pictures-");
        try (var newcomer = chromium.visitor(door.url()).signIn(door.adminKey())) {
            newcomer.open("/integrations").settle();
            look(newcomer, Look.LIGHT, "first-run");
        }
        reader = ShownWorld.in(door).reader().apiKey();
    }

    @AfterAll
    static void close() {
        if (chromium != null) {
            chromium.close();
            door.close();
            provider.close();
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPageIsFitToBeSeen() {
        return Stream.of(Look.values()).flatMap(look -> {
            var outside = chromium.visitor(door.url(), look);
            var admin = hasty(look).signIn(door.adminKey());
            var plain = hasty(look).signIn(reader);
            return Stream.of(
                            Stream.of(dynamicTest("sign-in, " + look, () -> lookAtSignIn(outside, look))),
                            scenes().stream().map(scene -> test(admin, look, scene)),
                            plainScenes().stream().map(scene -> test(plain, look, scene)))
                    .flatMap(tests -> tests);
        });
    }

    @Test
    void theListThatAFieldOpensHasAName() {
        try (var admin = chromium.visitor(door.url()).signIn(door.adminKey())) {
            admin.open("/audit").settle();
            admin.page().locator("vaadin-select").first().click();
            assertThat(admin.page().getByRole(AriaRole.LISTBOX)).isVisible();

            assertThat(serious(admin.page())).isEmpty();
        }
    }

    /** Somebody who leaves typed forms without a second thought. */
    private static Visitor hasty(Look look) {
        var visitor = chromium.visitor(door.url(), look);
        visitor.page().onDialog(Dialog::accept);
        return visitor;
    }

    private static DynamicTest test(Visitor visitor, Look look, Scene scene) {
        return dynamicTest(scene.name() + ", " + look, () -> {
            visitor.forgetTroubles();
            visitor.open(scene.path()).settle();
            scene.act().accept(visitor);
            visitor.settle();
            look(visitor, look, scene.name());
        });
    }

    private static void lookAtSignIn(Visitor visitor, Look look) {
        visitor.page().navigate(door.url() + "/console");
        assertThat(visitor.heading("Sign in")).isVisible();
        look(visitor, look, "sign-in");
    }

    private static List<Scene> scenes() {
        return List.of(
                new Scene("integrations", "/integrations"),
                new Scene("catalogue", "/new-integration"),
                new Scene("new-integration", "/new-integration/openai", ConsolePicturesIT::testConnection),
                new Scene("integration-models", "/integrations/my-openai/models"),
                new Scene("new-model", "/integrations/local/models", visitor -> visitor.button("+ New model")
                        .click()),
                new Scene("integration-permissions", "/integrations/my-openai/permissions"),
                new Scene("integration-usage", "/integrations/my-openai/usage"),
                new Scene("integration-settings", "/integrations/my-openai/settings"),
                new Scene("integration-audit", "/integrations/my-openai/audit"),
                new Scene("delete-integration", "/integrations/my-openai/settings", ConsolePicturesIT::delete),
                new Scene("model", "/integrations/my-openai/models/gpt-4o"),
                new Scene("users", "/users"),
                new Scene("user", "/users/ann"),
                new Scene("user-permissions", "/users/ann/permissions"),
                new Scene("why", "/users/ann/permissions", ConsolePicturesIT::why),
                new Scene("groups", "/groups"),
                new Scene("group-members", "/groups/analysts/members"),
                new Scene("group-permissions", "/groups/analysts/permissions"),
                new Scene("add-permission", "/groups/analysts/permissions", ConsolePicturesIT::addPermission),
                new Scene("group-settings", "/groups/analysts/settings"),
                new Scene("applications", "/applications"),
                new Scene("application", "/applications", visitor -> visitor.link("nightly-report")
                        .click()),
                new Scene("new-key", "/applications", ConsolePicturesIT::newKey),
                new Scene("roles", "/roles"),
                new Scene("role", "/roles/USER"),
                new Scene("prompts", "/prompts"),
                new Scene("new-prompt", "/new-prompt"),
                new Scene("prompt", "/prompts/summary"),
                new Scene("prompt-versions", "/prompts/summary/versions"),
                new Scene("prompt-test", "/prompts/summary/test"),
                new Scene(
                        "playground",
                        "/playground?model=local:echo&ask=Who%20is%20at%20the%20door%3F",
                        ConsolePicturesIT::ask),
                new Scene("usage", "/usage"),
                new Scene("audit", "/audit", ConsolePicturesIT::openFirst),
                new Scene("no-such-page", "/nowhere"));
    }

    private static List<Scene> plainScenes() {
        return List.of(
                new Scene("plain-integrations", "/integrations"),
                new Scene("no-permission", "/users"),
                new Scene("refused", "/playground?model=my-openai:gpt-4o&ask=Hello", visitor -> visitor.button("Send")
                        .click()));
    }

    private static void testConnection(Visitor visitor) {
        var page = visitor.page();
        page.getByLabel("Integration name").fill("second-openai");
        page.getByLabel("API Key").fill("sk-of-nobody");
        page.getByLabel("Base URL").fill(provider.url());
        visitor.button("Test connection").click();
        page.getByLabel("gpt-4o-mini").check();
    }

    private static void delete(Visitor visitor) {
        visitor.button("Delete integration").click();
        assertThat(visitor.dialog()).containsText("3 people");
    }

    private static void why(Visitor visitor) {
        visitor.button("Why? my-openai:gpt-4o").first().click();
        assertThat(visitor.dialog()).containsText("analysts");
    }

    private static void addPermission(Visitor visitor) {
        visitor.button("+ Add Permission").click();
        visitor.dialog().getByLabel("claude").check();
        visitor.dialog().getByLabel("local").check();
        assertThat(visitor.dialog()).containsText("gain");
    }

    private static void newKey(Visitor visitor) {
        visitor.link("nightly-report").click();
        visitor.button("+ New access key").first().click();
        assertThat(visitor.dialog()).containsText("I have stored it");
    }

    private static void ask(Visitor visitor) {
        visitor.button("Send").click();
        assertThat(visitor.page().locator(".pg-turns")).containsText("Loopback heard");
        visitor.page()
                .getByLabel("Message", new Page.GetByLabelOptions().setExact(true))
                .last()
                .fill("And now?");
    }

    private static void openFirst(Visitor visitor) {
        visitor.page().locator("main table [aria-expanded]").first().click();
    }

    private static void look(Visitor visitor, Look look, String name) {
        var page = visitor.page();
        page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + "-" + look.suffix() + ".png")));
        assertThat(serious(page)).as("what axe finds").isEmpty();
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("the width that the page takes")
                .isLessThanOrEqualTo(look.width());
        assertThat(visitor.troubles())
                .as("what the browser complains about")
                .allMatch(trouble -> REFUSED.contains(name) && trouble.contains("Failed to load resource"));
    }

    private static List<String> serious(Page page) {
        return new AxeBuilder(page)
                .analyze().getViolations().stream()
                        .filter(rule -> SERIOUS.contains(rule.getImpact()))
                        .map(ConsolePicturesIT::described)
                        .toList();
    }

    private static String described(Rule rule) {
        return rule.getId() + ": " + rule.getHelp() + " at "
                + rule.getNodes().stream().map(node -> node.getHtml()).toList();
    }
}
