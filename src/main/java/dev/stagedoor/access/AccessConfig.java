package dev.stagedoor.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fresh the rights in memory are kept. */
@ConfigMapping(prefix = "stagedoor.access")
public interface AccessConfig {
    /**
     * How long rights in memory are used without asking the store whether they changed. A change acknowledged by
     * another replica is in force here after this time at the latest.
     */
    @WithDefault("1s")
    Duration maxStaleness();

    /** How long a request waits for the store before it is answered 503. */
    @WithDefault("5s")
    Duration storeTimeout();

    /** How many callers' rights are kept in memory; the least used go first. */
    @WithDefault("10000")
    int rememberedCallers();
}
