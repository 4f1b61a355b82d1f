package dev.stagedoor.resilience;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What one node knows of the provider of an integration. Each node has its own; times are in epoch milliseconds.
 *
 * @param node the host that answers
 * @param breaker {@code CLOSED}, {@code HALF_OPEN} or {@code OPEN}
 * @param since when the breaker changed last, or this node first heard of the integration; null when it has not yet
 * @param probeAt when a call is let through again; null when it is now
 * @param calls attempts that count for the failure rate
 * @param failureRate in percent of them; null when there are none
 * @param maxConcurrentCalls null where there is no bound
 * @param lastFailure {@code UNREACHABLE}, {@code TIMED_OUT}, {@code NOT_ALLOWED}, {@code CUT_OFF} or {@code STATUS_503}; null for none so far
 */
@RegisterForReflection
public record UpstreamState(
        String integration,
        String node,
        String breaker,
        Long since,
        Long probeAt,
        long calls,
        Double failureRate,
        int callsInFlight,
        Integer maxConcurrentCalls,
        String lastFailure,
        Long lastFailureAt) {
    static UpstreamState unused(String integration, String node, GuardSettings settings) {
        return new UpstreamState(
                integration,
                node,
                Breaker.State.CLOSED.name(),
                null,
                null,
                0,
                null,
                0,
                settings.maxConcurrentCalls() == GuardSettings.UNBOUNDED ? null : settings.maxConcurrentCalls(),
                null,
                null);
    }
}
