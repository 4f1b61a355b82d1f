package dev.stagedoor.access;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How fresh the rights in memory are kept, and what is done when the store cannot be asked about them. */
@ConfigMapping(prefix = "stagedoor.access")
public interface AccessConfig {
    /**
     * How long rights in memory are used without asking the store whether they changed. A change acknowledged by
     * another replica is in force here after this time at the latest.
     */
    @WithDefault("1s")
    Duration maxStaleness();

    /**
     * Whether changes by other replicas are heard of as they are committed (LISTEN). Off behind a PgBouncer in transaction
     * mode, where it cannot work; then asking alone keeps {@link #maxStaleness}.
     */
    @WithDefault("true")
    boolean listen();

    /**
     * How long callers that are known here go on while the store is away, counted from when it last answered; 0 for not at
     * all. As long as that a change made elsewhere may remain unknown here, as there is nobody to hear of it from.
     */
    @WithDefault("5m")
    Duration grace();

    /** How long the store may take to say whether anything changed before it counts as away. */
    @WithDefault("1s")
    Duration confirmTimeout();

    /** How long a request that cannot be answered from memory waits for the store before it is answered 503. */
    @WithDefault("5s")
    Duration storeTimeout();

    /** How many callers' rights are kept in memory; the least used go first. */
    @WithDefault("10000")
    int rememberedCallers();
}
