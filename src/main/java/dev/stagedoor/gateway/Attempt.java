package dev.stagedoor.gateway;

import dev.stagedoor.problem.LimitProblem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.resilience.Backoff;
import dev.stagedoor.resilience.Verdict;
import io.smallrye.mutiny.Uni;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What came of sending a call once: an answer that nobody has seen yet, or a failure.
 *
 * @param reply null when there is a failure instead
 * @param verdict null when it says nothing of the provider, which was not asked
 */
record Attempt(Reply reply, Throwable failure, Verdict verdict) {
    private static final String SHOULD_RETRY = "x-should-retry";

    static Attempt of(Reply reply, Throwable failure) {
        return new Attempt(reply, failure, reply == null ? verdict(failure) : verdict(reply));
    }

    private static Verdict verdict(Throwable failure) {
        if (!(failure instanceof UpstreamProblem away)) {
            return null;
        }
        return switch (away.code()) {
            case UpstreamProblem.TIMED_OUT -> Verdict.TIMED_OUT;
            case UpstreamProblem.NOT_ALLOWED -> Verdict.NOT_ALLOWED;
            default -> Verdict.UNREACHABLE;
        };
    }

    /** SDKs, too, take a provider's own word for more than its status. */
    private static Verdict verdict(Reply reply) {
        var verdict = Verdict.ofStatus(reply.status());
        return reply.isSuccess()
                ? verdict
                : switch (reply.header(SHOULD_RETRY).orElse("")) {
                    case "true" -> verdict.retryable(true);
                    case "false" -> verdict.retryable(false);
                    default -> verdict;
                };
    }

    boolean isRetryable() {
        return verdict != null && verdict.isRetryable();
    }

    /** A model that has reached a limit leaves the call to others too. */
    boolean isForOthers() {
        return failure instanceof LimitProblem || (verdict != null && verdict.isForOthers());
    }

    /** How long to wait before the next one, in milliseconds: what the provider asks for, or else by chance. */
    long wait(long delay, int retry, RandomGenerator random) {
        var asked = reply == null
                ? OptionalLong.empty()
                : Backoff.asked(reply.header("retry-after-ms"), reply.header("retry-after"), Instant.now());
        return asked.orElseGet(() -> Backoff.jitter(delay, retry, random));
    }

    Uni<Reply> result() {
        return reply == null
                ? Uni.createFrom().failure(failure)
                : Uni.createFrom().item(reply);
    }
}
