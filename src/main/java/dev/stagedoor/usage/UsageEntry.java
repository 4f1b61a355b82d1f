package dev.stagedoor.usage;

import dev.stagedoor.access.Caller;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One call that was passed on to a provider, or one that a client made elsewhere and reports.
 *
 * @param endpoint what was called, or {@code registered} for what a client reports
 * @param status the status the caller got
 * @param tokens what the provider counted; empty when it told nothing
 * @param firstByteMillis until the provider's answer began; null when it never did
 * @param way how the call came to the model
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
        long durationMillis,
        Way way) {
    static final String REGISTERED = "registered";
    private static final int OK = 200;

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
        CANCELLED;

        /** Whether the provider is to blame. */
        boolean isError() {
            return this == REFUSED_UPSTREAM || this == FAILED || this == CUT_OFF;
        }
    }

    /**
     * How a call came to the model that answered, or would have.
     *
     * @param requestedModel the virtual model that was asked for, as {@code integration:model}; empty when it was this one
     * @param attempts how often the call was sent, over all models; 0 when it never was
     */
    public record Way(Optional<String> requestedModel, int attempts) {
        static final Way DIRECT = new Way(Optional.empty(), 1);
    }

    /** Tokens as the provider counted them; of what a client reports only the total is known. */
    public record Tokens(Long prompt, Long completion, long total) {
        public Tokens(long prompt, long completion, long total) {
            this(Long.valueOf(prompt), Long.valueOf(completion), total);
        }

        static Tokens ofTotal(long total) {
            return new Tokens(null, null, total);
        }
    }

    /** A call that a client made elsewhere, of which it tells how many tokens it took. */
    static UsageEntry registered(Caller caller, String integration, String model, long tokens) {
        return new UsageEntry(
                UUID.randomUUID(),
                Instant.now(),
                caller.id(),
                caller.accessKeyId(),
                integration,
                model,
                REGISTERED,
                false,
                Outcome.COMPLETED,
                OK,
                Optional.of(Tokens.ofTotal(tokens)),
                null,
                0,
                Way.DIRECT);
    }
}
