package dev.stagedoor.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Each kind of change takes the next version of the access graph in its own transaction: that is how other nodes learn of it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class EveryChangeTest {
    private static final String PROVIDER = "/api/integrations/provider/told";
    private static final String MODEL = PROVIDER + "/integration/m";
    private static final String LIMIT = "/api/integrations/llm/told/token";

    private final Api admin = Api.admin();
    private final List<String> untold = new ArrayList<>();

    @Test
    void integrationsAndModels() {
        told("an integration", () -> admin.post(PROVIDER, Map.of("type", "openai", "configuration", key("sk-1"))));
        told("its key", () -> admin.post(PROVIDER, Map.of("configuration", key("sk-2"))));
        told("its pause", () -> admin.post(PROVIDER, Map.of("enabled", false)));
        told("a model", () -> admin.post(MODEL, Map.of("enabled", true)));
        told("its pause", () -> admin.post(MODEL, Map.of("enabled", false)));
        told("a limit", () -> admin.post(LIMIT, limit(10)));
        told("another", () -> admin.post(LIMIT, limit(20)));
        told("no limit", () -> admin.delete(LIMIT));
        told("a tag", () -> admin.put(PROVIDER + "/tags", tags()));
        told("a tag of a model", () -> admin.put(MODEL + "/tags", tags()));
        told("no tag", () -> admin.delete(PROVIDER + "/tags", tags()));
        told("no model", () -> admin.delete(MODEL));
        told("no integration", () -> admin.delete(PROVIDER));

        assertThat(untold).isEmpty();
    }

    @Test
    void peopleAndWhatTheyAreIn() {
        told("a user", () -> admin.put("/api/users/told", person("USER")));
        told("its roles", () -> admin.put("/api/users/told", person("METADATA_MANAGER")));
        told("a group", () -> admin.put("/api/groups/told", Map.of("description", "d", "roles", List.of())));
        told("its roles", () -> admin.put("/api/groups/told", Map.of("description", "d", "roles", List.of("USER"))));
        told("a member", () -> admin.request().post("/api/groups/told/users/told"));
        told("no member", () -> admin.delete("/api/groups/told/users/told"));
        told("no group", () -> admin.delete("/api/groups/told"));
        told("no user", () -> admin.delete("/api/users/told"));
        told("a role", () -> admin.post("/api/roles", role("EXECUTE_PROMPT")));
        told("its permissions", () -> admin.put("/api/roles/TOLD", role("CREATE_INTEGRATION")));
        told("no role", () -> admin.delete("/api/roles/TOLD"));

        assertThat(untold).isEmpty();
    }

    @Test
    void applicationsAndTheirKeys() {
        var application = admin.application("told");
        var path = "/api/applications/" + application.id();
        var keys = path + "/accessKeys";

        told("another application", () -> admin.post("/api/applications", Map.of("name", "told too")));
        told("its name", () -> admin.put(path, Map.of("name", "told again")));
        told("a role", () -> admin.request().post(path + "/roles/METADATA_MANAGER"));
        told("no role", () -> admin.delete(path + "/roles/METADATA_MANAGER"));
        told("a key", () -> admin.request().post(keys));
        told("its pause", () -> admin.request().post(keys + "/" + application.keyId() + "/status"));
        told("its return", () -> admin.request().post(keys + "/" + application.keyId() + "/status"));
        told("no key", () -> admin.delete(keys + "/" + application.keyId()));
        told("no application", () -> admin.delete(path));

        assertThat(untold).isEmpty();
    }

    @Test
    void grants() {
        admin.user("given");
        admin.loopback("given");
        told("a grant", () -> admin.tryGrant("USER:given", "INTEGRATION_PROVIDER:given", "READ", "EXECUTE"));
        told("less of it", () -> admin.tryRevoke("USER:given", "INTEGRATION_PROVIDER:given", "READ"));
        told("none of it", () -> admin.tryRevoke("USER:given", "INTEGRATION_PROVIDER:given", "EXECUTE"));

        assertThat(untold).isEmpty();
    }

    private static Map<String, Object> key(String text) {
        return Map.of("api_key", text);
    }

    private static Map<String, Object> limit(int tokens) {
        return Map.of("maxTokens", tokens, "tokenLimitPeriod", "DAY");
    }

    private static Map<String, Object> person(String role) {
        return Map.of("name", "told", "roles", List.of(role), "groups", List.of());
    }

    private static Map<String, Object> role(String permission) {
        return Map.of("name", "TOLD", "permissions", List.of(permission));
    }

    private static List<Map<String, String>> tags() {
        return List.of(Map.of("key", "told", "value", "yes"));
    }

    /** A transaction's id stands in the rows it wrote: here in what it left in the audit, and in the version. */
    private void told(String change, Supplier<Response> request) {
        var before = version();
        request.get().then().statusCode(200);
        var ofTheChange = Rows.one("select xmin::text from audit_entry where kind = 'CHANGE' order by id desc limit 1");
        var ofTheVersion = Rows.one("select xmin::text from acl_version");
        if (version() != before + 1 || !ofTheChange.equals(ofTheVersion)) {
            untold.add(change);
        }
    }

    private static long version() {
        return Rows.number("select version from acl_version");
    }
}
