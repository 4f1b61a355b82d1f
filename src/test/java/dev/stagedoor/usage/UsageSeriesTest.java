package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What was used over time, as charts need it, and who gets to see it. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class UsageSeriesTest {
    private static final Instant DAY = Instant.parse("2025-03-10T00:00:00Z");
    private static final Instant NEXT_DAY = DAY.plusSeconds(86_400);
    private static final String TWO_DAYS = "&from=" + DAY.toEpochMilli() + "&to="
            + NEXT_DAY.plusSeconds(86_400).toEpochMilli();

    private final Api admin = Api.admin();
    private final String name = "series-" + UUID.randomUUID();
    private final UsedRows rows = new UsedRows(name);

    @Test
    void shouldAddUpByModelAndDayTheLargestFirst() {
        rows.call("small", "ann", DAY, 10, 100);
        rows.call("large", "ann", DAY.plusSeconds(1), 20, 300);
        rows.call("large", "bob", NEXT_DAY.minusMillis(1), 30, 200);
        rows.call("large", "bob", NEXT_DAY, 5, 50);

        usage("by=model" + TWO_DAYS)
                .body("from", equalTo(DAY.toEpochMilli()))
                .body("interval", equalTo("day"))
                .body("by", equalTo("model"))
                .body("total", equalTo(numbers(4, 0, 61, 65, 100, 300)))
                .body("series.key", contains(name + ":large", name + ":small"))
                .body("series[0].total", equalTo(numbers(3, 0, 52, 55, 200, 300)))
                .body("series[0].points.at", contains(DAY.toEpochMilli(), NEXT_DAY.toEpochMilli()))
                .body("series[0].points.totalTokens", contains(50, 5))
                .body("series[0].points.latencyP50Millis", contains(200, 50))
                .body("series[1].points.at", contains(DAY.toEpochMilli()));
    }

    @Test
    void shouldAddUpByHour() {
        rows.call("m", "ann", DAY.plusSeconds(3_599), 1, 1);
        rows.call("m", "ann", DAY.plusSeconds(7_200), 2, 1);

        usage("interval=hour" + TWO_DAYS)
                .body("interval", equalTo("hour"))
                .body(
                        "series[0].points.at",
                        contains(DAY.toEpochMilli(), DAY.plusSeconds(7_200).toEpochMilli()));
    }

    @Test
    void shouldTakeThePeriodAtItsWordFromInclusiveToExclusive() {
        rows.call("m", "ann", DAY.minusMillis(1), 1, 1);
        rows.call("m", "ann", DAY, 10, 1);
        rows.call("m", "ann", NEXT_DAY, 100, 1);

        usage("from=" + DAY.toEpochMilli() + "&to=" + NEXT_DAY.toEpochMilli()).body("total.totalTokens", equalTo(10));
    }

    @Test
    void shouldShowSevenDaysWithTodayWhenNoneAreNamed() {
        var today = LocalDate.now(ZoneOffset.UTC).atStartOfDay().toInstant(ZoneOffset.UTC);
        rows.call("m", "ann", today, 1, 1);
        rows.call("m", "ann", today.minusSeconds(6 * 86_400), 10, 1);
        rows.call("m", "ann", today.minusSeconds(6 * 86_400 + 1), 100, 1);

        usage("by=model").body("total.totalTokens", equalTo(11));
    }

    @Test
    void shouldCountAsErrorsWhatTheProviderIsToBlameFor() {
        for (var outcome : UsageEntry.Outcome.values()) {
            rows.call("m", "ann", DAY, outcome.name(), 1, 1);
        }

        usage("by=outcome" + TWO_DAYS)
                .body("total.calls", equalTo(5))
                .body("total.errors", equalTo(3))
                .body(
                        "series.findAll{it.total.errors == 1}.key",
                        containsInAnyOrder("REFUSED_UPSTREAM", "FAILED", "CUT_OFF"))
                .body("series.findAll{it.total.errors == 0}.key", containsInAnyOrder("COMPLETED", "CANCELLED"));
    }

    @Test
    void shouldCountTokensOfReportedCallsAndNotHowLongTheyTook() {
        rows.reported("elsewhere", "ann", DAY, 40);
        rows.reported("m", "ann", DAY, 2);
        rows.call("m", "ann", DAY, 1, 700);

        usage("by=model" + TWO_DAYS)
                .body("series.total.totalTokens", contains(40, 3))
                .body("series[0].total.latencyP50Millis", nullValue())
                .body("series[1].total.latencyP50Millis", equalTo(700));
    }

    @Test
    void shouldTellLatenciesThatOccurredWithinATenthOfTheExactOnes() {
        Rows.run(many("'m'", "i", 1000, "i"));

        var total = usage("by=model" + TWO_DAYS).extract().jsonPath();

        assertThat(total.getInt("total.latencyP50Millis")).isBetween(500, 555);
        assertThat(total.getInt("total.latencyP95Millis")).isBetween(950, 1000);
    }

    @Test
    void shouldAddUpTheOthersInOneSeriesWithoutAKey() {
        Rows.run(many("'m' || i % 40", "i", 1000, "i"));

        var answer = usage("by=model&limit=3" + TWO_DAYS)
                .body("series", hasSize(4))
                .body("series[3].key", nullValue())
                .body("series[3].others", equalTo(37))
                .body("series[0].others", nullValue())
                .extract()
                .jsonPath();

        for (var field : List.of("calls", "promptTokens", "completionTokens", "totalTokens")) {
            var total = answer.getInt("total." + field);
            assertThat(answer.getInt("series.total." + field + ".sum()")).isEqualTo(total);
            assertThat(answer.getInt("series.points." + field + ".flatten().sum()"))
                    .isEqualTo(total);
        }
        assertThat(answer.getLong("total.totalTokens"))
                .isEqualTo(Rows.number("select sum(total_tokens) from usage_entry where integration = ?", name));
    }

    @Test
    void shouldHaveNoSeriesOfOthersWhereThereAreNone() {
        rows.call("a", "ann", DAY, 1, 1);
        rows.call("b", "ann", DAY, 1, 1);

        usage("by=model&limit=2" + TWO_DAYS).body("series.key", contains(name + ":a", name + ":b"));
    }

    @Test
    void shouldBeEmptyWhereNothingWasUsed() {
        usage("by=model" + TWO_DAYS)
                .body("total.calls", equalTo(0))
                .body("total.latencyP50Millis", nullValue())
                .body("series", empty());
    }

    @Test
    void shouldShowASumThatNoNumberCanHoldAsTheLargest() {
        rows.call("m", "ann", DAY, Long.MAX_VALUE, 1);
        rows.call("m", "ann", DAY, Long.MAX_VALUE, 1);

        usage("by=model" + TWO_DAYS).body("total.totalTokens", equalTo(Long.MAX_VALUE));
    }

    @Test
    void shouldFilterByModelAndPrincipal() {
        rows.call("a", "ann", DAY, 1, 1);
        rows.call("b", "ann", DAY, 10, 1);
        rows.call("b", "bob", DAY, 100, 1);

        usage("model=b" + TWO_DAYS).body("total.totalTokens", equalTo(110));
        usage("principal=ann" + TWO_DAYS).body("total.totalTokens", equalTo(11));
        usage("by=integration&model=b&principal=ann" + TWO_DAYS)
                .body("series.key", contains(name))
                .body("total.totalTokens", equalTo(10));
    }

    @Test
    void shouldNameUsersAndApplicationsApart() {
        admin.put("/api/users/" + name, Map.of("name", "Ann", "roles", List.of(), "groups", List.of()))
                .then()
                .statusCode(200);
        var application = admin.application("reader");
        rows.call("m", name, DAY, 1, 1);
        rows.call("m", "gone-" + name, DAY, 2, 1);
        rows.call("m", application.principal(), DAY, 4, 1);

        usage("by=user" + TWO_DAYS)
                .body("series.key", contains("gone-" + name, name))
                .body("series.name", contains(null, "Ann"))
                .body("total.totalTokens", equalTo(3));
        usage("by=application" + TWO_DAYS)
                .body("series.key", contains(application.id()))
                .body("series.name", contains("reader"))
                .body("total.totalTokens", equalTo(4));
    }

    @Test
    void shouldShowOwnCallsToWhoMayReadNothing() {
        var caller = admin.application("caller");
        rows.call("m", caller.principal(), DAY, 1, 1);
        rows.call("m", "ann", DAY, 10, 1);

        usage(caller.api(), "by=model" + TWO_DAYS)
                .body("series.key", contains(name + ":m"))
                .body("total.totalTokens", equalTo(1));
    }

    @Test
    void shouldShowAllCallsOfModelsThatTheCallerMayRead() {
        admin.loopback(name);
        admin.model(name, "a");
        admin.model(name, "b");
        rows.call("a", "ann", DAY, 1, 1);
        rows.call("b", "ann", DAY, 10, 1);
        var ofOne = admin.application("reads-a-model");
        admin.grant("USER:" + ofOne.principal(), "INTEGRATION:" + name + ":b", "READ");
        var ofAll = admin.application("reads-an-integration");
        admin.grant("USER:" + ofAll.principal(), "INTEGRATION_PROVIDER:" + name, "READ");
        var caller = admin.application("may-only-call");
        admin.grant("USER:" + caller.principal(), "INTEGRATION_PROVIDER:" + name, "EXECUTE");

        usage(ofOne.api(), "by=model" + TWO_DAYS).body("total.totalTokens", equalTo(10));
        usage(ofAll.api(), "by=model" + TWO_DAYS).body("total.totalTokens", equalTo(11));
        usage(caller.api(), "by=model" + TWO_DAYS).body("total.totalTokens", equalTo(0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"by=application", "by=user", "principal=ann", "principal=app:other"})
    void shouldTellOfNobodyElseToWhoMayNotSeeUsers(String query) {
        var reader = readerOfEverythingHere();
        rows.call("m", "ann", DAY, 1, 1);
        rows.call("m", "app:other", DAY, 10, 1);

        usage(reader.api(), query + TWO_DAYS).body("total.calls", equalTo(0)).body("series", empty());
    }

    @Test
    void shouldTellOfOneselfByApplication() {
        var reader = readerOfEverythingHere();
        rows.call("m", "app:other", DAY, 1, 1);
        rows.call("m", reader.principal(), DAY, 10, 1);

        usage(reader.api(), "by=application" + TWO_DAYS)
                .body("series.key", contains(reader.id()))
                .body("series.name", contains("reader"));
    }

    @Test
    void shouldTellWhoCalledWhatOneMayReadToWhoMaySeeUsers() {
        var role = "sees-users-" + name;
        admin.role(role, "USER_MANAGEMENT");
        var reader = readerOfEverythingHere(role);
        rows.call("m", "app:other", DAY, 1, 1);
        new UsedRows(name + "-hidden").call("m", "app:other", DAY, 10, 1);

        reader.api()
                .get("/api/usage?by=application&principal=app:other" + TWO_DAYS)
                .then()
                .statusCode(200)
                .body("series.key", contains("other"))
                .body("total.calls", equalTo(1));
    }

    @Test
    void shouldServeThePageOfAnIntegrationAndTheListOfThemWithOneCallEach() {
        admin.loopback(name);
        admin.model(name, "a");
        var before = Instant.now();
        admin.post("/api/integrations/provider/" + name + "/integration/a/metrics", "41")
                .then()
                .statusCode(200);

        usage("by=model&interval=day&from=" + before.minusSeconds(1).toEpochMilli())
                .body("series.key", contains(name + ":a"))
                .body("series[0].points.totalTokens", contains(41));
        usage("by=integration").body("series.key", contains(name));
    }

    @ParameterizedTest
    @CsvSource({
        "by=colour, by",
        "interval=minute, interval",
        "limit=0, limit",
        "limit=51, limit",
        "limit=many, query",
        "from=-1, from",
        "to=253402300800000, to",
        "from=2&to=2, from",
        "from=0&to=31622400001, from",
        "interval=hour&from=0&to=2678400001, from",
    })
    void shouldRefuseABadQuestionByItsField(String query, String field) {
        admin.get("/api/usage?" + query).then().statusCode(400).body("validationErrors.path", contains(field));
    }

    @ParameterizedTest
    @ValueSource(strings = {"from=0&to=31622400000", "interval=hour&from=0&to=2678400000", "by=MODEL&limit=50"})
    void shouldTakeAQuestionThatIsJustNotTooLarge(String query) {
        usage(query).body("series", empty());
    }

    private Api.Application readerOfEverythingHere(String... roles) {
        var reader = admin.application("reader", roles);
        admin.loopback(name);
        admin.grant("USER:" + reader.principal(), "INTEGRATION_PROVIDER:" + name, "READ");
        return reader;
    }

    @Test
    void shouldGiveUpAndSayWhyWhenAddingUpTakesTooLong() {
        Rows.whileLocked("usage_entry", () -> admin.get("/api/usage?integration=" + name + "&from=0&to=1")
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains("from")));
    }

    @Test
    void shouldNeedNoRowsUpToNow() {
        rows.call("m", "ann", Instant.now(), 7, 1);

        Rows.whileLocked("usage_entry", () -> usage("by=model").body("total.totalTokens", equalTo(7)));
    }

    private ValidatableResponse usage(String query) {
        return usage(admin, query);
    }

    private ValidatableResponse usage(Api caller, String query) {
        return caller.get("/api/usage?integration=" + name + "&" + query).then().statusCode(200);
    }

    /** Rows number 1 to so many, one a minute, each with that many tokens. */
    private String many(String model, String tokens, int rows, String millis) {
        return """
                insert into usage_entry (id, started_at, principal_id, integration, model, endpoint, streamed, outcome, status,
                    prompt_tokens, completion_tokens, total_tokens, duration_ms)
                select gen_random_uuid(), timestamptz '%s' + i * interval '1 minute', 'ann', '%s', %s, '/chat/completions', false,
                    'COMPLETED', 200, 1, 2, %s, %s from generate_series(1, %d) i
                """
                .formatted(DAY, name, model, tokens, millis, rows);
    }

    private static Map<String, Object> numbers(int calls, int errors, int prompt, int total, int p50, int p95) {
        return Map.ofEntries(
                Map.entry("calls", calls),
                Map.entry("errors", errors),
                Map.entry("promptTokens", prompt),
                Map.entry("completionTokens", calls),
                Map.entry("totalTokens", total),
                Map.entry("cachedTokens", 0),
                Map.entry("reasoningTokens", 0),
                Map.entry("estimatedCalls", 0),
                Map.entry("costUsd", "0"),
                Map.entry("latencyP50Millis", p50),
                Map.entry("latencyP95Millis", p95));
    }
}
