package dev.stagedoor.usage;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.time.Duration;

/** How usage rows are written. */
@ConfigMapping(prefix = "stagedoor.usage")
public interface UsageConfig {
    /**
     * {@code batched}: rows are on disk some milliseconds after the call and in the store a little later; or {@code strict}:
     * the last byte of an answer is sent when its row is committed, and a call that cannot be written down fails.
     */
    @WithDefault("batched")
    Durability durability();

    /** Where rows wait on disk for the store. In the data directory, {@code usage-spool}, when it is not named. */
    @WithDefault("${stagedoor.data-dir:data}/usage-spool")
    Path spoolDir();

    /** How long a row may be in the spool before it is forced onto the disk: a power cut, but no kill, loses what is younger. */
    @WithDefault("100ms")
    Duration spoolSync();

    /**
     * How much the spool may hold. Beyond that the oldest rows are dropped, counted in the metric
     * {@code stagedoor.usage.dropped} and logged.
     */
    @WithDefault("1G")
    MemorySize spoolMax();

    /** How long a row may wait for others to be written with. */
    @WithDefault("50ms")
    Duration flushAfter();

    /** How many rows are written at once, at most. */
    @WithDefault("2000")
    int batchSize();

    /** How many rows are kept in memory while the store is away; more are read from the spool again later. */
    @WithDefault("100000")
    int queueCapacity();

    /** How long adding up what {@code GET /api/usage} asks for may take; then the request is answered 400. */
    @WithDefault("10s")
    Duration reportTimeout();
}
