package dev.stagedoor.usage;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What usage rows add up to.
 *
 * @param calls all of them, with those that clients made elsewhere and report
 * @param errors those that a provider refused, did not answer or broke off; not those that the caller gave up
 * @param promptTokens of what clients report only the total is known, so that this and {@code completionTokens} may be less
 * @param cachedTokens those of the prompts that providers had in their cache
 * @param reasoningTokens those of the completions that are no part of the answers
 * @param estimatedCalls those whose tokens are estimated, as the provider told nothing
 * @param costUsd what they cost when they were made, in US dollars: a decimal text, exact to nine places
 * @param latencyP50Millis how long half of the calls took at most, from their start to the end of the answer: a time that one
 *     of them took, up to a tenth above the median; null when no call went through this door
 * @param latencyP95Millis the same of 95 calls in a hundred
 */
@RegisterForReflection
record UsageNumbers(
        long calls,
        long errors,
        long promptTokens,
        long completionTokens,
        long totalTokens,
        long cachedTokens,
        long reasoningTokens,
        long estimatedCalls,
        String costUsd,
        Long latencyP50Millis,
        Long latencyP95Millis) {
    static final UsageNumbers NONE = new UsageNumbers(0, 0, 0, 0, 0, 0, 0, 0, "0", null, null);
}
