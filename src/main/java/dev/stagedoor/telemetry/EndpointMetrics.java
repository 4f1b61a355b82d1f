package dev.stagedoor.telemetry;

import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

/** Durations and tokens of the calls to one model at one endpoint, in the buckets that the conventions give them. */
final class EndpointMetrics {
    /** 10 ms, each twice as long as the one before, to 82 s. */
    private static final Duration[] TIMES = IntStream.range(0, 14)
            .mapToObj(power -> Duration.ofMillis(10L << power))
            .toArray(Duration[]::new);

    /** 1, each four times the one before, to 67 million. */
    private static final double[] COUNTS =
            IntStream.range(0, 14).mapToDouble(power -> 1L << (2 * power)).toArray();

    private static final String TYPE = "gen_ai.token.type";
    private static final double NANOS = 1e9;

    private final MeterRegistry registry;
    private final Tags tags;
    private final Map<End, Timer> durations = new ConcurrentHashMap<>();
    private final Timer firstChunk;
    private final DistributionSummary input;
    private final DistributionSummary output;
    private final Counter used;
    private final Counter produced;
    private final Counter cost;

    /** How a call ended, as far as it is a label. */
    private record End(Outcome outcome, String error) {}

    EndpointMetrics(MeterRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
        this.firstChunk =
                timer("gen_ai.client.operation.time_to_first_chunk", "Until a stream's first bytes came", tags);
        this.input = tokens("input");
        this.output = tokens("output");
        this.used = allTokens("input");
        this.produced = allTokens("output");
        this.cost = counter("stagedoor.cost.dollars", "What calls cost, in US dollars", tags);
    }

    private Timer timer(String name, String description, Tags labels) {
        return Timer.builder(name)
                .description(description)
                .tags(labels)
                .serviceLevelObjectives(TIMES)
                .register(registry);
    }

    private DistributionSummary tokens(String type) {
        return DistributionSummary.builder("gen_ai.client.token.usage")
                .description("Tokens of one call, as the provider counted them")
                .tags(tags.and(TYPE, type))
                .serviceLevelObjectives(COUNTS)
                .register(registry);
    }

    private Counter allTokens(String type) {
        return counter("stagedoor.tokens", "Tokens, counted or estimated", tags.and(TYPE, type));
    }

    private Counter counter(String name, String description, Tags labels) {
        return Counter.builder(name).description(description).tags(labels).register(registry);
    }

    /** @param nanos from when the call was permitted to its last byte */
    void record(UsageEntry entry, long nanos) {
        duration(new End(entry.outcome(), GenAi.error(entry))).record(nanos, TimeUnit.NANOSECONDS);
        if (entry.streamed() && entry.firstByteMillis() != null) {
            firstChunk.record(entry.firstByteMillis(), TimeUnit.MILLISECONDS);
        }
        count(entry.tokens());
        cost.increment(entry.costNanos() / NANOS);
    }

    private Timer duration(End end) {
        var known = durations.get(end);
        return known != null ? known : durations.computeIfAbsent(end, this::made);
    }

    private Timer made(End end) {
        return timer(
                "gen_ai.client.operation.duration",
                "Calls, from when they were permitted to their last byte",
                tags.and(
                        GenAi.ERROR, end.error(),
                        GenAi.OUTCOME, end.outcome().name().toLowerCase(Locale.ROOT)));
    }

    /** The conventions want no estimates. */
    private void count(Tokens tokens) {
        used.increment(tokens.prompt());
        produced.increment(tokens.completion());
        if (GenAi.areCounted(tokens)) {
            input.record(tokens.prompt());
            output.record(tokens.completion());
        }
    }
}
