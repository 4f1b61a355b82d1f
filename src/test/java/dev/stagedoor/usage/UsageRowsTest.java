package dev.stagedoor.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.Rows;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
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
            return Map.of("stagedoor.gateway.first-byte-timeout", "500ms");
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

        assertOneRow("REFUSED_UPSTREAM 429");
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

        assertOneRow("FAILED 504");
    }

    @Test
    void aProviderThatCannotBeReachedIsABadGateway() {
        provider.close();

        admin.chat(name + ":m").then().statusCode(502).body("error.code", equalTo("upstream_unreachable"));

        assertOneRow("FAILED 502");
    }

    @Test
    void anAnswerThatBreaksOffIsCutOffWithTheTokensCountedUntilThen() {
        provider.breaksOffAfter("text/event-stream", "data: {" + USAGE + "}\n\n");

        admin.chat(name + ":m").then().statusCode(200).body(containsString("event: error"));

        assertOneRow("CUT_OFF 200 3 4 7");
    }

    private void assertOneRow(String expected) {
        Awaitility.await().untilAsserted(() -> assertThat(Rows.usageOf(name)).containsExactly(expected));
    }
}
