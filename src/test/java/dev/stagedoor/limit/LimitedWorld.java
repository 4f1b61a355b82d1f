package dev.stagedoor.limit;

import dev.stagedoor.support.Api;
import dev.stagedoor.support.ProviderStub;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A model that answers by itself and an application that may call it, under names of their own, to put limits on. */
final class LimitedWorld {
    static final String BODY =
            """
            {"model": "%s", "max_tokens": %d, "messages": [{"role": "user", "content": "Hello"}]}""";

    final Api admin = Api.admin();
    final String integration = "limits-" + UUID.randomUUID();
    final String model = integration + ":m";
    final Api.Application application;

    LimitedWorld() {
        this(integrate -> Api.admin().loopback(integrate));
    }

    /** The model is of this provider. */
    LimitedWorld(ProviderStub provider) {
        this(provider.url());
    }

    /** The model is of the provider at this address. */
    LimitedWorld(String url) {
        this(integrate -> Api.admin().integration(integrate, Map.of("api_key", "sk", "endpoint", url)));
    }

    /** The model is of the integration that this makes under the name it is given. */
    LimitedWorld(Consumer<String> integrate) {
        integrate.accept(integration);
        admin.model(integration, "m");
        application = admin.application("caller");
        admin.grant("USER:" + application.principal(), "INTEGRATION_PROVIDER:" + integration, "EXECUTE");
    }

    /** Limits written {@code COUNTS PERIOD amount}. */
    void limit(String type, String id, String... limits) {
        admin.put("/api/limits/" + type + "/" + id, Map.of("limits", asBody(limits)))
                .then()
                .statusCode(200);
    }

    private static List<Map<String, Object>> asBody(String... limits) {
        return Arrays.stream(limits)
                .map(limit -> limit.split(" ", -1))
                .<Map<String, Object>>map(
                        words -> Map.of("counts", words[0], "period", words[1], "amount", new BigDecimal(words[2])))
                .toList();
    }

    /** How often each status came, of so many calls at once, spread over these servers. */
    static Map<Integer, Integer> callAtOnce(List<URI> servers, int calls, String key, String body) {
        try (var client = HttpClient.newHttpClient()) {
            var answers = IntStream.range(0, calls)
                    .mapToObj(number -> client.sendAsync(
                            request(servers.get(number % servers.size()), key, body), BodyHandlers.discarding()))
                    .toList();
            return answers.stream()
                    .map(CompletableFuture::join)
                    .collect(Collectors.groupingBy(
                            HttpResponse::statusCode, TreeMap::new, Collectors.summingInt(answer -> 1)));
        }
    }

    static HttpRequest request(URI server, String key, String body) {
        return HttpRequest.newBuilder(server.resolve("/v1/chat/completions"))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
    }
}
