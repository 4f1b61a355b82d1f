package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** However a call ends, it leaves one row that says so. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
@TestProfile(UsageRowsTest.ShortPatience.class)
class UsageRowsTest {
    private static final String USAGE =
            "\"usage\": {\"prompt_tokens\": 3, \"completion_tokens\": 4, \"total_tokens\": 7}";

    private final Api admin = Api.admin();
    private final ProviderStub provider = new ProviderStub();
    private final String name = "usage-" + UUID.randomUUID();

    /** A provider's silence of half a second is a time-out. */
    public static final class ShortPatience implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("stagedoor.gateway.response-timeout", "500ms");
        }
    }

    @BeforeEach
    void offer() {
        admin.integration(name, Map.of("api_key", "sk-usage", "endpoint", provider.url()));
        admin.model(name, "m");
    }

    @AfterEach
    void close() {
        provider.close();
    }

    @Test
    void anAnswerIsCompletedWithTheTokensThatTheProviderCounted() {
        provider.answers(200, "application/json", "{\"choices\": [], " + USAGE + "}");

        admin.chat(name + ":m").then().statusCode(200);

        assertOneRow("COMPLETED 200 3 4 7");
    }

    @Test
    void aStreamIsCompletedWithTheTokensOfItsLastCount() {
        provider.streams(
                "data: {\"usage\": {\"prompt_tokens\": 3}}\n\n", "data: {" + USAGE + "}\n\n", "data: [DONE]\n\n");

        admin.chat(name + ":m").then().statusCode(200);

        assertOneRow("COMPLETED 200 3 4 7");
    }

    @Test
    void anErrorOfTheProviderIsRefusedUpstream() {
        provider.answers(429, "application/json", "{\"error\": {\"message\": \"slow down\"}}");

        admin.chat(name + ":m").then().statusCode(429);

        assertOneRow("REFUSED_UPSTREAM 429 null null null");
    }

    @Test
    void aProviderThatKeepsSilentIsAGatewayTimeout() {
        var over = new CountDownLatch(1);
        provider.answers(exchange -> {
            try {
                over.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        admin.chat(name + ":m").then().statusCode(504).body("error.code", equalTo("upstream_timeout"));
        over.countDown();

        assertOneRow("FAILED 504 null null null");
    }

    private void assertOneRow(String expected) {
        Awaitility.await().untilAsserted(() -> assertThat(rows()).containsExactly(expected));
    }

    private List<String> rows() throws SQLException {
        var server = PostgresResource.server();
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection("jdbc:" + server.url(), server.user(), server.password());
                var statement = connection.prepareStatement(
                        "select outcome, status, prompt_tokens, completion_tokens, total_tokens from usage_entry where integration = ?")) {
            statement.setString(1, name);
            try (var result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(String.join(
                            " ",
                            result.getString(1),
                            result.getString(2),
                            result.getString(3),
                            result.getString(4),
                            result.getString(5)));
                }
            }
        }
        return rows;
    }
}
