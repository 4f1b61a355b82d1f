package dev.stagedoor.usage;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How usage rows are written. */
@ConfigMapping(prefix = "stagedoor.usage")
public interface UsageConfig {
    /** How long a row may wait for others to be written with. */
    @WithDefault("200ms")
    Duration flushAfter();

    /** How many rows are written at once, at most. */
    @WithDefault("500")
    int batchSize();

    /**
     * How many rows are kept in memory while the store is away. Beyond that the newest are dropped, counted in the metric
     * {@code stagedoor.usage.dropped} and logged.
     */
    @WithDefault("100000")
    int queueCapacity();

    /** How long adding up what {@code GET /api/usage} asks for may take; then the request is answered 400. */
    @WithDefault("10s")
    Duration reportTimeout();
}
