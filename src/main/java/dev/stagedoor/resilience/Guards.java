package dev.stagedoor.resilience;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.UUID;

/**
 * The guards of this node, one for each integration that is called. Routes and calls hold on to theirs; what nobody holds any
 * longer is forgotten, with its meters.
 */
@ApplicationScoped
public class Guards {
    private static final String NODE = System.getenv().getOrDefault("HOSTNAME", "stagedoor");

    private final ResilienceConfig config;
    private final MeterRegistry registry;
    private final Cache<String, Guard> guards;

    Guards(ResilienceConfig config, MeterRegistry registry) {
        this.config = config;
        this.registry = registry;
        this.guards = Caffeine.newBuilder()
                .weakValues()
                .<String, Guard>removalListener((integration, guard, cause) -> forget(integration))
                .build();
    }

    /** Unless there is another by now, whose meters they are. */
    private void forget(String integration) {
        if (guards.getIfPresent(integration) == null) {
            GuardMetrics.forget(registry, integration);
        }
    }

    /**
     * The guard of an integration, which goes by what is configured from now on.
     *
     * @param id of the row: an integration that takes over the name of a deleted one begins anew
     */
    public Guard of(String integration, UUID id, Map<String, ?> configured) {
        var settings = GuardSettings.of(configured, config);
        var guard = guards.asMap()
                .compute(integration, (name, held) -> held != null && held.isOf(id) ? held : fresh(name, id, settings));
        guard.adopt(settings);
        return guard;
    }

    private Guard fresh(String integration, UUID id, GuardSettings settings) {
        var metrics = GuardMetrics.of(registry, integration, () -> guards.getIfPresent(integration));
        return new Guard(
                integration,
                id,
                settings,
                System::nanoTime,
                config.breakerWindow().toMillis(),
                metrics);
    }

    /** What this node knows of an integration. */
    public UpstreamState stateOf(String integration, UUID id, Map<String, ?> configured) {
        var held = guards.getIfPresent(integration);
        var settings = GuardSettings.of(configured, config);
        if (held == null || !held.isOf(id)) {
            return UpstreamState.unused(integration, NODE, settings);
        }
        held.adopt(settings);
        return held.shown(NODE);
    }
}
