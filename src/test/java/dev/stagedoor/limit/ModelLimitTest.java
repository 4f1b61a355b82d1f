package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;
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
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model has one limit, whichever way it is written: as its TokenLimit or with the model (contract, sections 1.6 and 2). */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ModelLimitTest {
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
    void theModelIsNamedInTheQueryOrInTheBody() {
        shouldBeEmpty(admin.post(limit + "?api=m", Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY")));
        shouldLimitTheModel(5, "DAY", "daily");

        shouldBeEmpty(admin.post(limit, Map.of("api", "m", "maxTokens", 6, "tokenLimitPeriod", "MONTH")));
        shouldLimitTheModel(6, "MONTH", "monthly");
    }

    @ParameterizedTest
    @CsvSource({"daily, DAY", "MONTHLY, MONTH"})
    void whatAModelIsSavedWithIsItsLimit(String frequency, String period) {
        admin.post(model, Map.of("maxTokens", 9, "frequency", frequency)).then().statusCode(200);

        shouldLimitTheModel(9, period, frequency.toLowerCase(Locale.ROOT));
        assertThat(Rows.number("select count(*) from usage_limit where target_id = ?", name + ":m"))
                .isOne();
    }

    @Test
    void aBulkSaveWritesTheSameLimit() {
        var bulk = Map.of("name", name, "apis", List.of(Map.of("api", "m", "maxTokens", 3, "frequency", "daily")));

        admin.post("/api/integrations/", List.of(bulk)).then().statusCode(200);

        shouldLimitTheModel(3, "DAY", "daily");
    }

    @Test
    void aWeekIsForModelsAloneAndNoWordThatAReaderOfLimitsWouldNotKnow() {
        admin.post(model, Map.of("maxTokens", 9, "frequency", "weekly")).then().statusCode(200);

        shown(limit + "?api=m")
                .body("maxTokens", equalTo(9))
                .body("frequency", equalTo("weekly"))
                .body("$", not(hasKey("tokenLimitPeriod")));
        admin.post(limit + "?api=m", Map.of("maxTokens", 9, "tokenLimitPeriod", "WEEK"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("tokenLimitPeriod"));
    }

    @Test
    void aModelSavedWithOnePartKeepsTheOther() {
        admin.post(limit + "?api=m", Map.of("maxTokens", 5, "tokenLimitPeriod", "MONTH"))
                .then()
                .statusCode(200);

        admin.post(model, Map.of("description", "none of the two")).then().statusCode(200);
        shouldLimitTheModel(5, "MONTH", "monthly");
        admin.post(model, Map.of("maxTokens", 6)).then().statusCode(200);
        shouldLimitTheModel(6, "MONTH", "monthly");
        admin.post(model, Map.of("frequency", "daily")).then().statusCode(200);
        shouldLimitTheModel(6, "DAY", "daily");
    }

    @Test
    void aModelMaySayItsTokensBeforeItsPeriod() {
        admin.post(model, Map.of("maxTokens", 4096)).then().statusCode(200);

        admin.get(model).then().body("maxTokens", equalTo(4096)).body("$", not(hasKey("frequency")));
        shown(limit + "?api=m").body("maxTokens", equalTo(4096)).body("$", not(hasKey("tokenLimitPeriod")));
    }

    @Test
    void aWrongFrequencyIsRefusedAndNothingOfTheModelIsSaved() {
        admin.post(model, Map.of("description", "changed", "frequency", "hourly"))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("frequency"));

        admin.get(model).then().body("$", not(hasKey("description")));
    }

    @Test
    void theLimitOfAnIntegrationIsNotThatOfItsModels() {
        admin.post(limit, Map.of("maxTokens", 5, "tokenLimitPeriod", "DAY"))
                .then()
                .statusCode(200);

        shown(limit + "?api=m").body("$", equalTo(Map.of("integrationName", name, "api", "m")));
        admin.get(model).then().body("$", not(hasKey("maxTokens")));
    }

    private void shouldLimitTheModel(int maxTokens, String period, String frequency) {
        shown(limit + "?api=m")
                .body("integrationName", equalTo(name))
                .body("api", equalTo("m"))
                .body("maxTokens", equalTo(maxTokens))
                .body("tokenLimitPeriod", equalTo(period))
                .body("frequency", equalTo(frequency));
        admin.get(model).then().body("maxTokens", equalTo(maxTokens)).body("frequency", equalTo(frequency));
        admin.get(provider + "/integration").then().body("maxTokens", contains(maxTokens));
    }

    private ValidatableResponse shown(String path) {
        return admin.get(path).then().statusCode(200);
    }

    private static void shouldBeEmpty(Response reply) {
        reply.then().statusCode(200).header("Content-Length", "0").contentType(emptyOrNullString());
    }
}
