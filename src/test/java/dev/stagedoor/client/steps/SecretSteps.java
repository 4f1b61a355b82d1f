package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.orkes.conductor.client.SecretClient;
import io.orkes.conductor.client.model.TagObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Named secrets and their tags. */
final class SecretSteps {
    private static final String VALUE = "s3cret \"quoted\",\nof two lines: grün";

    private final String secret = "java_" + UUID.randomUUID();
    private final SecretClient client;

    SecretSteps(SecretClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "secrets",
                List.<DynamicTest>of(
                        dynamicTest("a secret is saved and read as it was written", this::putSecret),
                        dynamicTest("a secret gets another value", this::putSecretAgain),
                        dynamicTest("whether there is a secret is answered", this::secretExists),
                        dynamicTest("names are listed, also those to grant", this::listSecrets),
                        dynamicTest("tags are added, shown and taken one by one", this::tag),
                        dynamicTest("a secret is deleted, and once more without a failure", this::deleteSecret)));
    }

    private void putSecret() {
        client.putSecret(VALUE, secret);

        assertThat(client.getSecret(secret)).isEqualTo(VALUE);
    }

    private void putSecretAgain() {
        client.putSecret("another", secret);

        assertThat(client.getSecret(secret)).isEqualTo("another");
    }

    private void secretExists() {
        assertThat(client.secretExists(secret)).isTrue();
        assertThat(client.secretExists("no-" + secret)).isFalse();
    }

    private void listSecrets() {
        assertThat(client.listAllSecretNames()).contains(secret);
        assertThat(client.listSecretsThatUserCanGrantAccessTo()).contains(secret);
    }

    private void tag() {
        var blue = new TagObject().key("team").value("blue");
        var green = new TagObject().key("team").value("green");

        client.setSecretTags(List.of(blue, green), secret);
        assertThat(client.getSecretTags(secret)).containsExactlyInAnyOrder(blue, green);

        client.deleteSecretTags(List.of(blue), secret);
        assertThat(client.getSecretTags(secret)).containsExactly(green);
    }

    private void deleteSecret() {
        client.deleteSecret(secret);
        client.deleteSecret(secret);

        assertThat(client.secretExists(secret)).isFalse();
        assertThatFails(404, () -> client.getSecret(secret));
    }
}
