package dev.stagedoor.resilience;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.OptionalInt;

/** How patient Stagedoor is with providers, where an integration says nothing else. */
@ConfigMapping(prefix = "stagedoor.resilience")
public interface ResilienceConfig {
    /**
     * How often a call is sent again that failed before its answer began. SDKs send two more times themselves, so each retry
     * here counts threefold.
     */
    @WithDefault("1")
    int retries();

    /** No retry begins later than this after the call. */
    @WithDefault("5s")
    Duration retryTime();

    /** The first retry waits up to this long, each further one up to twice as long as the one before. */
    @WithDefault("500ms")
    Duration retryDelay();

    /** Calls stop for a while when this percentage of those within the window fails; 0 for never. */
    @WithDefault("50")
    int breakerFailureRate();

    /** Fewer calls than this within the window say nothing about the failure rate. */
    @WithDefault("20")
    int breakerMinimumCalls();

    /** How far back calls count for the failure rate. */
    @WithDefault("30s")
    Duration breakerWindow();

    /** How long calls stop before one is let through to see. */
    @WithDefault("10s")
    Duration breakerOpenTime();

    /** How many calls an integration may have under way at once on this node; beyond it 503. No bound where it is missing. */
    OptionalInt maxConcurrentCalls();
}
