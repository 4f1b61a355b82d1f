package dev.stagedoor.client.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.support.Api;
import io.orkes.conductor.client.IntegrationClient;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicContainer;

/** Tokens used. */
final class UsageSteps {
    private final String integration = "used-" + UUID.randomUUID();
    private final IntegrationClient client;

    UsageSteps(IntegrationClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "usage",
                Stream.of(
                        dynamicTest("a model that nobody called has used nothing", this::unused),
                        dynamicTest("a call is counted, for its model and for the integration", this::used)));
    }

    private void unused() {
        Api.admin().loopback(integration);
        Api.admin().model(integration, "m");

        assertThat(client.getTokenUsageForIntegration(integration, "m")).isZero();
    }

    private void used() {
        Api.admin().chat(integration + ":m").then().statusCode(200);

        Awaitility.await("usage is written in batches")
                .untilAsserted(() -> assertThat(client.getTokenUsageForIntegration(integration, "m"))
                        .isPositive());
        assertThat(client.getTokenUsageForIntegrationProvider(integration))
                .containsEntry("m", client.getTokenUsageForIntegration(integration, "m"));
    }
}
