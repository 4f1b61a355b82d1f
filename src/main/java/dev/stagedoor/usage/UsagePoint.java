package dev.stagedoor.usage;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What was used in one interval.
 *
 * @param at the beginning of the interval in UTC, in epoch milliseconds
 */
@RegisterForReflection
record UsagePoint(long at, @JsonUnwrapped UsageNumbers numbers) {}
