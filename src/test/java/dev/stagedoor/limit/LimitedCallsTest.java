package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.errors.RateLimitException;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.LimitProblem;
import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import dev.stagedoor.support.VirtualClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller sees of limits: which calls pass, and what it is told when one does not. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LimitedCallsTest {
    /** 60 seconds before a minute begins, in the middle of a day, a week and a month. */
    private static final Instant NOW = Instant.parse("2026-11-25T10:20:00Z");

    private static final long OF_ONE_CALL = 100;

    private final ProviderStub provider = new ProviderStub();

    @Inject
    VirtualClock clock;

    @Inject
    Allowances allowances;

    @TestHTTPResource
    URI server;

    private LimitedWorld world;

    @BeforeEach
    void aModelWhoseProviderCountsWhatWasReserved() {
        clock.stopAt(NOW);
        world = new LimitedWorld(provider);
        providerCounts(OF_ONE_CALL);
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
        provider.close();
    }

    private void providerCounts(long tokens) {
        provider.answers(200, "application/json", "{\"usage\":{\"prompt_tokens\":1,\"total_tokens\":" + tokens + "}}");
    }

    /** Reserves a hundred tokens. */
    private Response call() {
        return callOf(OF_ONE_CALL);
    }

    private Response callOf(long tokens) {
        var unbound = LimitedWorld.BODY.formatted(world.model, 100);
        var body = LimitedWorld.BODY.formatted(world.model, tokens - Math.ceilDiv(unbound.length(), 3));
        return world.application.api().call("/v1/chat/completions", body);
    }

    @Test
    void aMinuteThatIsFullHealsWithTheNextOne() {
        world.limit("APPLICATION", world.application.id(), "REQUESTS MINUTE 1");
        clock.advance(Duration.ofMillis(47_500));
        call().then().statusCode(200);

        call().then()
                .statusCode(429)
                .header("Retry-After", "13")
                .header("retry-after-ms", "12500")
                .header("x-should-retry", nullValue())
                .body("error.code", equalTo("rate_limit_exceeded"))
                .body("error.type", equalTo("requests"))
                .body("error.message", containsString("1 requests a minute"));

        clock.advance(Duration.ofMillis(12_500));
        call().then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource({"DAY, 14", "WEEK, 5", "MONTH, 6"})
    void aBudgetThatIsUsedUpIsNotWorthAnotherTryUntilItsPeriodIsOver(String period, int days) {
        world.limit("INTEGRATION_PROVIDER", world.integration, "TOKENS " + period + " 199");
        call().then().statusCode(200);

        call().then()
                .statusCode(429)
                .header("x-should-retry", "false")
                .header("Retry-After", nullValue())
                .body("error.code", equalTo("insufficient_quota"))
                .body("error.type", equalTo("insufficient_quota"));

        clock.advance(period.equals("DAY") ? Duration.ofHours(days) : Duration.ofDays(days));
        call().then().statusCode(200);
    }

    @Test
    void aBudgetWhoseNextPeriodIsNearIsWorthAnotherTry() {
        world.limit("INTEGRATION", world.model, "TOKENS DAY 100");
        clock.stopAt(Instant.parse("2026-11-25T23:59:30Z"));
        call().then().statusCode(200);

        call().then()
                .statusCode(429)
                .header("Retry-After", "30")
                .header("x-should-retry", nullValue())
                .body("error.code", equalTo("insufficient_quota"));
    }

    @Test
    void aCallThatIsLargerThanTheWholeLimitNeverPasses() {
        world.limit("INTEGRATION", world.model, "TOKENS MINUTE 99");

        call().then()
                .statusCode(429)
                .header("x-should-retry", "false")
                .header("Retry-After", nullValue())
                .body("error.code", equalTo("rate_limit_exceeded"))
                .body("error.type", equalTo("tokens"));
        assertThat(provider.requests()).isEmpty();
    }

    @Test
    void whatACallDidNotUseIsFreeAtOnce() {
        providerCounts(10);
        world.limit("INTEGRATION", world.model, "TOKENS DAY 120");

        call().then().statusCode(200);
        call().then().statusCode(200);
        call().then().statusCode(200);
        call().then().statusCode(429);
        callOf(90).then().statusCode(200);
    }

    @Test
    void whatTheProviderRefusedCountsAsARequestAlone() {
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 2", "TOKENS DAY 100");
        provider.answers(500, "application/json", "{}");
        call().then().statusCode(500);

        providerCounts(OF_ONE_CALL);
        call().then().statusCode(200);
        call().then().statusCode(429);
    }

    @Test
    void whenOneLimitRefusesTheOthersCountNothing() {
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 2");
        world.limit("APPLICATION", world.application.id(), "TOKENS DAY 150");
        callOf(151).then().statusCode(429);
        callOf(151).then().statusCode(429);

        call().then().statusCode(200);
        shown("INTEGRATION", world.model, 0, "used", 1);
    }

    @Test
    void theLimitOfAGroupIsSharedByItsUsersAndNobodyElse() {
        var group = world.integration;
        world.admin.group(group);
        world.admin.user("ann-" + group, group);
        world.admin.user("bo-" + group, group);
        world.admin.user("cy-" + group);
        world.limit("GROUP", group, "REQUESTS DAY 2");

        reserve("ann-" + group);
        reserve("bo-" + group);

        assertThatThrownBy(() -> reserve("ann-" + group)).isInstanceOf(LimitProblem.class);
        assertThatThrownBy(() -> reserve("bo-" + group)).isInstanceOf(LimitProblem.class);
        reserve("cy-" + group);
    }

    @Test
    void whoIsLimitedAsAUserIsNotHeldToTheLimitOfAnother() {
        world.admin.user("ann-" + world.integration);
        world.admin.user("bo-" + world.integration);
        world.limit("USER", "ann-" + world.integration, "MONEY MONTH 0.000000001");

        assertThatThrownBy(() -> reserve("ann-" + world.integration)).isInstanceOf(LimitProblem.class);
        reserve("bo-" + world.integration);
    }

    private void reserve(String user) {
        allowances
                .reserve(new Demand(Subject.user(user), Target.model(world.integration, "m"), Optional.empty(), 1, 2))
                .await()
                .atMost(Duration.ofSeconds(20));
    }

    @Test
    void theContractsLimitHoldsCalls() {
        world.admin
                .post(
                        "/api/integrations/provider/" + world.integration + "/integration/m",
                        Map.of("maxTokens", 100, "frequency", "weekly"))
                .then()
                .statusCode(200);

        call().then().statusCode(200);
        call().then().statusCode(429);
    }

    @Test
    void aLimitThatIsRaisedOrTakenAwayIsInForceAtOnceAndKeepsItsCount() {
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 1");
        call().then().statusCode(200);
        call().then().statusCode(429);

        world.limit("INTEGRATION", world.model, "REQUESTS DAY 2");
        call().then().statusCode(200);
        call().then().statusCode(429);

        world.admin.delete("/api/limits/INTEGRATION/" + world.model).then().statusCode(200);
        call().then().statusCode(200);
    }

    @Test
    void anAnswerTellsHowMuchOfTheTightestLimitIsLeft() {
        provider.answers(exchange -> {
            exchange.getResponseHeaders().set("x-ratelimit-remaining-requests", "9999");
            exchange.getResponseHeaders().set("x-ratelimit-remaining-tokens", "7777");
            ProviderStub.reply(exchange, 200, "application/json", "{}");
        });
        world.limit("INTEGRATION", world.model, "REQUESTS MINUTE 10");
        world.limit("APPLICATION", world.application.id(), "REQUESTS DAY 5");

        call().then()
                .statusCode(200)
                .header("x-ratelimit-limit-requests", "5")
                .header("x-ratelimit-remaining-requests", "4")
                .header("x-ratelimit-reset-requests", "13h40m0s")
                .header("x-ratelimit-remaining-tokens", "7777");
    }

    @Test
    void aRefusalLeavesNoUsageRowButIsCounted() {
        world.limit("INTEGRATION", world.model, "REQUESTS DAY 1");
        call().then().statusCode(200);
        call().then().statusCode(429);
        call().then().statusCode(429);

        shown("INTEGRATION", world.model, 0, "refused", 2);
        assertThat(Rows.usageOf(world.integration)).hasSize(1);
    }

    private void shown(String type, String id, int place, String field, int expected) {
        Awaitility.await().untilAsserted(() -> world.admin
                .get("/api/limits/" + type + "/" + id)
                .then()
                .statusCode(200)
                .body("[" + place + "]." + field, equalTo(expected)));
    }

    @Test
    void theSdkTellsARefusalFromABudgetThatIsUsedUp() {
        world.limit("APPLICATION", world.application.id(), "REQUESTS MONTH 1");
        call().then().statusCode(200);
        var client = OpenAIOkHttpClient.builder()
                .apiKey(world.application.apiKey())
                .baseUrl(server.resolve("/v1").toString())
                .build();
        var params = ChatCompletionCreateParams.builder()
                .model(world.model)
                .addUserMessage("Hello")
                .build();

        assertThatThrownBy(() -> client.chat().completions().create(params))
                .isInstanceOfSatisfying(RateLimitException.class, refusal -> {
                    assertThat(refusal.code()).hasValue("insufficient_quota");
                    assertThat(refusal.type()).hasValue("insufficient_quota");
                });
        client.close();
        shown("APPLICATION", world.application.id(), 0, "refused", 1);
    }

    @Test
    void nobodyElseIsHeldToTheLimitOfACaller() {
        world.limit("APPLICATION", world.application.id(), "REQUESTS DAY 0");

        call().then().statusCode(429);

        Api.admin().chat(world.model).then().statusCode(200);
    }
}
