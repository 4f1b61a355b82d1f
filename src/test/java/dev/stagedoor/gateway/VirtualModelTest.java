package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A model that stands for others: who answers, what is written down, and who may make one. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class VirtualModelTest {
    private static final String ANSWERED_BY = "x-stagedoor-model";

    private final Api admin = Api.admin();
    private final ProviderStub one = new ProviderStub();
    private final ProviderStub two = new ProviderStub();
    private final String run = UUID.randomUUID().toString();
    private final String first = "first-" + run;
    private final String second = "second-" + run;
    private final String virtual = "virtual-" + run;
    private final String smart = virtual + ":smart";

    @BeforeEach
    void twoProviders() {
        offer(first, one, Map.of());
        offer(second, two, Map.of());
        admin.post("/api/integrations/provider/" + virtual, Map.of("type", "virtual"))
                .then()
                .statusCode(200);
    }

    @AfterEach
    void close() {
        one.close();
        two.close();
    }

    @Test
    void shouldBeAnsweredByTheFirstAsLongAsItCan() {
        standsFor(first, second);

        call(admin).statusCode(200).header(ANSWERED_BY, first + ":m");

        assertThat(one.lastRequest().text()).contains("\"m\"").doesNotContain("smart");
        assertThat(two.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void shouldBeAnsweredByTheNextWhereTheFirstFails(int status) {
        standsFor(first, second);
        one.answers(status, "text/plain", "no");

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");

        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void shouldBeWrittenDownAsTheModelThatAnswered() {
        standsFor(first, second);
        one.answers(503, "text/plain", "no");

        call(admin).statusCode(200);

        Awaitility.await().untilAsserted(() -> assertThat(Rows.one(
                        "select concat_ws(' ', integration, model, requested_model, attempts) from usage_entry where requested_model = ?",
                        smart))
                .isEqualTo(second + " m " + smart + " 2"));
        assertThat(Rows.usageOf(first)).isEmpty();
        assertThat(Rows.usageOf(virtual)).isEmpty();
    }

    @Test
    void shouldTellTheAuditWhichModelWasMadeToStandForWhich() {
        standsFor(first);

        admin.get("/api/audit?kind=CHANGE&targetType=VIRTUAL_TARGET&search=" + smart)
                .then()
                .statusCode(200)
                .body("entries.targetId", hasItem(smart + ":" + first + ":m"))
                .body("entries.action", hasItem("CREATE"));
    }

    @Test
    void shouldCostWhatTheModelCostsThatAnswered() {
        standsFor(first, second);
        costs(first, 1);
        costs(second, 2);
        one.answers(503, "text/plain", "no");
        two.answers(
                200,
                "application/json",
                "{\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":0,\"total_tokens\":3}}");

        call(admin).statusCode(200);

        Awaitility.await().untilAsserted(() -> assertThat(
                        Rows.one("select sum(cost_nanos)::text from usage_entry where requested_model = ?", smart))
                .isEqualTo("6000"));
        assertThat(admin.get("/api/usage/export?integration=" + second).asString())
                .contains("," + smart + ",2\r\n");
    }

    private void costs(String integration, int dollars) {
        admin.put(
                        "/api/integrations/provider/" + integration + "/integration/m/price",
                        Map.of("input", dollars, "output", dollars))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldTryEachAsOftenAsItsOwnIntegrationSays() {
        offer(first, one, Map.of("retries", 2));
        standsFor(first, second);
        one.answers(exchange -> {
            exchange.getResponseHeaders().set("retry-after-ms", "1");
            ProviderStub.reply(exchange, 503, "text/plain", "no");
        });

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");

        assertThat(one.requests()).hasSize(3);
    }

    @Test
    void shouldPassOnWhatTheLastOneSaysWhereAllFail() {
        standsFor(first, second);
        one.answers(503, "text/plain", "one");
        two.answers(500, "text/plain", "two");

        call(admin).statusCode(500).header(ANSWERED_BY, second + ":m").body(equalTo("two"));
    }

    @Test
    void shouldNotAskOthersWhatAnyWouldRefuse() {
        standsFor(first, second);
        one.answers(400, "text/plain", "no");

        call(admin).statusCode(400).header(ANSWERED_BY, first + ":m");

        assertThat(two.requests()).isEmpty();
    }

    @Test
    void shouldPassByAProviderThatIsLeftAlone() {
        offer(first, one, Map.of("breakerMinimumCalls", 1));
        standsFor(first, second);
        one.answers(503, "text/plain", "no");
        call(admin).statusCode(200);
        one.forget();

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");

        assertThat(one.requests()).isEmpty();
    }

    @Test
    void shouldPassByAModelThatHasReachedItsLimit() {
        standsFor(first, second);
        limit("INTEGRATION/" + first + ":m", "REQUESTS", 1);
        call(admin).statusCode(200).header(ANSWERED_BY, first + ":m");

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");

        assertThat(one.requests()).hasSize(1);
    }

    @Test
    void shouldBeHeldToTheLimitOfItsOwnNameToo() {
        standsFor(first, second);
        limit("INTEGRATION/" + smart, "REQUESTS", 1);
        call(admin).statusCode(200);

        call(admin).statusCode(429);

        assertThat(one.requests()).hasSize(1);
        assertThat(two.requests()).isEmpty();
    }

    @Test
    void shouldCountOneCallOfACallerHoweverManyModelsWereTried() {
        var caller = admin.application("counted-" + run);
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + smart, "EXECUTE");
        limit("APPLICATION/" + caller.id(), "REQUESTS", 2);
        standsFor(first, second);
        one.answers(503, "text/plain", "no");

        call(caller.api()).statusCode(200).header("x-ratelimit-remaining-requests", "1");
        call(caller.api()).statusCode(200).header("x-ratelimit-remaining-requests", "0");
        call(caller.api()).statusCode(429);
    }

    @Test
    void shouldHoldACallerToItsMoneyByThePriceOfTheModelThatIsCalled() {
        var caller = admin.application("spending-" + run);
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + smart, "EXECUTE");
        limit("APPLICATION/" + caller.id(), "MONEY", 1);
        standsFor(first);
        costs(first, 1_000_000);

        call(caller.api()).statusCode(429);

        assertThat(one.requests()).isEmpty();
    }

    private void limit(String target, String counts, int amount) {
        var limit =
                Map.of("counts", counts, "period", counts.equals("REQUESTS") ? "MINUTE" : "MONTH", "amount", amount);
        admin.put("/api/limits/" + target, Map.of("limits", List.of(limit)))
                .then()
                .statusCode(200);
    }

    @Test
    void shouldPassByWhatIsSwitchedOff() {
        standsFor(first, second);
        admin.post("/api/integrations/provider/" + first, Map.of("enabled", false))
                .then()
                .statusCode(200);

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");
    }

    @Test
    void shouldNotStandForAModelThatTookTheNameOfADeletedOne() {
        standsFor(first, second);
        admin.delete("/api/integrations/provider/" + first).then().statusCode(200);
        offer(first, one, Map.of());

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");
    }

    @Test
    void shouldSayThatThereIsNothingLeftToCall() {
        standsFor(first);
        admin.delete("/api/integrations/provider/" + first).then().statusCode(200);

        call(admin).statusCode(503).body("error.code", equalTo("no_target")).header("Retry-After", "1");
    }

    @Test
    void shouldPassByAProviderThatHasNoSuchEndpoint() {
        var claude = "claude-" + run;
        admin.post(
                        "/api/integrations/provider/" + claude,
                        Map.of("type", "anthropic", "configuration", Map.of("api_key", "sk", "endpoint", one.url())))
                .then()
                .statusCode(200);
        admin.model(claude, "m");
        standsFor(claude, second);

        admin.call("/v1/embeddings", Map.of("model", smart, "input", "Hello"))
                .then()
                .statusCode(200)
                .header(ANSWERED_BY, second + ":m");

        standsFor(claude);
        admin.call("/v1/embeddings", Map.of("model", smart, "input", "Hello"))
                .then()
                .statusCode(400)
                .body("error.param", equalTo("model"))
                .body("error.message", containsString("/embeddings"));
    }

    @Test
    void shouldShareCallsOut() {
        save(admin, "weighted", target(first, 1), target(second, 1)).statusCode(200);

        var answers = IntStream.range(0, 60)
                .mapToObj(i -> call(admin).statusCode(200).extract().header(ANSWERED_BY))
                .collect(Collectors.toSet());

        assertThat(answers).containsExactlyInAnyOrder(first + ":m", second + ":m");
    }

    @Test
    void shouldHandTheShareOfOneThatFailsToTheOthers() {
        save(admin, "weighted", target(first, 1_000), target(second, 1)).statusCode(200);
        one.answers(503, "text/plain", "no");

        call(admin).statusCode(200).header(ANSWERED_BY, second + ":m");
    }

    @Test
    void shouldNeedExecuteOnTheVirtualModelAlone() {
        standsFor(first, second);
        var caller = admin.application("caller-" + run);
        admin.grant("USER:" + caller.principal(), "INTEGRATION:" + smart, "EXECUTE");

        call(caller.api()).statusCode(200).header(ANSWERED_BY, first + ":m");

        caller.api().chat(first + ":m").then().statusCode(404);
    }

    @Test
    void shouldNeedWhatAGrantOnEachTargetWouldNeed() {
        var maker = admin.application("maker-" + run);
        admin.grant("USER:" + maker.principal(), "INTEGRATION_PROVIDER:" + virtual, "READ", "CREATE", "UPDATE");
        admin.grant("USER:" + maker.principal(), "INTEGRATION_PROVIDER:" + first, "UPDATE", "EXECUTE");
        save(maker.api(), "fallback", target(first, 1)).statusCode(200);

        save(maker.api(), "fallback", target(first, 1), target(second, 1))
                .statusCode(400)
                .body("validationErrors.path", hasItem("configuration.targets[1].model"))
                .body("message", containsString("there is no model"));

        admin.grant("USER:" + maker.principal(), "INTEGRATION:" + second + ":m", "READ", "EXECUTE");
        save(maker.api(), "fallback", target(first, 1), target(second, 1))
                .statusCode(403)
                .body("message", containsString("configuration.targets[1].model: you cannot give EXECUTE"));
        call(admin).header(ANSWERED_BY, first + ":m");
    }

    @Test
    void shouldLookTheSameForATargetThatIsHiddenAndOneThatIsNotThere() {
        var maker = admin.application("maker-" + run);
        admin.grant("USER:" + maker.principal(), "INTEGRATION_PROVIDER:" + virtual, "CREATE");

        var hidden = save(maker.api(), "fallback", target(first, 1)).extract();
        var absent = save(maker.api(), "fallback", target("no-" + first, 1)).extract();

        assertThat(hidden.statusCode()).isEqualTo(absent.statusCode());
        assertThat(hidden.<String>path("message").replace(first, "no-" + first))
                .isEqualTo(absent.<String>path("message"));
    }

    @Test
    void shouldSayWhatIsWrongWithWhatItStandsFor() {
        standsFor(first);

        refused("targets");
        refused("targets", IntStream.range(0, 17).mapToObj(i -> "a:" + i).toArray());
        refused("targets[0].model", "no-such:model");
        refused("targets[0].model", "gpt-4o");
        refused("targets[0].model", smart);
        refused("targets[1].model", first + ":m", first + "/m");
        refused("targets[0].weight", Map.of("model", first + ":m", "weight", 0));
        refused("targets[0].weight", Map.of("model", first + ":m", "weight", "3"));
        refused("targets[0]", 7);
        save(admin, "random", target(first, 1))
                .statusCode(400)
                .body("validationErrors[0].path", equalTo("configuration.strategy"));
        admin.post("/api/integrations/provider/" + virtual + "/integration/other", Map.of("enabled", true))
                .then()
                .statusCode(400)
                .body("validationErrors[0].path", equalTo("configuration.targets"));
    }

    @Test
    void shouldKeepWhatItStandsForWhenSomethingElseIsSaved() {
        standsFor(first);

        admin.post("/api/integrations/provider/" + virtual + "/integration/smart", Map.of("description", "the best"))
                .then()
                .statusCode(200);

        call(admin).statusCode(200).header(ANSWERED_BY, first + ":m");
    }

    private void refused(String field, Object... targets) {
        save(admin, "fallback", targets)
                .statusCode(400)
                .body("validationErrors[0].path", equalTo("configuration." + field));
    }

    private void standsFor(String... integrations) {
        var targets = Arrays.stream(integrations).map(name -> name + ":m").toArray();
        save(admin, "fallback", targets).statusCode(200);
    }

    private static Map<String, Object> target(String integration, int weight) {
        return Map.of("model", integration + ":m", "weight", weight);
    }

    private ValidatableResponse save(Api caller, String strategy, Object... targets) {
        return caller.post(
                        "/api/integrations/provider/" + virtual + "/integration/smart",
                        Map.of("configuration", Map.of("strategy", strategy, "targets", List.of(targets))))
                .then();
    }

    private ValidatableResponse call(Api caller) {
        return caller.chat(smart).then();
    }

    private void offer(String name, ProviderStub provider, Map<String, Object> patience) {
        var configuration = new HashMap<String, Object>(Map.of("retries", 0));
        configuration.putAll(patience);
        configuration.put("api_key", "sk-virtual");
        configuration.put("endpoint", provider.url());
        admin.integration(name, configuration);
        admin.model(name, "m");
    }
}
