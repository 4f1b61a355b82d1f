package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.ApiClient;
import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.OrkesClients;
import io.orkes.conductor.client.model.AccessKeyResponse;
import io.orkes.conductor.client.model.AccessKeyStatus;
import io.orkes.conductor.client.model.ConductorApplication;
import io.orkes.conductor.client.model.CreateAccessKeyResponse;
import io.orkes.conductor.client.model.CreateOrUpdateApplicationRequest;
import io.orkes.conductor.client.model.Role;
import io.orkes.conductor.client.model.TagObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Applications, their roles, tags and access keys. */
final class ApplicationSteps {
    private final String name = "reader " + UUID.randomUUID();
    private final String url;
    private final AuthorizationClient client;
    private String application;
    private CreateAccessKeyResponse key;

    ApplicationSteps(String url, AuthorizationClient client) {
        this.url = url;
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "applications",
                List.<DynamicTest>of(
                        dynamicTest("an application is made and shown", this::create),
                        dynamicTest("an application needs a name", this::createWithoutName),
                        dynamicTest("an application is renamed", this::rename),
                        dynamicTest("applications are listed", this::list),
                        dynamicTest("a role is given and taken, also when it was never given", this::giveRole),
                        dynamicTest("tags are set, shown and taken one by one", this::tag),
                        dynamicTest("an access key is made, and listed without its secret", this::createKey),
                        dynamicTest("a key is paused and resumed, and lets its application in", this::pauseKey),
                        dynamicTest("an access key is deleted, once", this::deleteKey),
                        dynamicTest("an application is deleted, once", this::delete)));
    }

    private void create() {
        var created = client.createApplication(new CreateOrUpdateApplicationRequest().name(name));

        application = created.getId();
        assertThat(created).isEqualTo(client.getApplication(application));
        assertThat(created.getName()).isEqualTo(name);
        assertThat(created.getCreatedBy()).startsWith("app:");
    }

    private void createWithoutName() {
        assertThatFails(400, () -> client.createApplication(new CreateOrUpdateApplicationRequest().name("")))
                .hasMessageContaining("name");
    }

    private void rename() {
        var renamed = client.updateApplication(new CreateOrUpdateApplicationRequest().name("new " + name), application);

        assertThat(renamed.getId()).isEqualTo(application);
        assertThat(client.getApplication(application).getName()).isEqualTo("new " + name);
    }

    private void list() {
        assertThat(client.listApplications())
                .extracting(ConductorApplication::getId)
                .contains(application);
    }

    private void giveRole() {
        client.addRoleToApplicationUser(application, "worker");
        assertThat(client.getUser("app:" + application).getRoles())
                .extracting(Role::getName)
                .containsExactly("WORKER");

        client.removeRoleFromApplicationUser(application, "WORKER");
        client.removeRoleFromApplicationUser(application, "WORKER");
        assertThat(client.getUser("app:" + application).getRoles()).isEmpty();
    }

    private void tag() {
        var blue = new TagObject().key("team").value("blue");
        var green = new TagObject().key("team").value("green");

        client.setApplicationTags(List.of(blue, green), application);
        assertThat(client.getApplicationTags(application)).containsExactlyInAnyOrder(blue, green);

        client.deleteApplicationTags(List.of(blue), application);
        assertThat(client.getApplicationTags(application)).containsExactly(green);
    }

    private void createKey() {
        key = client.createAccessKey(application);

        assertThat(key.getId()).isNotBlank();
        assertThat(key.getSecret()).isNotBlank();
        assertThat(client.getAccessKeys(application))
                .extracting(AccessKeyResponse::getId, AccessKeyResponse::getStatus)
                .containsExactly(tuple(key.getId(), AccessKeyStatus.ACTIVE));
        assertThat(client.getAccessKeys(application).get(0).getCreatedAt()).isPositive();
    }

    private void pauseKey() {
        var paused = client.toggleAccessKeyStatus(application, key.getId());
        assertThat(paused.getStatus()).isEqualTo(AccessKeyStatus.INACTIVE);

        var resumed = client.toggleAccessKeyStatus(application, key.getId());
        assertThat(resumed.getStatus()).isEqualTo(AccessKeyStatus.ACTIVE);
        assertThat(loggedInWithTheKey().listApplications()).isEmpty();
    }

    private AuthorizationClient loggedInWithTheKey() {
        return new OrkesClients(new ApiClient(url, key.getId(), key.getSecret())).getAuthorizationClient();
    }

    private void deleteKey() {
        client.deleteAccessKey(application, key.getId());

        assertThat(client.getAccessKeys(application)).isEmpty();
        assertThatFails(404, () -> client.deleteAccessKey(application, key.getId()));
    }

    private void delete() {
        client.deleteApplication(application);

        assertThatFails(404, () -> client.getApplication(application)).hasMessageContaining(application);
        assertThatFails(404, () -> client.deleteApplication(application));
    }
}
