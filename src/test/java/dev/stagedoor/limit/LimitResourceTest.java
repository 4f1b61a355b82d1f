package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Limits are saved, shown and taken away, by those who may. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class LimitResourceTest {
    private static final String LIMITS = "/api/limits/";

    private final Api admin = Api.admin();
    private final String name = "resource-" + UUID.randomUUID();
    private final String ofModel = LIMITS + "INTEGRATION/" + name + ":m";
    private Api.Application application;

    @BeforeEach
    void somethingOfEverything() {
        admin.loopback(name);
        admin.model(name, "m");
        admin.group(name);
        admin.user(name, name);
        application = admin.application(name);
    }

    private static Map<String, Object> limits(Object... entries) {
        return Map.of("limits", List.of(entries));
    }

    private static Map<String, Object> entry(String counts, String period, Number amount) {
        return Map.of("counts", counts, "period", period, "amount", amount);
    }

    private String path(String type) {
        return LIMITS + type + "/"
                + switch (type) {
                    case "INTEGRATION" -> name + ":m";
                    case "APPLICATION" -> application.id();
                    default -> name;
                };
    }

    @ParameterizedTest
    @CsvSource({"INTEGRATION_PROVIDER", "INTEGRATION", "APPLICATION", "GROUP", "USER"})
    void anythingThatCallsOrIsCalledCanBeLimited(String type) {
        admin.put(path(type), limits(entry("REQUESTS", "MINUTE", 60), entry("MONEY", "MONTH", 0.1)))
                .then()
                .statusCode(200);

        admin.get(path(type))
                .then()
                .statusCode(200)
                .body("type", contains(type, type))
                .body("counts", contains("MONEY", "REQUESTS"))
                .body("period", contains("MONTH", "MINUTE"))
                .body("amount", contains(0.1f, 60))
                .body("used", contains(0, 0));
    }

    @Test
    void aPutReplacesAllLimitsOfAThing() {
        admin.put(ofModel, limits(entry("REQUESTS", "MINUTE", 60), entry("TOKENS", "DAY", 5)));

        admin.put(ofModel, limits(entry("TOKENS", "DAY", 6), entry("TOKENS", "MINUTE", 7)))
                .then()
                .statusCode(200)
                .body("counts", contains("TOKENS", "TOKENS"))
                .body("amount", contains(7, 6));

        admin.delete(ofModel).then().statusCode(200);
        admin.get(ofModel).then().statusCode(200).body("$", hasSize(0));
    }

    @Test
    void theContractShowsTheShortestPeriodAndMovesIt() {
        admin.put(
                ofModel, limits(entry("TOKENS", "MINUTE", 1), entry("TOKENS", "DAY", 5), entry("TOKENS", "MONTH", 9)));
        var ofContract = "/api/integrations/llm/" + name + "/token?api=m";
        admin.get(ofContract).then().body("maxTokens", equalTo(5)).body("tokenLimitPeriod", equalTo("DAY"));

        admin.post(ofContract, Map.of("maxTokens", 7, "tokenLimitPeriod", "MONTH"))
                .then()
                .statusCode(200);

        admin.get(ofModel).then().body("period", contains("MINUTE", "MONTH")).body("amount", contains(1, 7));
        admin.delete(ofContract).then().statusCode(200);
        admin.get(ofModel).then().body("period", contains("MINUTE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'limits': [{'counts': 'REQUESTS', 'period': 'MINUTE'}]}|limits[0].amount",
                "{'limits': [{'counts': 'REQUESTS', 'period': 'MINUTE', 'amount': -1}]}|limits[0].amount",
                "{'limits': [{'counts': 'REQUESTS', 'period': 'MINUTE', 'amount': 0.5}]}|limits[0].amount",
                "{'limits': [{'counts': 'TOKENS', 'period': 'DAY', 'amount': 1e30}]}|limits[0].amount",
                "{'limits': [{'counts': 'MONEY', 'period': 'DAY', 'amount': 0.0000000001}]}|limits[0].amount",
                "{'limits': [{'counts': 'MONEY', 'period': 'MINUTE', 'amount': 1}]}|limits[0].period",
                "{'limits': [{'counts': 'REQUESTS', 'amount': 1}]}|limits[0].period",
                "{'limits': [{'counts': 'REQUESTS', 'period': 'YEAR', 'amount': 1}]}|limits[0].period",
                "{'limits': [{'counts': 'CALLS', 'period': 'DAY', 'amount': 1}]}|limits[0].counts",
                "{'limits': [{'counts': 'TOKENS', 'period': 'DAY', 'amount': 1},"
                        + " {'counts': 'TOKENS', 'period': 'DAY', 'amount': 2}]}|limits[1]",
                "{}|limits",
                "[]|body",
            })
    void whatIsNoLimitIsRefusedByItsFieldAndNothingIsWritten(String quoted, String field) {
        var before = Rows.all();

        admin.put(ofModel, quoted.replace('\'', '"'))
                .then()
                .statusCode(400)
                .body("validationErrors.path", contains(field));

        assertThat(Rows.all()).isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({"PROMPT/x, type", "NOTHING/x, type", "INTEGRATION/x, id"})
    void whatCannotBeLimitedIsNamed(String path, String field) {
        admin.get(LIMITS + path).then().statusCode(400).body("validationErrors.path", contains(field));
    }

    @ParameterizedTest
    @CsvSource({"INTEGRATION_PROVIDER/no", "INTEGRATION/no:m", "APPLICATION/no", "GROUP/no", "USER/no"})
    void whatIsNotThereCannotBeLimited(String path) {
        admin.put(LIMITS + path, limits(entry("REQUESTS", "DAY", 1))).then().statusCode(404);
        admin.get(LIMITS + path).then().statusCode(404);
        admin.delete(LIMITS + path).then().statusCode(404);
    }

    @Test
    void whoMayUpdateAModelLimitsItAndWhoMayReadItSeesThat() {
        var body = limits(entry("REQUESTS", "DAY", 1));
        application.api().put(ofModel, body).then().statusCode(404);
        admin.grant("USER:" + application.principal(), "INTEGRATION:" + name + ":m", "READ", "EXECUTE");
        application.api().get(ofModel).then().statusCode(200);
        application.api().put(ofModel, body).then().statusCode(403);
        application.api().delete(ofModel).then().statusCode(403);

        admin.grant("USER:" + application.principal(), "INTEGRATION:" + name + ":m", "UPDATE");
        application.api().put(ofModel, body).then().statusCode(200);
        application.api().put(path("INTEGRATION_PROVIDER"), body).then().statusCode(404);
    }

    @Test
    void nobodyRaisesTheirOwnLimit() {
        admin.grant(
                "USER:" + application.principal(),
                "APPLICATION:" + application.id(),
                "READ",
                "UPDATE",
                "DELETE",
                "CREATE",
                "EXECUTE");
        admin.put(path("APPLICATION"), limits(entry("REQUESTS", "DAY", 1)))
                .then()
                .statusCode(200);

        application.api().get(path("APPLICATION")).then().statusCode(200).body("amount", contains(1));
        application
                .api()
                .put(path("APPLICATION"), limits(entry("REQUESTS", "DAY", 2)))
                .then()
                .statusCode(403);
        application.api().delete(path("APPLICATION")).then().statusCode(403);
    }

    @ParameterizedTest
    @CsvSource({"GROUP", "USER"})
    void theLimitsOfUsersAndGroupsAreNobodyElsesBusiness(String type) {
        application.api().get(path(type)).then().statusCode(403);
        application.api().put(path(type), limits()).then().statusCode(403);
    }

    @Test
    void everybodySeesTheirOwn() {
        admin.put(path("APPLICATION"), limits(entry("TOKENS", "WEEK", 9)));

        application
                .api()
                .get(LIMITS + "own")
                .then()
                .statusCode(200)
                .body("id", contains(application.id()))
                .body("amount", contains(9));
    }

    @Test
    void adminsSeeAllPageByPage() {
        admin.put(path("GROUP"), limits(entry("TOKENS", "WEEK", 9), entry("TOKENS", "DAY", 8)));
        admin.put(path("USER"), limits(entry("TOKENS", "WEEK", 9)));

        admin.get("/api/limits?limit=1&after=GROUP:" + name.substring(0, name.length() - 1))
                .then()
                .statusCode(200)
                .body("id", contains(name, name));
        admin.get("/api/limits?after=GROUP:" + name).then().body("type", not(hasItem("APPLICATION")));
        admin.get("/api/limits?after=GROUP").then().statusCode(400).body("validationErrors.path", contains("after"));
        application.api().get("/api/limits").then().statusCode(403);
    }

    @Test
    void limitsGoWithWhatTheyAreOnAndTheAuditTells() {
        for (var type : List.of("GROUP", "USER", "APPLICATION")) {
            admin.put(path(type), limits(entry("TOKENS", "WEEK", 9)));
        }
        admin.delete("/api/groups/" + name).then().statusCode(200);
        admin.delete("/api/users/" + name).then().statusCode(200);
        admin.delete("/api/applications/" + application.id()).then().statusCode(200);

        assertThat(Rows.number("select count(*) from usage_limit where target_id in (?, ?)", name, application.id()))
                .isZero();
        admin.get("/api/audit?kind=CHANGE&targetType=LIMIT&targetId=USER:" + name)
                .then()
                .body("entries.action", contains("DELETE", "CREATE"));
    }
}
