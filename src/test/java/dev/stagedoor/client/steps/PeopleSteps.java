package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.model.ConductorUser;
import io.orkes.conductor.client.model.Group;
import io.orkes.conductor.client.model.Role;
import io.orkes.conductor.client.model.UpsertGroupRequest;
import io.orkes.conductor.client.model.UpsertUserRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Users and groups. */
final class PeopleSteps {
    private final String run = UUID.randomUUID().toString();
    private final String user = "ann-" + run + "@example.org";
    private final String group = "analysts of " + run;
    private final AuthorizationClient client;

    PeopleSteps(AuthorizationClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "users and groups",
                List.<DynamicTest>of(
                        dynamicTest("a group is saved and shown", this::saveGroup),
                        dynamicTest("groups are listed", this::listGroups),
                        dynamicTest("a user is saved and shown, whatever the case of the id", this::saveUser),
                        dynamicTest("users are listed, with applications on request", this::listUsers),
                        dynamicTest("an invitation is accepted", this::invite),
                        dynamicTest("a user joins a group and leaves it", this::joinAndLeave),
                        dynamicTest("somebody new has no grants", this::grantsOfTheNew),
                        dynamicTest("a user is deleted, once", this::deleteUser),
                        dynamicTest("a group is deleted, once", this::deleteGroup)));
    }

    private void saveGroup() {
        var request = new UpsertGroupRequest()
                .description("Who reads the numbers")
                .roles(List.of(UpsertGroupRequest.RolesEnum.USER))
                .defaultAccess(Map.of("WORKFLOW_DEF", List.of("READ", "EXECUTE")));

        var saved = client.upsertGroup(request, group);

        assertThat(saved).isEqualTo(client.getGroup(group));
        assertThat(saved.getId()).isEqualTo(group);
        assertThat(saved.getDescription()).isEqualTo("Who reads the numbers");
        assertThat(saved.getRoles()).extracting(Role::getName).containsExactly("USER");
        assertThat(saved.getDefaultAccess().get("WORKFLOW_DEF")).containsExactlyInAnyOrder("READ", "EXECUTE");
    }

    private void listGroups() {
        assertThat(client.listGroups()).extracting(Group::getId).contains(group);
    }

    private void saveUser() {
        var request = new UpsertUserRequest().name("Ann").roles(List.of(UpsertUserRequest.RolesEnum.METADATA_MANAGER));

        var saved = client.upsertUser(request, user.replace("ann", "Ann"));

        assertThat(saved).isEqualTo(client.getUser(user));
        assertThat(saved.getId()).isEqualTo(user);
        assertThat(saved.getName()).isEqualTo("Ann");
        assertThat(saved.getRoles()).extracting(Role::getName).containsExactly("METADATA_MANAGER");
        assertThat(saved.getGroups()).isEmpty();
    }

    private void listUsers() {
        assertThat(client.listUsers(false)).extracting(ConductorUser::getId).contains(user);
        assertThat(client.listUsers(true))
                .extracting(ConductorUser::getId)
                .contains(user)
                .anyMatch(id -> id.startsWith("app:"));
    }

    private void invite() {
        client.sendInviteEmail(user);

        assertThatFails(404, () -> client.sendInviteEmail("no-" + user));
    }

    private void joinAndLeave() {
        client.addUserToGroup(group, user);
        assertThat(client.getUsersInGroup(group))
                .extracting(ConductorUser::getId)
                .containsExactly(user);
        assertThat(client.getUser(user).getGroups()).extracting(Group::getId).containsExactly(group);

        client.removeUserFromGroup(group, user);
        assertThat(client.getUsersInGroup(group)).isEmpty();
    }

    private void grantsOfTheNew() {
        assertThat(client.getGrantedPermissionsForUser(user).getGrantedAccess()).isEmpty();
        assertThat(client.getGrantedPermissionsForGroup(group).getGrantedAccess())
                .isEmpty();
    }

    private void deleteUser() {
        client.deleteUser(user);

        assertThatFails(404, () -> client.getUser(user)).hasMessageContaining(user);
        assertThatFails(404, () -> client.deleteUser(user));
    }

    private void deleteGroup() {
        client.deleteGroup(group);

        assertThatFails(404, () -> client.getGroup(group)).hasMessageContaining(group);
        assertThatFails(404, () -> client.deleteGroup(group));
    }
}
