package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.stagedoor.support.Api;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Roles are made, things are tagged, and permissions given, taken and explained by clicks. */
class ConsolePermissionActionsIT {
    private static final Api API = Api.admin();

    @AutoClose
    private static Door door;

    @AutoClose
    private static Chromium chromium;

    @AutoClose
    private Visitor visitor;

    @BeforeAll
    static void open() throws IOException {
        chromium = Chromium.start();
        door = Door.forKeys("console-permissions-");
    }

    @AfterEach
    void theBrowserHasNothingToComplainAbout() {
        assertThat(visitor.troubles()).isEmpty();
    }

    @Test
    void shouldGiveAGroupPermissionOnAnIntegrationAndTakeItBack() {
        API.loopback("given");
        API.group("receivers");
        API.user("ann", "receivers");
        signIn(door.adminKey()).open("/integrations/given/permissions");

        visitor.button("+ Add Permission").click();
        tick("receivers");
        assertThat(visitor.dialog()).containsText("1 person gains: ann.");
        visitor.inDialog("Add Permissions").click();
        assertThat(visitor.said("1 permission added")).isVisible();
        assertThat(visitor.link("receivers")).isVisible();
        assertThat(grantsOf("GROUP/receivers", "[0].access")).containsExactlyInAnyOrder("READ", "EXECUTE");

        visitor.button("Remove: receivers").click();
        assertThat(visitor.dialog()).containsText("1 person loses: ann.");
        visitor.inDialog("Remove").click();
        assertThat(visitor.said("Permission removed")).isVisible();
        assertThat(visitor.link("receivers")).hasCount(0);
        assertThat(grantsOf("GROUP/receivers", "target.id")).isEmpty();
    }

    @Test
    void shouldGiveSeveralAcrossTabs() {
        API.loopback("several");
        API.prompt("several-words", "Hello");
        API.group("many");
        signIn(door.adminKey()).open("/groups/many/permissions");

        visitor.button("+ Add Permission").click();
        tick("several");
        tab("Prompts").click();
        tick("several-words");
        assertThat(visitor.dialog()).containsText("2 chosen");
        visitor.inDialog("Add Permissions").click();

        assertThat(visitor.said("2 permissions added")).isVisible();
        assertThat(visitor.link("several-words")).isVisible();
        assertThat(grantsOf("GROUP/many", "target.id")).containsExactlyInAnyOrder("several", "several-words");
    }

    @Test
    void shouldGiveWhatMayBeGivenAndKeepTheRestWithTheReason() {
        API.loopback("whole");
        API.prompt("part", "Hello");
        API.group("halved");
        API.role("PEOPLE", "USER_MANAGEMENT");
        var registrar = API.application("registrar", "PEOPLE");
        API.grant("USER:" + registrar.principal(), "INTEGRATION_PROVIDER:whole", "READ", "UPDATE", "EXECUTE");
        API.grant("USER:" + registrar.principal(), "PROMPT:part", "READ", "UPDATE");
        signIn(registrar.apiKey()).open("/groups/halved/permissions");

        visitor.button("+ Add Permission").click();
        tick("whole");
        tab("Prompts").click();
        tick("part");
        visitor.inDialog("Add Permissions").click();

        assertThat(visitor.said("1 permission added")).isVisible();
        assertThat(visitor.dialog().getByRole(AriaRole.ALERT)).containsText("part: ");
        assertThat(visitor.dialog()).containsText("1 chosen");
        assertThat(grantsOf("GROUP/halved", "target.id")).containsExactly("whole");
        assertThat(visitor.troubles()).as("the refusal alone").allMatch(trouble -> trouble.contains("status of 403"));
        visitor.forgetTroubles();
    }

    @Test
    void shouldSayWhatWouldHelpWhereTheAnswerIsNo() {
        API.loopback("asked");
        API.user("why-ann");
        API.grant("USER:why-ann", "INTEGRATION_PROVIDER:asked", "READ", "EXECUTE");
        signIn(door.adminKey()).open("/users/why-ann/permissions");

        visitor.button("Why? asked").first().click();
        visitor.inDialog("Delete").click();

        assertThat(visitor.dialog()).containsText("No: nothing gives Delete here.");
        assertThat(visitor.heading("What would help")).isVisible();
        assertThat(visitor.dialog())
                .containsText(Pattern.compile("Give\\s+user\\s+why-ann\\s+Delete\\s+on\\s+integration\\s+asked"));
    }

