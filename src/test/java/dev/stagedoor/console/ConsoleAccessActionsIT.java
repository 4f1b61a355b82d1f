package dev.stagedoor.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import dev.stagedoor.support.Api;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What is clicked on the pages of users, groups and applications happens, and shows. */
class ConsoleAccessActionsIT extends AdminAtTheConsole {
    @BeforeAll
    static void fill() {
        API.loopback("gate");
        API.model("gate", "echo");
    }

    @Test
    void shouldEnterAUser() {
        admin.open("/users");

        admin.button("+ New user").first().click();
        admin.field("User id").fill("new-ann");
        admin.field("Name").fill("Ann Archer");
        admin.inDialog("Create user").click();

        assertThat(admin.heading("Ann Archer")).isVisible();
        assertThat(API.get("/api/users/new-ann").<String>path("name")).isEqualTo("Ann Archer");
        assertThat(rolesAt("/api/users/new-ann")).containsExactly("USER");
    }

    @Test
    void shouldRenameAUser() {
        API.user("bo");
        admin.open("/users/bo");

        admin.field("Name").fill("Bo Berg");
        admin.button("Save").click();

        assertThat(admin.heading("Bo Berg")).isVisible();
        assertThat(API.get("/api/users/bo").<String>path("name")).isEqualTo("Bo Berg");
    }

    @Test
    void shouldGiveAUserARoleAndTakeIt() {
        API.user("cy");
        admin.open("/users/cy");

        admin.choose("Give role", "METADATA_MANAGER").button("Give role").click();
        assertThat(admin.said("Role METADATA_MANAGER given")).isVisible();
        assertThat(admin.link("METADATA_MANAGER")).isVisible();
        assertThat(rolesAt("/api/users/cy")).containsExactly("METADATA_MANAGER");

        admin.button("Take role METADATA_MANAGER").click();
        assertThat(admin.said("Role METADATA_MANAGER taken")).isVisible();
        assertThat(admin.link("METADATA_MANAGER")).hasCount(0);
        assertThat(rolesAt("/api/users/cy")).isEmpty();
    }

    @Test
    void shouldPutAUserIntoAGroupAndTakeThemOut() {
        group("joined", "READ", "EXECUTE");
        API.user("dee");
        admin.open("/users/dee");

        admin.choose("Put into group", "joined").button("Put into group").click();
        assertThat(admin.dialog()).containsText("1 person gains: dee.");
        admin.inDialog("Put into group").click();
        assertThat(admin.link("joined")).isVisible();
        assertThat(API.get("/api/users/dee").<List<String>>path("groups.id")).containsExactly("joined");

        admin.button("Take group joined").click();
        assertThat(admin.dialog()).containsText("1 person loses: dee.");
        admin.inDialog("Take out").click();
        assertThat(admin.link("joined")).hasCount(0);
        assertThat(API.get("/api/users/dee").<List<String>>path("groups.id")).isEmpty();
    }

    @Test
    void shouldSaveTheSettingsOfAGroup() {
        API.group("settled");
        admin.open("/groups/settled/settings");

        admin.field("Description").fill("Who stays");
        admin.choose("Roles of all members", "METADATA_MANAGER")
                .page()
                .keyboard()
                .press("Escape");
        admin.button("Save").click();

        assertThat(admin.said("Saved")).isVisible();
        assertThat(admin.page().getByText("Who stays")).isVisible();
        assertThat(API.get("/api/groups/settled").<String>path("description")).isEqualTo("Who stays");
        assertThat(rolesAt("/api/groups/settled")).containsExactly("METADATA_MANAGER");
    }

    @Test
    void shouldTakeAMemberOut() {
        group("left", "READ", "EXECUTE");
        API.user("eve", "left");
        API.user("finn", "left");
        admin.open("/groups/left/members");

        admin.button("Take out: eve").click();
        assertThat(admin.dialog()).containsText("1 person loses: eve.");
        admin.inDialog("Take out").click();

        assertThat(admin.said("eve is out of left")).isVisible();
        assertThat(admin.link("eve")).hasCount(0);
        assertThat(API.get("/api/groups/left/users").<List<String>>path("id")).containsExactly("finn");
    }

