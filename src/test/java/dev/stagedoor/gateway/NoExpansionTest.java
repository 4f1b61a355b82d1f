package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * That what somebody types stands for itself, and for no variable, option or secret of this server (attack 3): with a base
 * URL of their own they would be told any of them.
 */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NoExpansionTest {
    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub().speaksOpenAi();
    private final String integration = "literal-" + UUID.randomUUID();

    @AfterEach
    void close() {
        provider.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$PATH",
                "${PATH}",
                "%PATH%",
                "os.environ/PATH",
                "env:PATH",
                "${env.PATH}",
                "${stagedoor.secret.key}",
                "${user.home}",
                "#{systemProperties}",
                "{{ PATH }}",
                "{api_key}",
                "${workflow.secrets.openai}",
                "${jndi:ldap://127.0.0.1/x}",
                "$(id)",
                "`id`",
                "file:///etc/passwd",
            })
    void shouldSendWhatWasTypedAsItWasTyped(String typed) {
        admin.integration(integration, Map.of("api_key", typed, "organizationId", typed, "endpoint", provider.url()));
        admin.model(integration, "m");

        admin.call(
                        "/v1/chat/completions",
                        Map.of("model", integration + ":m", "messages", Map.of("content", typed), "user", typed))
                .then()
                .statusCode(200);

        assertThat(provider.lastRequest().header("Authorization")).isEqualTo("Bearer " + typed);
        assertThat(provider.lastRequest().header("OpenAI-Organization")).isEqualTo(typed);
        assertThat(provider.lastRequest().text()).contains("\"user\":\"" + typed + "\"");
        admin.get("/api/integrations/provider/" + integration)
                .then()
                .body("configuration.organizationId", equalTo(typed));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://${PATH}/v1", "${PATH}", "http://localhost/${PATH}", "$PATH", "env:PATH"})
    void shouldNotTakeAReferenceForABaseUrl(String typed) {
        admin.post(
                        "/api/integrations/provider/" + integration,
                        Map.of("type", "openai", "configuration", Map.of("api_key", "sk", "endpoint", typed)))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.endpoint"));
    }
}
