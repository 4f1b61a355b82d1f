package dev.stagedoor.telemetry;

import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.provider.Endpoint;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** The metrics of one model: calls that are under way, and those of each endpoint at which it is called. */
final class ModelMetrics {
    private final MeterRegistry registry;
    private final Tags tags;
    private final LongAdder underWay = new LongAdder();
    private final Map<Endpoint, EndpointMetrics> endpoints = new ConcurrentHashMap<>();

    ModelMetrics(MeterRegistry registry, Reference model, String provider) {
        this.registry = registry;
        this.tags = Tags.of(
                GenAi.PROVIDER, provider,
                GenAi.MODEL, model.model(),
                GenAi.INTEGRATION, model.integration());
        registry.gauge("stagedoor.calls.active", tags, underWay, LongAdder::sum);
    }

    void departed() {
        underWay.increment();
    }

    void returned() {
        underWay.decrement();
    }

    EndpointMetrics at(Endpoint endpoint) {
        var known = endpoints.get(endpoint);
        return known != null
                ? known
                : endpoints.computeIfAbsent(
                        endpoint,
                        missing -> new EndpointMetrics(registry, tags.and(GenAi.OPERATION, GenAi.operation(missing))));
    }
}
