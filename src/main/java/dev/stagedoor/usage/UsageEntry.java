package dev.stagedoor.usage;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One call that was passed on to a provider.
 *
 * @param status the status the caller got
 * @param tokens what the provider counted; empty when it told nothing
 * @param firstByteMillis until the provider's answer began; null when it never did
 */
public record UsageEntry(
        UUID id,
        Instant startedAt,
        String principalId,
        Optional<String> accessKeyId,
        String integration,
        String model,
        String endpoint,
        boolean streamed,
        Outcome outcome,
        int status,
        Optional<Tokens> tokens,
        Long firstByteMillis,
        long durationMillis) {

    /** How a call ended. */
    public enum Outcome {
        /** The provider's answer was passed on to its end. */
        COMPLETED,
        /** The provider answered with an error status. */
        REFUSED_UPSTREAM,
        /** The provider could not be reached or did not answer in time. */
        FAILED,
        /** The provider's answer broke off in the middle. */
        CUT_OFF,
        /** The caller went away before the end. */
        CANCELLED
    }

    /** Tokens as the provider counted them. */
    public record Tokens(long prompt, long completion, long total) {}
}
