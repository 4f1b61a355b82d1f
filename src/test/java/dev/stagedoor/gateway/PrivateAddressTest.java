package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** That nobody reaches what only this server reaches, neither by saving nor by trying out nor by calling (attack 2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(PrivateAddressTest.AsInProduction.class)
class PrivateAddressTest {
    private final Api admin = Api.admin();
    private final ProviderStub inside = new ProviderStub().speaksOpenAi();
    private final String name = "private-" + UUID.randomUUID();

    /** Without the loopback addresses that other tests allow; an allowed network beside them. */
    public static final class AsInProduction implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stagedoor.upstream.allowed-networks", "10.99.0.0/16");
        }
    }

    @AfterEach
    void close() {
        inside.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8080",
                "http://[::1]:8080",
                "http://[::ffff:127.0.0.1]/v1",
                "http://10.0.0.1",
                "https://192.168.0.1/v1",
                "http://169.254.169.254/latest/meta-data",
                "http://[fd00:ec2::254]",
                "http://100.64.0.1",
                "http://0.0.0.0:8080",
                "http://0177.0.0.1",
                "http://2130706433",
                "http://0x7f000001",
                "http://127.1",
                "http://[fe80::1%25eth0]",
            })
    void shouldNotSaveAnAddressThatIsRefused(String endpoint) {
        var refused = admin.post(
                "/api/integrations/provider/" + name,
                Map.of("type", "openai", "configuration", Map.of("api_key", "sk-mine", "endpoint", endpoint)));

        refused.then().statusCode(400).body("validationErrors.path", hasItem("configuration.endpoint"));
        admin.get("/api/integrations/provider/" + name).then().statusCode(404);
    }

    @Test
    void shouldSaveAnAddressOfANetworkThatIsAllowed() {
        admin.integration(name, Map.of("endpoint", "http://10.99.1.1:11434"));
    }

    @Test
    void shouldNotCallANameThatLeadsInside() {
        admin.integration(name, Map.of("api_key", "sk-mine", "endpoint", inside.url()));
        admin.model(name, "m");

        var refused = admin.chat(name + ":m");

        refused.then()
                .statusCode(502)
                .body("error.code", equalTo("upstream_not_allowed"))
                .body("error.message", not(containsString("127.0.0.1")))
                .body("error.message", not(containsString("loopback address")));
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void shouldTellWhoTriesAConnectionOutWhatTheAddressIs() {
        var answer = admin.post(
                "/api/integrations/test",
                Map.of("type", "openai", "configuration", Map.of("api_key", "sk-mine", "endpoint", inside.url())));

        answer.then()
                .statusCode(200)
                .body("ok", equalTo(false))
                .body("field", equalTo("endpoint"))
                .body("message", containsString("a loopback address"));
        assertThat(inside.requests()).isEmpty();
    }

    @Test
    void shouldNotTryOutAnAddressThatIsRefused() {
        admin.post(
                        "/api/integrations/test",
                        Map.of(
                                "type",
                                "openai",
                                "configuration",
                                Map.of("api_key", "sk-mine", "endpoint", "http://169.254.169.254")))
                .then()
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.endpoint"));
    }
}
