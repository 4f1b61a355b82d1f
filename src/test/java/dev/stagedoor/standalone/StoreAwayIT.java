package dev.stagedoor.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** When the store is away and no grace is given, or it is over, that is our fault, and said so: 503, never a 401 for a key that is good. */
class StoreAwayIT {
    private static final String SECRET = "store-away-secret-0123456789abcdef0123";
    private static final String KEY = "sd-away." + SECRET;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void shouldAnswer503WhileTheStoreIsAway() throws Exception {
        try (var program = StandaloneProcess.standalone("store-away-")
                .with("STAGEDOOR_BOOTSTRAP_KEY_ID", "away")
                .with("STAGEDOOR_BOOTSTRAP_KEY_SECRET", SECRET)
                .with("STAGEDOOR_ACCESS_GRACE", "2s")
                .start()
                .awaitReady()) {
            assertThat(get(program, "/v1/models", KEY).statusCode()).isEqualTo(200);

            program.database().destroyForcibly();
            Awaitility.await("the grace is over")
                    .atMost(Duration.ofSeconds(15))
                    .until(() -> get(program, "/q/health/ready", KEY).statusCode() == 503);

            var call = chat(program, KEY);
            assertThat(call.statusCode()).isEqualTo(503);
            assertThat(call.body()).contains("\"error\":{\"message\":\"Stagedoor cannot reach its store");
            assertThat(get(program, "/v1/models", KEY).statusCode()).isEqualTo(503);
            assertThat(get(program, "/q/health/live", KEY).statusCode()).isEqualTo(200);
            assertThat(get(program, "/v1/models", "sd-" + UUID.randomUUID() + ".never-seen")
                            .statusCode())
                    .isEqualTo(503);
            var listing = get(program, "/api/integrations/provider", KEY);
            assertThat(listing.statusCode()).isEqualTo(503);
            assertThat(listing.body()).contains("\"message\":\"Stagedoor cannot reach its store");
        }
    }

    private HttpResponse<String> get(StandaloneProcess program, String path, String key)
            throws IOException, InterruptedException {
        return http.send(request(program, path, key).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> chat(StandaloneProcess program, String key) throws IOException, InterruptedException {
        var body = BodyPublishers.ofString("{\"model\": \"a:b\", \"messages\": []}");
        var request = request(program, "/v1/chat/completions", key).header("Content-Type", "application/json");
        return http.send(request.POST(body).build(), BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(StandaloneProcess program, String path, String key) {
        return HttpRequest.newBuilder(URI.create(program.url() + path))
                .header("Authorization", "Bearer " + key)
                .timeout(Duration.ofSeconds(30));
    }
}
