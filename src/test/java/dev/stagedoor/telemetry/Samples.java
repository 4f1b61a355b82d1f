package dev.stagedoor.telemetry;

import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.StreamUsage;
import dev.stagedoor.provider.credential.Credential;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageEntry.Way;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Routes and calls, as far as telemetry looks at them. */
final class Samples {
    static final UUID CALL = UUID.fromString("9891448d-b649-4e04-9619-ddf770742e97");
    static final Instant STARTED = Instant.parse("2026-11-25T20:00:00.250Z");

    private Samples() {}

    static TelemetryConfig config(int models, boolean accessLog) {
        return new Settings(models, accessLog, Optional.empty(), Optional.empty(), 1, false);
    }

    static TelemetryConfig tracing(String collector, double ratio) {
        return new Settings(10, false, Optional.of(collector), Optional.of(List.of("x-tenant=me")), ratio, false);
    }

    private record Settings(
            int models,
            boolean accessLog,
            Optional<String> tracesEndpoint,
            Optional<List<String>> tracesHeaders,
            double tracesRatio,
            boolean tracesPropagated)
            implements TelemetryConfig {}

    static Route.Found route(String integration, String model, Upstream upstream) {
        return new Route.Found(
                1,
                new Reference(integration, model),
                true,
                Instant.EPOCH,
                List.of(),
                Optional.of(upstream),
                Optional.empty(),
                null);
    }

    static Upstream provider(String type) {
        return new Upstream.Provider(
                type,
                "api.example.com",
                443,
                true,
                Map.of(),
                List.of(),
                new Credential.Fixed(Optional.of("sk-never-told")),
                StreamUsage.WHEN_ASKED);
    }

    static UsageEntry entry(Outcome outcome, int status) {
        return entry(outcome, status, "app:reader", "gpt", false);
    }

    static UsageEntry streamed() {
        return entry(Outcome.COMPLETED, 200, "app:reader", "gpt", true);
    }

    static UsageEntry entry(Outcome outcome, int status, String principal, String model, boolean streamed) {
        return entry(outcome, status, principal, model, streamed, Tokens.counted(5, 7, 12, 0, 0));
    }

    static UsageEntry using(Tokens tokens) {
        return entry(Outcome.COMPLETED, 200, "app:reader", "gpt", false, tokens);
    }

    private static UsageEntry entry(
            Outcome outcome, int status, String principal, String model, boolean streamed, Tokens tokens) {
        return new UsageEntry(
                CALL,
                STARTED,
                principal,
                Optional.of("key-1"),
                "open",
                model,
                "/chat/completions",
                streamed,
                outcome,
                status,
                tokens,
                250_000,
                30L,
                40,
                Way.direct(1));
    }
}