    @Test
    void shouldDeleteAGroup() {
        group("dissolved", "READ", "EXECUTE");
        API.user("gus", "dissolved");
        admin.open("/groups/dissolved");

        admin.button("Delete").click();
        assertThat(admin.dialog()).containsText("It has 1 member.");
        assertThat(admin.dialog()).containsText("1 person loses: gus.");
        admin.inDialog("Delete").click();

        assertThat(admin.heading("Groups")).isVisible();
        assertThat(admin.settle().link("dissolved")).hasCount(0);
        assertThat(API.get("/api/groups/dissolved").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldDeleteAUser() {
        API.user("hal");
        API.grant("USER:hal", "INTEGRATION_PROVIDER:gate", "READ", "EXECUTE");
        admin.open("/users/hal");

        admin.button("Delete").click();
        assertThat(admin.dialog()).containsText("hal can call 1 model today, and will call none.");
        admin.inDialog("Delete").click();

        assertThat(admin.heading("Users")).isVisible();
        assertThat(admin.settle().link("hal")).hasCount(0);
        assertThat(API.get("/api/users/hal").statusCode()).isEqualTo(404);
    }

    @Test
    void shouldRenameAnApplicationAndGiveItARole() {
        var application = API.application("unnamed");
        admin.open("/applications/" + application.id() + "/settings");

        admin.field("Application name").fill("nightly");
        admin.button("Save").click();
        assertThat(admin.heading("nightly")).isVisible();
        admin.choose("Give role", "METADATA_MANAGER").button("Give role").click();

        assertThat(admin.link("METADATA_MANAGER")).isVisible();
        assertThat(API.get("/api/applications/" + application.id()).<String>path("name"))
                .isEqualTo("nightly");
        assertThat(rolesAt("/api/users/" + application.principal())).contains("METADATA_MANAGER");
    }

    @Test
    void shouldPauseResumeAndDeleteAnAccessKey() {
        var application = API.application("paused");
        admin.open("/applications/" + application.id() + "/keys");

        admin.button("Pause: " + application.keyId()).click();
        assertThat(admin.page().getByText("Paused", exactly())).isVisible();
        assertThat(admitted(application)).isEqualTo(401);

        admin.button("Resume: " + application.keyId()).click();
        assertThat(admin.page().getByText("Active", exactly())).isVisible();
        assertThat(admitted(application)).isEqualTo(200);

        admin.button("Delete: " + application.keyId()).click();
        assertThat(admin.dialog()).containsText("is refused from the next call on");
        admin.inDialog("Delete").click();
        assertThat(admin.heading("No access keys yet")).isVisible();
        assertThat(admitted(application)).isEqualTo(401);
    }

    @Test
    void shouldDeleteAnApplication() {
        var application = API.application("retired");
        API.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:gate", "READ", "EXECUTE");
        admin.open("/applications/" + application.id());

        admin.button("Delete").click();
        assertThat(admin.dialog())
                .containsText("1 access key will stop working at once. It can call 1 model today, and will call none.");
        admin.inDialog("Delete").click();

        assertThat(admin.heading("Applications")).isVisible();
        assertThat(admin.settle().link("retired")).hasCount(0);
        assertThat(API.get("/api/applications/" + application.id()).statusCode())
                .isEqualTo(404);
    }

    private static void group(String id, String... access) {
        API.group(id);
        API.grant("GROUP:" + id, "INTEGRATION_PROVIDER:gate", access);
    }

    private static List<String> rolesAt(String path) {
        return API.get(path).path("roles.name");
    }

    private static int admitted(Api.Application application) {
        return application.api().get("/api/integrations/all").statusCode();
    }

    private static Page.GetByTextOptions exactly() {
        return new Page.GetByTextOptions().setExact(true);
    }
}