    static Stream<Arguments> whatMayCarryTags() {
        API.loopback("carrier");
        API.model("carrier", "echo");
        API.prompt("carried", "Hello");
        var application = API.application("carrying").id();
        return Stream.of(
                arguments("/integrations/carrier", "/api/integrations/provider/carrier"),
                arguments("/integrations/carrier/models/echo", "/api/integrations/provider/carrier/integration/echo"),
                arguments("/prompts/carried", "/api/prompts/carried"),
                arguments("/applications/" + application + "/settings", "/api/applications/" + application));
    }

    @ParameterizedTest
    @MethodSource("whatMayCarryTags")
    void shouldPutATagOnAndTakeItOff(String page, String path) {
        signIn(door.adminKey()).open(page);

        visitor.button("Add tag").click();
        visitor.field("Tag").fill("team:blue");
        visitor.button("Add").click();
        assertThat(visitor.said("Tag team:blue added")).isVisible();
        assertThat(API.get(path).<List<Map<String, String>>>path("tags"))
                .containsExactly(Map.of("key", "team", "value", "blue"));

        visitor.button("Remove tag team:blue").click();
        assertThat(visitor.said("Tag team:blue removed")).isVisible();
        assertThat(visitor.button("Remove tag team:blue")).hasCount(0);
        assertThat(API.get(path).<List<?>>path("tags")).isEmpty();
    }

    @Test
    void shouldAskBeforeATagThatGivesAccessIsTakenOff() {
        API.loopback("opened");
        API.put("/api/integrations/provider/opened/tags", List.of(Map.of("key", "door", "value", "open")))
                .then()
                .statusCode(200);
        API.group("passers");
        API.grant("GROUP:passers", "TAG:door:open", "READ", "EXECUTE");
        signIn(door.adminKey()).open("/integrations/opened");

        visitor.button("Remove tag door:open").click();
        assertThat(visitor.dialog()).containsText("1 user, group or application has access");
        visitor.inDialog("Remove").click();

        assertThat(visitor.said("Tag door:open removed")).isVisible();
        assertThat(API.get("/api/integrations/provider/opened").<List<?>>path("tags"))
                .isEmpty();
    }

    @Test
    void shouldMakeARole() {
        signIn(door.adminKey()).open("/roles");

        visitor.button("+ New role").click();
        visitor.field("Role name").fill("EDITOR");
        box("CREATE_PROMPT").check();
        box("PROMPT_MANAGEMENT").check();
        visitor.inDialog("Create role").click();

        assertThat(visitor.heading("EDITOR")).isVisible();
        assertThat(permissionsOf("EDITOR")).containsExactlyInAnyOrder("CREATE_PROMPT", "PROMPT_MANAGEMENT");
    }

    @Test
    void shouldChangeARole() {
        API.role("CHANGED", "CREATE_PROMPT", "PROMPT_MANAGEMENT");
        signIn(door.adminKey()).open("/roles/CHANGED");

        box("CREATE_INTEGRATION").check();
        box("CREATE_PROMPT").uncheck();
        assertThat(visitor.page().getByText("Everybody who has CHANGED gains 1 permission and loses 1 permission."))
                .isVisible();
        visitor.button("Save").click();

        assertThat(visitor.said("Saved: in force from the next call on")).isVisible();
        assertThat(permissionsOf("CHANGED")).containsExactlyInAnyOrder("CREATE_INTEGRATION", "PROMPT_MANAGEMENT");
    }

    @Test
    void shouldDeleteARole() {
        API.role("GONE", "CREATE_PROMPT");
        signIn(door.adminKey()).open("/roles/GONE");

        visitor.button("Delete").click();
        assertThat(visitor.dialog()).containsText("they lose 1 permission");
        visitor.inDialog("Delete").click();

        assertThat(visitor.heading("Roles")).isVisible();
        assertThat(visitor.settle().link("GONE")).hasCount(0);
        assertThat(API.get("/api/roles/GONE").statusCode()).isEqualTo(404);
    }

    private Visitor signIn(String apiKey) {
        visitor = chromium.visitor(door.url()).signIn(apiKey);
        return visitor;
    }

    private void tick(String name) {
        visitor.dialog()
                .getByRole(
                        AriaRole.CHECKBOX,
                        new Locator.GetByRoleOptions().setName(Pattern.compile("^" + name + "\\b(?!-)")))
                .check();
    }

    private Locator tab(String name) {
        return visitor.dialog()
                .getByRole(
                        AriaRole.TAB,
                        new Locator.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator box(String permission) {
        return visitor.page().getByLabel(permission, new Page.GetByLabelOptions().setExact(true));
    }

    private static List<String> grantsOf(String subject, String path) {
        return API.get("/api/auth/subjects/" + subject + "/grants").path(path);
    }

    private static List<String> permissionsOf(String role) {
        return API.get("/api/roles/" + role).path("permissions.name");
    }
}
