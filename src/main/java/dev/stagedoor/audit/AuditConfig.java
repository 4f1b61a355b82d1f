package dev.stagedoor.audit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How refusals are written to the audit. Changes need no options: they are written in their own transaction. */
@ConfigMapping(prefix = "stagedoor.audit")
public interface AuditConfig {
    /** How long a refusal may wait for others to be written with; equal ones within this time become one row with a count. */
    @WithDefault("1s")
    Duration flushAfter();

    /**
     * How many refusals are kept in memory until they are written. Beyond that they are counted in the metric
     * {@code stagedoor.audit.dropped}.
     */
    @WithDefault("10000")
    int queueCapacity();
}
