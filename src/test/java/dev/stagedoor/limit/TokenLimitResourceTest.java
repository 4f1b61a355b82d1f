package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Limits of integrations and models (contract, section 1.6). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class TokenLimitResourceTest {
    private final Api admin = Api.admin();
    private final String name = "limited-" + UUID.randomUUID();
    private final String provider = "/api/integrations/provider/" + name;
    private final String model = provider + "/integration/m";
    private final String limit = "/api/integrations/llm/" + name + "/token";

    @BeforeEach
    void anIntegrationWithAModel() {
        admin.loopback(name);
        admin.model(name, "m");
    }

    @Test
    void whereThereIsNoLimitOnlyTheNamesAreShown() {
        shown(limit).body("$", equalTo(Map.of("integrationName", name)));
        shown(limit + "?api=m").body("$", equalTo(Map.of("integrationName", name, "api", "m")));
    }

    @Test
    void aLimitIsShownWithWhoSavedItAndWhen() {
        var editor = admin.application("editor");
        admin.grant("USER:" + editor.principal(), "INTEGRATION_PROVIDER:" + name, "UPDATE");
        shouldBeEmpty(admin.post(limit, Map.of("maxTokens", 5, "tokenLimitPeriod", "month", "ownerApp", "billing")));

        shouldBeEmpty(editor.api().post(limit, Map.of("maxTokens", 7_000_000_000L, "tokenLimitPeriod", "DAY")));

        shown(limit)
                .body(
                        "keySet()",
                        containsInAnyOrder(
                                "integrationName",
                                "maxTokens",
                                "tokenLimitPeriod",
                                "frequency",
                                "createTime",
                                "updateTime",
                                "createdBy",
                                "updatedBy",
                                "ownerApp"))
                .body("maxTokens", equalTo(7_000_000_000L))
                .body("tokenLimitPeriod", equalTo("DAY"))
                .body("createTime", greaterThan(1_700_000_000_000L))
                .body("updateTime", greaterThan(1_700_000_000_000L))
                .body("createdBy", equalTo("app:admin"))
                .body("updatedBy", equalTo(editor.principal()))
                .body("ownerApp", equalTo("billing"));
    }

    @Test
    void aLimitIsTakenAway() {
        admin.post(limit, Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY"))
                .then()
                .statusCode(200);
        admin.post(model, Map.of("maxTokens", 6, "frequency", "daily")).then().statusCode(200);

        shouldBeEmpty(admin.delete(limit + "?api=m"));
        shouldBeEmpty(admin.delete(limit + "?api=m", "{}"));

        admin.get(model).then().body("$", not(hasKey("maxTokens"))).body("$", not(hasKey("frequency")));
        shown(limit).body("maxTokens", equalTo(5));
    }

    @Test
    void limitsGoWithWhatTheyLimit() {
        admin.post(limit, Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY"))
                .then()
                .statusCode(200);
        admin.post(model, Map.of("maxTokens", 6, "frequency", "daily")).then().statusCode(200);
        admin.delete(model).then().statusCode(200);
        admin.model(name, "m");
        admin.get(model).then().body("$", not(hasKey("maxTokens")));
        admin.post(model, Map.of("maxTokens", 7, "frequency", "daily")).then().statusCode(200);

        admin.delete(provider).then().statusCode(200);

        assertThat(Rows.number("select count(*) from usage_limit where starts_with(target_id, ?)", name))
                .isZero();
        anIntegrationWithAModel();
        shown(limit).body("$", not(hasKey("maxTokens")));
        audited("INTEGRATION_PROVIDER:" + name).body("entries.action", contains("DELETE", "CREATE"));
        audited("INTEGRATION:" + name + ":m").body("entries.action", contains("DELETE", "CREATE", "DELETE", "CREATE"));
    }

    @Test
    void theAuditTellsWhatChangedAndNothingOfASaveThatChangesNothing() {
        for (var tokens : List.of(5, 6, 6)) {
            admin.post(limit, Map.of("maxTokens", tokens, "tokenLimitPeriod", "DAY"))
                    .then()
                    .statusCode(200);
        }

        audited("INTEGRATION_PROVIDER:" + name)
                .body("entries.action", contains("UPDATE", "CREATE"))
                .body("entries[0].changed", contains("amount"))
                .body("entries[0].before.amount", equalTo(5))
                .body("entries[0].after.amount", equalTo(6));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'tokenLimitPeriod': 'DAY'}|maxTokens",
                "{'maxTokens': -1, 'tokenLimitPeriod': 'DAY'}|maxTokens",
                "{'maxTokens': 9223372036854775808, 'tokenLimitPeriod': 'DAY'}|maxTokens",
                "{'maxTokens': 'many', 'tokenLimitPeriod': 'DAY'}|maxTokens",
                "{'maxTokens': 5}|tokenLimitPeriod",
                "{'maxTokens': 5, 'tokenLimitPeriod': 'YEAR'}|tokenLimitPeriod",
                "{'maxTokens': 5, 'tokenLimitPeriod': 0}|tokenLimitPeriod",
                "{'maxTokens': 5, 'tokenLimitPeriod': 'DAY', 'integrationName': 'other'}|integrationName",
                "{'maxTokens': 5, 'tokenLimitPeriod': 'DAY', 'api': 'other'}|api",
                "[]|body",
            })
    void whatIsNoLimitIsRefusedByItsFieldAndNothingIsWritten(String quoted, String field) {
        var before = Rows.all();

        admin.post(limit + "?api=m", quoted.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));

        assertThat(Rows.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "?api=m"})
    void whoMayReadSeesALimitAndWhoMayUpdateChangesIt(String query) {
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + name, "READ", "EXECUTE");
        var body = Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY");

        reader.api().get(limit + query).then().statusCode(200);
        reader.api().post(limit + query, body).then().statusCode(403);
        reader.api().delete(limit + query).then().statusCode(403);

        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + name, "UPDATE");
        reader.api().post(limit + query, body).then().statusCode(200);
        reader.api().delete(limit + query).then().statusCode(200);
    }

    @Test
    void whoManagesOneModelLimitsThatModelAlone() {
        admin.model(name, "other");
        var editor = admin.application("editor");
        admin.grant("USER:" + editor.principal(), "INTEGRATION:" + name + ":m", "READ", "UPDATE");
        var body = Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY");

        editor.api().post(limit + "?api=m", body).then().statusCode(200);
        editor.api().post(limit + "?api=other", body).then().statusCode(404);
        editor.api().post(limit, body).then().statusCode(404);
        editor.api().get(limit).then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({"GET, ''", "GET, ?api=m", "POST, ''", "POST, ?api=m", "DELETE, ''", "DELETE, ?api=m"})
    void aHiddenIntegrationReadsLikeNone(String verb, String query) {
        var stranger = admin.application("stranger", "USER").api();
        var body = Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY");

        var hidden = stranger.request().body(body).request(verb, limit + query);
        var absent = stranger.request().body(body).request(verb, "/api/integrations/llm/absent/token" + query);

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.asString().replace(name, "absent")).isEqualTo(absent.asString());
    }

    @ParameterizedTest
    @CsvSource({"GET", "POST", "DELETE"})
    void whatIsNotThereHasNoLimit(String verb) {
        var body = Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY");

        admin.request()
                .body(body)
                .request(verb, limit + "?api=none")
                .then()
                .statusCode(404)
                .body("message", equalTo("No such model '" + name + ":none'"));
        admin.request()
                .body(body)
                .request(verb, "/api/integrations/llm/none/token")
                .then()
                .statusCode(404)
                .body("message", equalTo("No such integration 'none'"));
    }

    private ValidatableResponse shown(String path) {
        return admin.get(path).then().statusCode(200);
    }

    private ValidatableResponse audited(String target) {
        return admin.get("/api/audit?kind=CHANGE&targetType=LIMIT&targetId=" + target)
                .then()
                .statusCode(200);
    }

    private static void shouldBeEmpty(Response reply) {
        reply.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
    }
}
