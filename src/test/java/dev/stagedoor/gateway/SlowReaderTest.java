package dev.stagedoor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.PostgresResource;
import dev.stagedoor.support.ProviderStub;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** That a provider is read no faster than its caller reads: what is in between is bounded, however long the answer is. */
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class SlowReaderTest {
    /** What the sockets of both connections and the queues of both sides may hold at most. */
    private static final long IN_BETWEEN = 24 << 20;

    private final Api admin = Api.admin();
    private final String integration = "slow-" + UUID.randomUUID();
    private final AtomicLong written = new AtomicLong();
    private final CompletableFuture<Void> left = new CompletableFuture<>();

    @TestHTTPResource
    URI stagedoor;

    @Test
    void shouldStopReadingAProviderWhoseCallerStopsReading() throws IOException {
        try (var provider = new ProviderStub().answers(exchange -> {
            var event = "data: " + "x".repeat(65_536) + "\n\n";
            ProviderStub.beginStream(exchange);
            try {
                while (true) {
                    ProviderStub.write(exchange, event);
                    written.addAndGet(event.length());
                }
            } catch (IOException e) {
                left.complete(null);
            }
        })) {
            admin.integration(integration, Map.of("api_key", "sk-slow", "endpoint", provider.url()));
            admin.model(integration, "m");

            try (var caller = RawCall.to(stagedoor, admin, "{\"model\":\"" + integration + ":m\",\"stream\":true}")) {
                assertThat(caller.readUntil("data: x")).isTrue();
                awaitStandstill();
                assertThat(written).hasValueLessThan(IN_BETWEEN);
            }

            assertThat(left).succeedsWithin(Duration.ofSeconds(2));
        }
    }

    private void awaitStandstill() {
        var before = new AtomicLong(-1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> before.getAndSet(written.get()) == written.get());
    }
}
