package dev.stagedoor.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What models cost, and what calls of them did. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class PriceResourceTest {
    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String name = "priced-" + UUID.randomUUID();
    private final String model = "/api/integrations/provider/" + name + "/integration/m";

    @BeforeEach
    void offer() {
        admin.integration(name, Map.of("api_key", "sk-priced", "endpoint", provider.url()));
        admin.model(name, "m");
        provider.answers(
                200,
                "application/json",
                """
                {"choices": [], "usage": {"prompt_tokens": 1000, "completion_tokens": 10, "total_tokens": 1010,
                 "prompt_tokens_details": {"cached_tokens": 400}}}
                """);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void shouldShowOnlyTheNamesWhereThereIsNoPrice() {
        admin.get(model + "/price")
                .then()
                .statusCode(200)
                .body("$", equalTo(Map.of("integrationName", name, "api", "m")));
    }

    @Test
    void shouldShowWhatWasSetWithoutLosingADigit() {
        set(Map.of("input", "0.000000001", "cachedInput", 0, "output", 1_000_000));

        admin.get(model + "/price")
                .then()
                .body("input", equalTo("0.000000001"))
                .body("cachedInput", equalTo("0"))
                .body("output", equalTo("1000000"))
                .body("updatedBy", equalTo("app:admin"))
                .body("updateTime", greaterThan(0L));
    }

    @Test
    void shouldChargeEachCallThePriceThatHeldThen() {
        call();
        set(Map.of("input", 2.5, "cachedInput", 1.25, "output", 10));
        call();
        set(Map.of("input", 5, "output", 20));
        call();
        admin.delete(model + "/price").then().statusCode(200);
        call();

        Awaitility.await().untilAsserted(() -> assertThat(costs()).isEqualTo("0 2100000 5200000 0"));
        admin.get("/api/usage?integration=" + name)
                .then()
                .body("total.costUsd", equalTo("0.0073"))
                .body("total.cachedTokens", equalTo(1600));
        assertThat(admin.get("/api/usage/export?integration=" + name).asString())
                .contains(",400,0,false,0.0021\r\n");
    }

    @ParameterizedTest
    @CsvSource({"input, -1", "input, 1000000.1", "output, 0.0000000001", "cachedInput, -0.1", "output, many"})
    void shouldNameTheFieldThatIsNoPrice(String field, String value) {
        var update = new java.util.HashMap<>(Map.of("input", "1", "output", "1"));
        update.put(field, value);

        admin.put(model + "/price", update).then().statusCode(400).body(containsString(field));
    }

    @Test
    void shouldKnowNoPriceOfAModelThatIsNotThere() {
        admin.put(model + "-not/price", Map.of("input", 1, "output", 1)).then().statusCode(404);
        admin.get(model + "-not/price").then().statusCode(404);
        admin.delete(model + "-not/price").then().statusCode(404);
    }

    @Test
    void shouldForgetThePriceWithItsModel() {
        set(Map.of("input", 1, "output", 1));

        admin.delete(model).then().statusCode(200);
        admin.model(name, "m");

        admin.get(model + "/price").then().body("$", equalTo(Map.of("integrationName", name, "api", "m")));
    }

    @Test
    void shouldBeAudited() {
        set(Map.of("input", 1, "output", 2));

        admin.get("/api/audit?kind=CHANGE&targetType=PRICE&targetId=" + name + ":m")
                .then()
                .body("entries[0].action", equalTo("CREATE"))
                .body("entries[0].after.output_nanos", equalTo(2_000_000_000));
    }

    private void set(Map<String, ?> price) {
        admin.put(model + "/price", price).then().statusCode(200);
    }

    private void call() {
        var before = rows();
        admin.chat(name + ":m").then().statusCode(200);
        Awaitility.await().until(() -> rows() > before);
    }

    private long rows() {
        return Rows.number("select count(*) from usage_entry where integration = ?", name);
    }

    private String costs() {
        return (String) Rows.one(
                "select string_agg(cost_nanos::text, ' ' order by started_at) from usage_entry where integration = ?",
                name);
    }
}
