package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.emptyOrNullString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was used, as the contract shows it (section 1.6), and usage that clients report. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UsageResourceTest {
    private static final String PROVIDER = "/api/integrations/provider/";

    private final Api admin = Api.admin();
    private final String name = "used-" + UUID.randomUUID();
    private final String metrics = PROVIDER + name + "/metrics";
    private final String history = "/api/integrations/llm/" + name + "/token/history";

    @BeforeEach
    void anIntegrationWithTwoModels() {
        admin.loopback(name);
        admin.model(name, "a");
        admin.model(name, "b");
    }

    @Test
    void aModelThatNobodyCalledHasUsedNothing() {
        admin.get(metricsOf("a"))
                .then()
                .statusCode(200)
                .contentType(ContentType.JSON)
                .body(equalTo("0"));
    }

    @Test
    void aCallAddsTheTokensOfItsAnswer() {
        var tokens = admin.chat(name + ":a").then().statusCode(200).extract().<Integer>path("usage.total_tokens");

        Awaitility.await().untilAsserted(() -> shouldHaveUsed("a", tokens));
        shouldHaveUsed("b", 0);
    }

    @Test
    void whatAClientReportsIsARowLikeAnyOther() {
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + name + ":a", "EXECUTE");

        caller.api()
                .post(metricsOf("a"), "41")
                .then()
                .statusCode(200)
                .header("Content-Length", "0")
                .contentType(emptyOrNullString());

        assertThat(Rows.usageOf(name)).containsExactly("COMPLETED 200 41");
        assertThat(Rows.one(
                        "select concat_ws(' ', principal_id, access_key_id, model, endpoint) from usage_entry where integration = ?",
                        name))
                .isEqualTo(caller.principal() + " " + caller.keyId() + " a registered");
        shouldHaveUsed("a", 41);
    }

    @Test
    void anIntegrationShowsAllItsModelsWithNumbersAsTexts() {
        admin.post(metricsOf("a"), "41").then().statusCode(200);
        admin.post(metricsOf("a"), "1").then().statusCode(200);

        admin.get(metrics).then().statusCode(200).body("$", equalTo(Map.of("a", "42", "b", "0")));
    }

    @Test
    void onlyModelsThatTheCallerMayReadAreShown() {
        admin.post(metricsOf("a"), "1").then().statusCode(200);
        admin.post(metricsOf("b"), "2").then().statusCode(200);
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION:" + name + ":b", "READ");

        reader.api().get(metrics).then().statusCode(200).body("$", equalTo(Map.of("b", "2")));
        reader.api().get(history).then().statusCode(200).body("api", contains("b"));
        reader.api().get(history + "?model=a").then().statusCode(404);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, provider/%s/metrics",
        "GET, provider/%s/integration/a/metrics",
        "POST, provider/%s/integration/a/metrics",
        "GET, llm/%s/token/history",
        "GET, llm/%s/token/history?model=a",
    })
    void aHiddenIntegrationReadsLikeNone(String verb, String path) {
        var stranger = admin.application("stranger", "USER").api();

        var hidden = stranger.request().body("1").request(verb, "/api/integrations/" + path.formatted(name));
        var absent = stranger.request().body("1").request(verb, "/api/integrations/" + path.formatted("absent"));

        assertThat(hidden.statusCode()).isEqualTo(404);
        assertThat(hidden.asString().replace(name, "absent")).isEqualTo(absent.asString());
    }

    @ParameterizedTest
    @CsvSource({
        "GET, provider/%s/integration/none/metrics",
        "POST, provider/%s/integration/none/metrics",
        "GET, llm/%s/token/history?model=none",
    })
    void anUnknownModelIsNamed(String verb, String path) {
        admin.request()
                .body("1")
                .request(verb, "/api/integrations/" + path.formatted(name))
                .then()
                .statusCode(404)
                .body("message", equalTo("No such model '" + name + ":none'"));
    }

    @Test
    void whoMayCallMayReportAndWhoMayReadMayNot() {
        var reader = admin.application("reader");
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + name, "READ");
        var caller = admin.application("caller");
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + name, "EXECUTE");

        reader.api().post(metricsOf("a"), "1").then().statusCode(403);
        caller.api().post(metricsOf("a"), "2").then().statusCode(200);

        caller.api().get(metricsOf("a")).then().statusCode(404);
        reader.api().get(metricsOf("a")).then().statusCode(200).body(equalTo("2"));
    }

    @Test
    void aReportThatComesAfterTheModelWasSwitchedOffCounts() {
        admin.post(PROVIDER + name + "/integration/a", Map.of("enabled", false))
                .then()
                .statusCode(200);

        admin.post(metricsOf("a"), "3").then().statusCode(200);

        shouldHaveUsed("a", 3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "many",
                "\"12\"",
                "-1",
                "1.5",
                "1e3",
                "9007199254740993",
                "1e999",
                "[1]",
                "{}",
                "true"
            })
    void whatIsNoNumberOfTokensIsRefusedAndNothingIsWritten(String body) {
        admin.post(metricsOf("a"), body).then().statusCode(400).body("validationErrors.path", contains("body"));

        assertThat(Rows.usageOf(name)).isEmpty();
    }

    @Test
    void aSumThatNoNumberCanHoldStaysTheLargest() {
        for (var i = 0; i < 3; i++) {
            used("a", OffsetDateTime.now(ZoneOffset.UTC), 0, 0, Long.MAX_VALUE / 2);
        }

        admin.get(metricsOf("a")).then().statusCode(200).body(equalTo("9223372036854775807"));
    }

    @Test
    void theHistoryAddsUpByModelAndDayInUtc() {
        var today = LocalDate.now(ZoneOffset.UTC).atStartOfDay().atOffset(ZoneOffset.UTC);
        used("a", today, 1, 2, 3);
        used("a", today.plusSeconds(1), 10, 20, 30);
        used("b", today, 4, 5, 9);
        used("a", today.minusNanos(1_000), 100, 200, 300);

        admin.get(history)
                .then()
                .statusCode(200)
                .body(
                        "$",
                        equalTo(List.of(
                                day("a", today.minusDays(1), 100, 200, 300),
                                day("a", today, 11, 22, 33),
                                day("b", today, 4, 5, 9))));
        admin.get(history + "?model=b").then().body("$", equalTo(List.of(day("b", today, 4, 5, 9))));
        admin.get(history + "?model=*&lookUpWindow=1").then().body("api", contains("a", "b"));
    }

    @Test
    void theHistoryGoesBackAMonthUnlessAskedOtherwise() {
        var today = LocalDate.now(ZoneOffset.UTC).atStartOfDay().atOffset(ZoneOffset.UTC);
        used("a", today.minusDays(30), 0, 0, 30);
        used("a", today.minusDays(31), 0, 0, 31);
        used("a", today.minusDays(365), 0, 0, 365);
        used("a", today.minusDays(366), 0, 0, 366);

        admin.get(history).then().body("totalTokens", contains(30));
        admin.get(history + "?lookUpWindow=32").then().body("totalTokens", contains(31, 30));
        admin.get(history + "?lookUpWindow=366").then().body("totalTokens", contains(365, 31, 30));
    }

    @Test
    void theHistoryOfWhatNobodyCalledIsAnEmptyArray() {
        admin.get(history).then().statusCode(200).body("$", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "367", "-1", "many", "1.5", "99999999999"})
    void aWindowThatIsNoNumberOfDaysIsRefused(String window) {
        admin.get(history + "?lookUpWindow=" + window)
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("lookUpWindow"))
                .body("message", containsString("1 to 366"));
    }

    private void shouldHaveUsed(String model, long tokens) {
        admin.get(metricsOf(model)).then().statusCode(200).body(equalTo(Long.toString(tokens)));
    }

    private String metricsOf(String model) {
        return PROVIDER + name + "/integration/" + model + "/metrics";
    }

    private Map<String, Object> day(String model, OffsetDateTime start, int prompt, int completion, int total) {
        return Map.of(
                "integrationName", name,
                "api", model,
                "periodStart", start.toInstant().toEpochMilli(),
                "promptTokens", prompt,
                "completionTokens", completion,
                "totalTokens", total);
    }

    /** A call that ended at this time, as the gateway would have written it. */
    private void used(String model, OffsetDateTime at, long prompt, long completion, long total) {
        Rows.run(
                """
                insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status,
                    prompt_tokens, completion_tokens, total_tokens, duration_ms)
                values (gen_random_uuid(), '%s', 'app:x', '%s', '%s', '/chat/completions', false, 'COMPLETED', 200, %d, %d, %d, 1)
                """
                        .formatted(at, name, model, prompt, completion, total));
    }
}
