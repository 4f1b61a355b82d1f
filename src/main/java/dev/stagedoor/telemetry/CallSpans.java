package dev.stagedoor.telemetry;

import dev.stagedoor.gateway.EndedCall;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.telemetry.Span.Kind;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Tokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** The two spans of a call. Only the second speaks of tokens, so that who adds them up over spans counts them once. */
final class CallSpans {
    private static final int LOWEST_ERROR = 500;

    private CallSpans() {}

    /** What the caller asked of Stagedoor. */
    static Span server(CallTrace trace, EndedCall call) {
        var started = started(call.entry());
        return new Span(
                trace.traceId(),
                trace.serverId(),
                trace.callerId(),
                "POST /v1" + call.endpoint().path(),
                Kind.SERVER,
                started,
                started + call.nanos(),
                ofServer(call),
                call.entry().status() >= LOWEST_ERROR);
    }

    /** What Stagedoor asked of the provider. */
    static Span client(CallTrace trace, EndedCall call) {
        var started = started(call.entry());
        var error = GenAi.error(call.entry());
        return new Span(
                trace.traceId(),
                trace.clientId(),
                trace.serverId(),
                GenAi.operation(call.endpoint()) + " " + call.entry().model(),
                call.route().opened().orElse(null) instanceof Upstream.Loopback ? Kind.INTERNAL : Kind.CLIENT,
                started,
                started + call.nanos(),
                ofClient(call, error),
                !error.isEmpty());
    }

    private static long started(UsageEntry entry) {
        return ChronoUnit.NANOS.between(Instant.EPOCH, entry.startedAt());
    }

    private static Map<String, Object> ofServer(EndedCall call) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put("http.request.method", "POST");
        attributes.put("http.route", "/v1" + call.endpoint().path());
        attributes.put("http.response.status_code", call.entry().status());
        attributes.put("stagedoor.call.id", call.entry().id());
        attributes.put(GenAi.OUTCOME, GenAi.outcome(call.entry()));
        return attributes;
    }

    private static Map<String, Object> ofClient(EndedCall call, String error) {
        var entry = call.entry();
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(GenAi.OPERATION, GenAi.operation(call.endpoint()));
        attributes.put(GenAi.PROVIDER, GenAi.provider(call.route()));
        attributes.put(GenAi.MODEL, entry.model());
        attributes.put(GenAi.INTEGRATION, entry.integration());
        attributes.put("gen_ai.request.stream", entry.streamed());
        if (entry.streamed() && entry.firstByteMillis() != null) {
            attributes.put("gen_ai.response.time_to_first_chunk", entry.firstByteMillis() / 1000.0);
        }
        putTokens(attributes, entry.tokens());
        if (call.route().opened().orElse(null) instanceof Upstream.Provider provider) {
            attributes.put("server.address", provider.host());
            attributes.put("server.port", provider.port());
        }
        if (!error.isEmpty()) {
            attributes.put(GenAi.ERROR, error);
        }
        return attributes;
    }

    /** Only what a provider counted may bear the conventions' names. */
    private static void putTokens(Map<String, Object> attributes, Tokens tokens) {
        if (GenAi.areCounted(tokens)) {
            attributes.put("gen_ai.usage.input_tokens", tokens.prompt());
            attributes.put("gen_ai.usage.output_tokens", tokens.completion());
        }
    }
}
