package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Listens to each call: however it ends, one usage row is left. */
@ApplicationScoped
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
                .invoke(failure -> record(ended(call, Outcome.FAILED, statusOf(failure), Tokens.NONE, null)))
                .onCancellation()
                .invoke(() -> record(ended(call, Outcome.CANCELLED, Departure.STATUS, TokenEstimate.of(call, 0), null)))
                .chain(reply -> new MeteredBody(call, reply, this).listenedTo());
    }

    private static int statusOf(Throwable failure) {
        return failure instanceof Problem problem ? problem.status() : INTERNAL_ERROR;
    }

    /** What is written of a call; each call comes by here once, at its end. */
    UsageEntry ended(Call call, Outcome outcome, int status, Tokens tokens, Long firstByteMillis) {
        var entry = call.entry(outcome, status, tokens, firstByteMillis);
        watch.ended(
                call.route(),
                new EndedCall(call.tracking(), call.route(), call.endpoint(), call.elapsedNanos(), entry));
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
