package dev.stagedoor.client.steps;

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

/** {@code org.conductoross:conductor-client:6.0.0}. */
public final class Version6 implements ClientVersion {
    private final String url;
    private final OrkesClients clients;

    /** The client at a URL that ends in {@code /api}. */
    public Version6(String url) {
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
                new TokenStepsOfVersion6(clients.getTokenClient()).inOrder(),
                new IntegrationSteps(integrations, callsOf(integrations)).inOrder(),
                new PeopleSteps(authorization).inOrder(),
                new ApplicationSteps(url, authorization).inOrder(),
                new OwnerStepsOfVersion6(authorization).inOrder(),
                new GrantSteps(authorization, TypeEnum.values()).inOrder(),
                new PromptSteps(prompts, integrations, prompts::savePrompt).inOrder(),
                new PromptStepsOfVersion6(prompts).inOrder(),
                new SecretSteps(secrets).inOrder(),
                new UsageSteps(integrations).inOrder());
    }

    private static IntegrationCalls callsOf(IntegrationClient client) {
        return new IntegrationCalls(
                client::getIntegration,
                client::getIntegrations,
                client::deleteIntegration,
                client::getTagsForIntegration,
                client::saveTagForIntegration,
                client::deleteTagForIntegration);
    }
}
