package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Listens to each call: however it ends, one usage row is left, and limits have counted it once. */
@Singleton
class Meter {
    private static final int INTERNAL_ERROR = 500;

    private final UsageRecorder usage;
    private final CallWatch watch;

    Meter(UsageRecorder usage, CallWatch watch) {
        this.usage = usage;
        this.watch = watch;
    }

    /** The same answer, listened to from now until its last byte. */
    Uni<Reply> metered(Call call, Uni<Reply> answer) {
        watch.departed(call.route());
        return answer.onFailure()
                .invoke(failure -> failed(call, failure))
                .onCancellation()
                .invoke(() -> record(ended(call, Outcome.CANCELLED, Departure.STATUS, TokenEstimate.of(call, 0), null)))
                .chain(reply -> new MeteredBody(call, told(call, reply), this).listenedTo());
    }

    /** A provider that failed counts as called; whatever else failed did so before there was a call. */
    private void failed(Call call, Throwable failure) {
        if (!(failure instanceof UpstreamProblem)) {
            call.course().reservation().release();
        }
        record(ended(call, Outcome.FAILED, statusOf(failure), Tokens.NONE, null));
    }

    private static int statusOf(Throwable failure) {
        return failure instanceof Problem problem ? problem.status() : INTERNAL_ERROR;
    }

    private static Reply told(Call call, Reply reply) {
        return reply.isSuccess() ? reply.withHeaders(call.course().reservation().headers()) : reply;
    }

    /** What is written of a call, and what limits count of it; each call comes by here once, at its end. */
    UsageEntry ended(Call call, Outcome outcome, int status, Tokens tokens, Long firstByteMillis) {
        var entry = call.entry(outcome, status, tokens, firstByteMillis);
        call.course().ends(outcome);
        call.course().reservation().settle(tokens.total(), entry.costNanos());
        watch.ended(
                call.route(),
                new EndedCall(call.tracking(), call.target(), call.endpoint(), call.elapsedNanos(), entry));
        return entry;
    }

    void record(UsageEntry entry) {
        usage.record(entry);
    }

    Uni<Void> commit(UsageEntry entry) {
        return usage.commit(entry);
    }

    boolean isStrict() {
        return usage.isStrict();
    }
}
