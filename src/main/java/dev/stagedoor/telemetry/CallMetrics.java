package dev.stagedoor.telemetry;

import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Reference;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The metrics of calls. A model's are made when it is first called and found again by its name, so that no call builds
 * labels; names that callers type never become any.
 */
@Singleton
class CallMetrics {
    private static final Reference OTHER = new Reference(GenAi.OTHER, GenAi.OTHER);

    private final MeterRegistry registry;
    private final TelemetryConfig config;
    private final Map<Key, ModelMetrics> models = new ConcurrentHashMap<>();

    /** A model may move to another provider. */
    private record Key(Reference model, String provider) {}

    CallMetrics(MeterRegistry registry, TelemetryConfig config) {
        this.registry = registry;
        this.config = config;
    }

    ModelMetrics of(Route.Found route) {
        var key = new Key(route.reference(), GenAi.provider(route));
        var known = models.get(key);
        return known != null ? known : models.size() < config.models() ? make(key) : make(new Key(OTHER, GenAi.OTHER));
    }

    private ModelMetrics make(Key key) {
        return models.computeIfAbsent(key, missing -> new ModelMetrics(registry, missing.model(), missing.provider()));
    }
}
