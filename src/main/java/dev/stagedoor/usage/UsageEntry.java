package dev.stagedoor.usage;

import dev.stagedoor.access.Caller;
import dev.stagedoor.price.Price;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * One call that was passed on to a provider, or one that a client made elsewhere and reports.
 *
 * @param endpoint what was called, or {@code registered} for what a client reports
 * @param status the status the caller got
 * @param tokens what was used
 * @param costNanos what that cost, in billionths of a US dollar, by the price that the model had then; 0 where it had none
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
        Tokens tokens,
        long costNanos,
        Long firstByteMillis,
        long durationMillis) {
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
     * What a call used.
     *
     * @param prompt null for what a client reports, of which only the total is known; {@code completion} likewise
     * @param cached those of the prompt that the provider had in its cache
     * @param reasoning those of the completion that are no part of the answer
     * @param isEstimated whether the provider told nothing, so that they are estimated from bytes
     */
    public record Tokens(Long prompt, Long completion, long total, long cached, long reasoning, boolean isEstimated) {
        public static final Tokens NONE = counted(0, 0, 0, 0, 0);

        /** By the provider's own word. */
        public static Tokens counted(long prompt, long completion, long total, long cached, long reasoning) {
            return new Tokens(prompt, completion, total, cached, reasoning, false);
        }

        public static Tokens estimated(long prompt, long completion) {
            return new Tokens(prompt, completion, prompt + completion, 0, 0, true);
        }

        static Tokens ofTotal(long total) {
            return new Tokens(null, null, total, 0, 0, false);
        }

        /** In billionths of a US dollar. What a client reports costs nothing here. */
        public long costAt(Price price) {
            return prompt == null || completion == null ? 0 : price.cost(prompt, cached, completion);
        }
    }

    /** A call that a client made elsewhere, of which it tells how many tokens it took. */
    static UsageEntry registered(Caller caller, String integration, String model, long tokens) {
        return new UsageEntry(
                UsageId.next(),
                Instant.now(),
                caller.id(),
                caller.accessKeyId(),
                integration,
                model,
                REGISTERED,
                false,
                Outcome.COMPLETED,
                OK,
                Tokens.ofTotal(tokens),
                0,
                null,
                0);
    }
}
