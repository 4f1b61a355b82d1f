package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.model.CreateOrUpdateApplicationRequest;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;

/** Whose key this is, which version 4 cannot ask. */
final class OwnerStepsOfVersion6 {
    private final AuthorizationClient client;

    OwnerStepsOfVersion6(AuthorizationClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "owners of access keys",
                Stream.of(dynamicTest("an application is found by its key", this::getApplicationByAccessKeyId)));
    }

    private void getApplicationByAccessKeyId() {
        var application = client.createApplication(new CreateOrUpdateApplicationRequest().name("owner"));
        var key = client.createAccessKey(application.getId());

        assertThat(client.getApplicationByAccessKeyId(key.getId())).isEqualTo(application);
        assertThatFails(404, () -> client.getApplicationByAccessKeyId("no-" + key.getId()));
    }
}
