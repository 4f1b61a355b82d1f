package dev.stagedoor.client.steps;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.client.ClientVersion;
import dev.stagedoor.client.Witness;
import dev.stagedoor.support.Api;
import io.orkes.conductor.client.ApiClient;
import io.orkes.conductor.client.AuthorizationClient;
import io.orkes.conductor.client.IntegrationClient;
import io.orkes.conductor.client.OrkesClients;
import io.orkes.conductor.client.PromptClient;
import io.orkes.conductor.client.SecretClient;
import io.orkes.conductor.client.model.TargetRef.TypeEnum;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;

/** {@code io.orkes.conductor:orkes-conductor-client:4.0.8}. */
public final class Version4 implements ClientVersion {
    private final String url;
    private final OrkesClients clients;

    /** The client at a URL that ends in {@code /api}. */
    public Version4(String url) {
        this.url = url;
        clients = new OrkesClients(new ApiClient(url, Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));
    }

    @Override
    public Stream<DynamicContainer> steps(Witness witness) {
        var integrations = witness.watch(IntegrationClient.class, clients.getIntegrationClient());
        var authorization = witness.watch(AuthorizationClient.class, clients.getAuthorizationClient());
        var prompts = witness.watch(PromptClient.class, clients.getPromptClient());
        var secrets = witness.watch(SecretClient.class, clients.getSecretClient());
        return Stream.of(
                new IntegrationSteps(integrations, callsOf(integrations)).inOrder(),
                new PeopleSteps(authorization).inOrder(),
                new ApplicationSteps(url, authorization).inOrder(),
                new GrantSteps(authorization, TypeEnum.values()).inOrder(),
                new PromptSteps(prompts, integrations, savingOf(prompts)).inOrder(),
                new SecretSteps(secrets).inOrder(),
                new UsageSteps(integrations).inOrder());
    }

    /** This version never sends the text of a prompt: it has to be told, and the prompt saved another way. */
    private static PromptSteps.Saving savingOf(PromptClient client) {
        return (name, description, template) -> {
            assertThatThrownBy(() -> client.savePrompt(name, description, template))
                    .hasMessageContaining("template: must not be empty");
            Api.admin()
                    .request()
                    .body(template)
                    .post("/api/prompts/" + name + "?description=" + description)
                    .then()
                    .statusCode(200);
        };
    }

    private static IntegrationCalls callsOf(IntegrationClient client) {
        return new IntegrationCalls(
                client::getIntegrationProvider,
                client::getIntegrationProviders,
                client::deleteIntegrationProvider,
                client::getTagsForIntegrationProvider,
                client::saveTagForIntegrationProvider,
                client::deleteTagForIntegrationProvider);
    }
}
