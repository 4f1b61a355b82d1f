package dev.stagedoor.integration;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a form sends for what nobody filled in. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class BlankSettingsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void aBlankSettingIsNone(String blank) {
        var path = "/api/integrations/provider/blank-" + UUID.randomUUID();

        save(path, Map.of("api_key", "sk-test", "endpoint", blank, "organizationId", blank));

        Api.admin().get(path).then().statusCode(200).body("configuration.keySet()", contains("api_key"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "   "})
    void aBlankKeyDoesNotLetAnEditorSendTheStoredOneElsewhere(String blank) {
        var name = "blank-" + UUID.randomUUID();
        var path = "/api/integrations/provider/" + name;
        save(path, Map.of("api_key", "sk-test", "endpoint", "http://localhost:1"));
        var editor = Api.admin().application("editor");
        Api.admin().grant("USER:" + editor.principal(), "INTEGRATION_PROVIDER:" + name, "READ", "UPDATE");

        var refused = editor.api()
                .post(path, Map.of("configuration", Map.of("api_key", blank, "endpoint", "http://localhost:2")));

        refused.then().statusCode(400).body("validationErrors[0].path", equalTo("configuration.api_key"));
    }

    private static void save(String path, Map<String, Object> configuration) {
        Api.admin()
                .post(path, Map.of("type", "openai", "configuration", configuration))
                .then()
                .statusCode(200);
    }
}
