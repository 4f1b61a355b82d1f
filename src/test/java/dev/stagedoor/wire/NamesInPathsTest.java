package dev.stagedoor.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.orkes.conductor.client.ApiClient;
import io.orkes.conductor.client.IntegrationClient;
import io.orkes.conductor.client.OrkesClients;
import io.orkes.conductor.client.model.UpsertUserRequest;
import io.orkes.conductor.client.model.integration.IntegrationApiUpdate;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A name is the same name whichever client puts it into a path. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NamesInPathsTest {
    private static final String MODELS = "/api/integrations/provider/spelled/integration/";

    private final Api admin = Api.admin();

    @TestHTTPResource
    URI stagedoor;

    private OrkesClients clients;
    private IntegrationClient integrations;

    @BeforeEach
    void anIntegration() {
        clients = new OrkesClients(
                new ApiClient(stagedoor.resolve("/api").toString(), Api.ADMIN_KEY_ID, Api.ADMIN_KEY_SECRET));
        integrations = clients.getIntegrationClient();
        admin.loopback("spelled");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "my model",
                "two  spaces",
                "c++",
                "a+b c",
                "a/b c",
                "meta-llama/Llama-3:8b",
                "ft:gpt-4o:acme::7p4lURel",
                "anthropic.claude-v2:1@europe",
                "100% wahr",
                "東京 モデル"
            })
    void shouldMeanTheSameToTheJavaSdkToOthersAndToTheGateway(String name) {
        integrations.saveIntegrationApi(
                "spelled", name, IntegrationApiUpdate.builder().enabled(true).build());

        assertThat(integrations.getIntegrationApi("spelled", name).getApi()).isEqualTo(name);
        admin.get(MODELS + percentEncoded(name)).then().statusCode(200).body("api", equalTo(name));
        admin.get("/v1/models").then().body("data.id", hasItem("spelled:" + name));
        admin.chat("spelled:" + name).then().statusCode(200);

        integrations.deleteIntegrationApi("spelled", name);
        admin.get(MODELS + percentEncoded(name)).then().statusCode(404);
    }

    @Test
    void shouldTakeAPlusForAPlusFromEverybodyElse() {
        admin.post(MODELS + "command-r+plus", Map.of("enabled", true)).then().statusCode(200);

        admin.get(MODELS + "command-r%2Bplus").then().statusCode(200).body("api", equalTo("command-r+plus"));
        assertThat(integrations.getIntegrationApi("spelled", "command-r+plus").getApi())
                .isEqualTo("command-r+plus");
    }

    @Test
    void shouldTakeAPlusForAPlusWhereTheSegmentIsNotFormEncoded() {
        clients.getAuthorizationClient().upsertUser(new UpsertUserRequest().name("Jo"), "jo+sales@example.org");

        admin.request()
                .header("User-Agent", "okhttp/4.12.0")
                .get("/api/users/jo+sales@example.org")
                .then()
                .statusCode(200)
                .body("id", equalTo("jo+sales@example.org"));
    }

    @Test
    void shouldKeepTheQuery() {
        clients.getAuthorizationClient().upsertUser(new UpsertUserRequest().name("Jo"), "jo smith");
        admin.grant("USER:jo smith", "INTEGRATION_PROVIDER:spelled", "READ");

        admin.request()
                .header("User-Agent", "okhttp/4.12.0")
                .get("/api/users/jo+smith/checkPermissions?type=INTEGRATION&id=spelled:any+name")
                .then()
                .statusCode(200)
                .body("READ", equalTo(true));
    }

    /** The store holds no such name, and asking it for one fails. */
    @Test
    void shouldTakeANulForNoName() {
        var maker = admin.application("maker", "USER").api();

        maker.post("/api/integrations/provider/a%00b", Map.of("type", "loopback"))
                .then()
                .statusCode(400);
        admin.get("/api/integrations/provider/a%00b").then().statusCode(400);
    }

    private static String percentEncoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
