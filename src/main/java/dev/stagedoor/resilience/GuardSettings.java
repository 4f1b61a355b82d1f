package dev.stagedoor.resilience;

import dev.stagedoor.provider.Patience;
import java.util.Map;
import java.util.OptionalLong;

/**
 * How patient Stagedoor is with one integration. Durations are in milliseconds.
 *
 * @param responseTimeout empty where the gateway's own holds
 * @param failureRate the percentage at which the breaker opens; 0 where it never does
 */
public record GuardSettings(
        int retries,
        long retryTime,
        long retryDelay,
        OptionalLong responseTimeout,
        int failureRate,
        int minimumCalls,
        long openTime,
        int maxConcurrentCalls) {
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    /** What is configured on an integration, and the options where it says nothing. */
    static GuardSettings of(Map<String, ?> configured, ResilienceConfig usual) {
        return new GuardSettings(
                (int) Patience.RETRIES.in(configured).orElse(usual.retries()),
                Patience.RETRY_TIME.in(configured).orElse(usual.retryTime().toMillis()),
                usual.retryDelay().toMillis(),
                Patience.RESPONSE_TIMEOUT.in(configured),
                (int) Patience.BREAKER_FAILURE_RATE.in(configured).orElse(usual.breakerFailureRate()),
                (int) Patience.BREAKER_MINIMUM_CALLS.in(configured).orElse(usual.breakerMinimumCalls()),
                Patience.BREAKER_OPEN_TIME
                        .in(configured)
                        .orElse(usual.breakerOpenTime().toMillis()),
                (int) Patience.MAX_CONCURRENT_CALLS
                        .in(configured)
                        .orElse(usual.maxConcurrentCalls().orElse(UNBOUNDED)));
    }
}
