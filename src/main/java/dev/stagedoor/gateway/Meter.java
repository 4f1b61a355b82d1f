package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.limit.Reservation;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import dev.stagedoor.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Listens to each call: however it ends, one usage row is left, and limits have counted it once. */
@ApplicationScoped
class Meter {
    private final JsonFactory json;
    private final UsageRecorder usage;

    Meter(ObjectMapper mapper, UsageRecorder usage) {
        this.json = mapper.getFactory();
        this.usage = usage;
    }

    /** The same answer, listened to from now until its last byte. */
    Uni<Reply> metered(Call call, Reservation reservation, Uni<Reply> answer) {
        return answer.onFailure()
                .invoke(failure -> giveBack(reservation, failure))
                .onFailure(Problem.class)
                .invoke(failure -> usage.record(call.entry(Outcome.FAILED, failure.status(), Optional.empty(), null)))
                .onCancellation()
                .invoke(() -> {
                    reservation.settleAsReserved();
                    usage.record(call.entry(Outcome.CANCELLED, Departure.STATUS, Optional.empty(), null));
                })
                .map(reply -> metered(call, reservation, reply));
    }

    /** A provider that failed counts as called; whatever else failed did so before there was a call. */
    private static void giveBack(Reservation reservation, Throwable failure) {
        if (failure instanceof Problem.Upstream) {
            reservation.settle(0, 0);
        } else {
            reservation.release();
        }
    }

    private Reply metered(Call call, Reservation reservation, Reply reply) {
        var firstByte = call.elapsedMillis();
        var tap = new UsageTap(json, reply.isEventStream());
        var completed = reply.isSuccess() ? Outcome.COMPLETED : Outcome.REFUSED_UPSTREAM;
        var told = reply.isSuccess() ? reply.withHeaders(reservation.headers()) : reply;
        return told.withBody(reply.body()
                .onItem()
                .invoke(tap::hear)
                .onTermination()
                .invoke((failure, cancelled) -> {
                    var outcome = outcome(completed, failure, cancelled);
                    settle(reservation, outcome, tap.tokens(), 0);
                    usage.record(call.entry(outcome, reply.status(), tap.tokens(), firstByte));
                })
                .onFailure()
                .recoverWithMulti(failure -> BrokenStream.end(reply, call, failure)));
    }

    /** An answer whose tokens nobody told may have been as long as the caller allowed. */
    private static void settle(Reservation reservation, Outcome outcome, Optional<Tokens> tokens, long costNanos) {
        if (tokens.isPresent() || outcome == Outcome.REFUSED_UPSTREAM) {
            reservation.settle(tokens.map(Tokens::total).orElse(0L), costNanos);
        } else {
            reservation.settleAsReserved();
        }
    }

    private static Outcome outcome(Outcome completed, Throwable failure, boolean cancelled) {
        if (cancelled) {
            return Outcome.CANCELLED;
        }
        return failure == null ? completed : Outcome.CUT_OFF;
    }
}
