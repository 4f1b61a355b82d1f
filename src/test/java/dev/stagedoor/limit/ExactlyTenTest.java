package dev.stagedoor.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import dev.stagedoor.support.VirtualClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of a thousand calls at once, against a limit with room for ten, ten get through: not one more, and not one less. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class ExactlyTenTest {
    private static final int CALLS = 1_000;

    @TestHTTPResource
    URI server;

    @Inject
    VirtualClock clock;

    @BeforeEach
    void aMinuteThatDoesNotEnd() {
        clock.stopAt(Instant.now());
    }

    @AfterEach
    void timeGoesOn() {
        clock.release();
    }

    /** One call comes before the others, so that what is measured is no cold start. */
    private Map<Integer, Integer> callAtOnce(LimitedWorld world, String body) {
        var key = world.application.apiKey();
        assertThat(LimitedWorld.callAtOnce(List.of(server), 1, key, body)).isEqualTo(Map.of(200, 1));
        return LimitedWorld.callAtOnce(List.of(server), CALLS, key, body);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MINUTE", "MONTH"})
    void requests(String period) {
        var world = new LimitedWorld();
        var body = LimitedWorld.BODY.formatted(world.model, 16);
        world.limit("APPLICATION", world.application.id(), "REQUESTS " + period + " 11");

        assertThat(callAtOnce(world, body)).isEqualTo(Map.of(200, 10, 429, CALLS - 10));

        clock.advance(period.equals("MINUTE") ? Duration.ofMinutes(1) : Duration.ofDays(31));
        assertThat(callAtOnce(world, body)).isEqualTo(Map.of(200, 10, 429, CALLS - 10));
    }

    /** The provider counts what was reserved, so that nothing is given back for an eleventh call. */
    @ParameterizedTest
    @ValueSource(strings = {"MINUTE", "DAY"})
    void tokens(String period) {
        try (var provider = new ProviderStub()) {
            var world = new LimitedWorld(provider);
            var body = LimitedWorld.BODY.formatted(world.model, 900);
            var ofOneCall = Math.ceilDiv(body.length(), 3) + 900L;
            provider.answers(
                    200, "application/json", "{\"usage\":{\"prompt_tokens\":1,\"total_tokens\":" + ofOneCall + "}}");
            world.limit("INTEGRATION", world.model, "TOKENS " + period + " " + (11 * ofOneCall + 1));

            assertThat(callAtOnce(world, body)).isEqualTo(Map.of(200, 10, 429, CALLS - 10));

            assertThat(provider.requests()).hasSize(11);
        }
    }
}
