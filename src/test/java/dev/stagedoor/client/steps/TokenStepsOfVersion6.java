package dev.stagedoor.client.steps;

import static dev.stagedoor.client.steps.Failures.assertThatFails;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.stagedoor.support.Api;
import io.orkes.conductor.client.http.OrkesTokenClient;
import io.orkes.conductor.client.model.GenerateTokenRequest;
import java.util.List;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/** Tokens, for which version 4 has no client. */
final class TokenStepsOfVersion6 {
    private final OrkesTokenClient client;

    TokenStepsOfVersion6(OrkesTokenClient client) {
        this.client = client;
    }

    DynamicContainer inOrder() {
        return DynamicContainer.dynamicContainer(
                "tokens",
                List.<DynamicTest>of(
                        dynamicTest("an access key is exchanged for a token of three parts", this::generateToken),
                        dynamicTest("a wrong secret is refused", this::generateTokenWithWrongSecret),
                        dynamicTest("a caller learns who it is", this::getUserInfo)));
    }

    private void generateToken() {
        var token = client.generateToken(new GenerateTokenRequest(Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));

        assertThat(token.getToken().split("\\.")).hasSize(3);
    }

    private void generateTokenWithWrongSecret() {
        assertThatFails(401, () -> client.generateToken(new GenerateTokenRequest(Api.ADMIN_KEY_ID, "wrong")));
    }

    private void getUserInfo() {
        var self = client.getUserInfo();

        assertThat(self.getId()).startsWith("app:");
        assertThat(self.getName()).isNotBlank();
    }
}
