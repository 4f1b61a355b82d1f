package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything can be done with the keyboard alone, and one always sees where one is. Nothing here touches the mouse. */
class ConsoleKeyboardIT {
    @AutoClose
    private static Door door;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private Visitor visitor;

    private Keyboard keyboard;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys("console-keyboard-");
        door.admin().loopback("there");
        door.admin().model("there", "echo");
        door.admin().group("readers");
        door.admin().user("ann", "readers");
    }

    @BeforeEach
    void arrive() {
        visitor = chromium.visitor(door.url());
        keyboard = new Keyboard(visitor.page());
    }

    @Test
    void shouldSignInAndOut() {
        visitor.page().navigate(door.url() + "/console");
        keyboard.tabTo(visitor.page().getByLabel("Access key"))
                .type(door.adminKey())
                .press("Enter");
        assertThat(visitor.heading("Integrations").first()).isVisible();

        keyboard.tabTo(visitor.button("Sign out")).press("Enter");

        assertThat(visitor.heading("Sign in")).isVisible();
    }

    @Test
    void shouldOfferFirstToSkipToTheContent() {
        visitor.signIn(door.adminKey()).open("/groups").settle();
        keyboard.press("Tab");
        keyboard.assertOn(visitor.link("Skip to content"));

        keyboard.press("Enter");

        keyboard.assertOn(visitor.page().locator("main.content"));
        keyboard.press("Tab");
        assertThat((boolean) visitor.page().evaluate("!!document.activeElement.closest('main')"))
                .isTrue();
        keyboard.assertSeen();
    }

    @Test
    void shouldMakeAnIntegration() {
        visitor.signIn(door.adminKey()).open("/integrations").settle();
        keyboard.tabTo(visitor.button("+ New integration")).press("Enter");
        keyboard.tabTo(visitor.button("+ Add Loopback")).press("Space");

        keyboard.tabTo(field("Integration name")).type("by-keyboard");
        keyboard.tabTo(field("Description")).type("Typed by hand");
        keyboard.tabTo(visitor.page().getByLabel("Active")).press("Space", "Space");
        keyboard.tabTo(visitor.button("Test connection")).press("Enter");
        assertThat(visitor.page().getByText("Connected in")).isVisible();
        keyboard.tabTo(visitor.button("Save")).press("Enter");

        assertThat(visitor.heading("by-keyboard")).isVisible();
    }

    @Test
    void shouldMakeAModel() {
        visitor.signIn(door.adminKey()).open("/integrations/there/models").settle();
        var opener = visitor.button("+ New model");
        keyboard.tabTo(opener).press("Enter");
        keyboard.assertOn(field("Model name"));

        keyboard.type("parrot");
        keyboard.tabTo(field("Description")).type("Says it again");
        keyboard.tabTo(dialog().getByLabel("Enable")).press("Space", "Space");
        keyboard.tabTo(inDialog("Save")).press("Enter");

        assertThat(dialog()).hasCount(0);
        assertThat(visitor.link("parrot")).isVisible();
        keyboard.assertOn(opener);
    }

    @Test
    void shouldCloseAListBeforeTheDialogAroundIt() {
        visitor.signIn(door.adminKey()).open("/integrations/there/models").settle();
        keyboard.tabTo(visitor.button("+ New model")).press("Enter");
        keyboard.assertOn(field("Model name"));
        keyboard.press("ArrowDown");
        assertThat(visitor.page().getByRole(AriaRole.OPTION).first()).isVisible();

        keyboard.press("Escape");

        assertThat(visitor.page().getByRole(AriaRole.OPTION)).hasCount(0);
        assertThat(dialog()).hasCount(1);
        keyboard.press("Escape");
        assertThat(dialog()).hasCount(0);
        keyboard.assertOn(visitor.button("+ New model"));
    }

    @Test
    void shouldMakeAGroup() {
        visitor.signIn(door.adminKey()).open("/groups").settle();
        keyboard.tabTo(visitor.button("+ New group")).press("Enter");
        keyboard.assertOn(field("Group name"));

        keyboard.type("night-shift");
        keyboard.tabTo(field("Description")).type("Those who wake");
        keyboard.tabTo(field("Roles of all members")).type("METADATA_M");
        assertThat(visitor.page().getByRole(AriaRole.OPTION)).hasText("METADATA_MANAGER");
        keyboard.press("ArrowDown", "Enter");
        keyboard.tabTo(inDialog("Create group")).press("Enter");

        assertThat(visitor.heading("night-shift")).isVisible();
        assertThat(door.admin().get("/api/groups/night-shift").<String>path("roles[0].name"))
                .isEqualTo("METADATA_MANAGER");
    }

    @Test
    void shouldGivePermissions() {
        visitor.signIn(door.adminKey()).open("/groups/readers/permissions").settle();
        keyboard.tabTo(visitor.button("+ Add Permission")).press("Enter");

        keyboard.tabTo(tab("Integrations")).press("ArrowRight");
        keyboard.assertOn(tab("Models"));
        keyboard.press("ArrowLeft");
        keyboard.assertOn(tab("Integrations"));
        keyboard.tabTo(dialog().getByRole(
                                AriaRole.CHECKBOX, new Locator.GetByRoleOptions().setName(Pattern.compile("^there"))))
                .press("Space");
        keyboard.tabTo(toggle("Update")).press("Space");
        keyboard.tabBackTo(toggle("Read"));
        keyboard.tabTo(inDialog("Add Permissions")).press("Enter");

        assertThat(dialog()).hasCount(0);
        assertThat(visitor.page().getByText("1 permission added")).isVisible();
        keyboard.assertOn(visitor.button("+ Add Permission"));
        assertThat(door.admin().get("/api/auth/subjects/GROUP/readers/grants").<List<String>>path("[0].access"))
                .containsExactlyInAnyOrder("READ", "EXECUTE", "UPDATE");
    }

    @Test
    void shouldMoveThroughTheTabsOfAPicker() {
        visitor.signIn(door.adminKey()).open("/groups/readers/permissions").settle();
        keyboard.tabTo(visitor.button("+ Add Permission")).press("Enter");
        keyboard.tabTo(tab("Integrations"));

        var tabs = dialog().getByRole(AriaRole.TAB);
        for (int i = 0; i < tabs.count(); i++) {
            keyboard.assertOn(tabs.nth(i));
            keyboard.press("ArrowRight");
        }

        keyboard.assertOn(tabs.first());
        keyboard.press("ArrowLeft");
        keyboard.assertOn(tabs.last());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/integrations/there/models | + New model",
                "/integrations/there/models | Edit echo",
                "/integrations/there/models | Delete echo",
                "/integrations/there/models/echo | Edit",
                "/integrations/there/models/echo | Delete model",
                "/integrations | + New model: there",
                "/groups | + New group",
                "/users | + New user",
                "/applications | + New application",
                "/roles | + New role",
                "/groups/readers/permissions | + Add Permission",
                "/groups/readers/members | Delete",
            })
    void shouldKeepTheFocusInADialogAndGiveItBack(String where) {
        var path = where.substring(0, where.indexOf(" | "));
        var opener = visitor.button(where.substring(where.indexOf(" | ") + 3));
        visitor.signIn(door.adminKey()).open(path).settle();
        keyboard.tabTo(opener).press("Enter");
        assertThat(dialog()).hasCount(1);

        for (int i = 0; i < 60; i++) {
            keyboard.press(i < 40 ? "Tab" : "Shift+Tab");
            assertThat(
                            (boolean)
                                    visitor.page()
                                            .evaluate(
                                                    "document.activeElement === document.body || !!document.activeElement.closest('sd-dialog[open]')"))
                    .as("the focus stays in the dialog")
                    .isTrue();
        }
        closeWithEscape();

        assertThat(dialog()).hasCount(0);
        keyboard.assertOn(opener);
        assertThat(visitor.troubles()).isEmpty();
    }

    /* The first Escape closes a list that is open in the dialog. */
    private void closeWithEscape() {
        keyboard.press("Escape");
        if (dialog().count() > 0) {
            keyboard.press("Escape");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/integrations",
                "/new-integration",
                "/integrations/there/models",
                "/integrations/there/settings",
                "/integrations/there/models/echo",
                "/users",
                "/users/app%3Aadmin/overview",
                "/groups",
                "/groups/readers/members",
                "/groups/readers/settings",
                "/applications",
                "/roles",
                "/roles/USER",
                "/prompts",
                "/new-prompt",
                "/playground",
                "/usage",
                "/audit"
            })
    void shouldAlwaysShowWhereTheFocusIs(String path) {
        visitor.signIn(door.adminKey()).open(path).settle();

        for (int i = 0; i < 60; i++) {
            keyboard.press("Tab");
            if ((boolean) visitor.page().evaluate("document.activeElement === document.body")) {
                break;
            }
            keyboard.assertSeen();
        }
    }

    private Locator tab(String name) {
        return dialog().getByRole(
                        AriaRole.TAB,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator toggle(String word) {
        return dialog().getByRole(
                        AriaRole.SWITCH,
                        new Locator.GetByRoleOptions().setName(word).setExact(true));
    }

    private Locator inDialog(String button) {
        return dialog().getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName(button).setExact(true));
    }

    private Locator dialog() {
        return visitor.page().locator("sd-dialog[open]");
    }

    private Locator field(String label) {
        return visitor.page()
                .getByLabel(Pattern.compile("^" + label))
                .and(visitor.page().locator("input, textarea"));
    }
}
