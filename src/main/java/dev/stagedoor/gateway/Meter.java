package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Listens to each call: however it ends, one usage row is left. */
@ApplicationScoped
class Meter {
    private final JsonFactory json;
    private final UsageRecorder usage;

    Meter(ObjectMapper mapper, UsageRecorder usage) {
        this.json = mapper.getFactory();
        this.usage = usage;
    }

    /** The same answer, listened to from now until its last byte. */
    Uni<Reply> metered(Call call, Uni<Reply> answer) {
        return answer.onFailure(Problem.class)
                .invoke(failure -> usage.record(call.entry(Outcome.FAILED, failure.status(), Optional.empty(), null)))
                .onCancellation()
                .invoke(() -> usage.record(call.entry(Outcome.CANCELLED, Departure.STATUS, Optional.empty(), null)))
                .map(reply -> metered(call, reply));
    }

    private Reply metered(Call call, Reply reply) {
        var firstByte = call.elapsedMillis();
        var tap = new UsageTap(json, reply.isEventStream());
        var completed = reply.isSuccess() ? Outcome.COMPLETED : Outcome.REFUSED_UPSTREAM;
        return reply.withBody(reply.body()
                .onItem()
                .invoke(tap::hear)
                .onTermination()
                .invoke((failure, cancelled) -> usage.record(
                        call.entry(outcome(completed, failure, cancelled), reply.status(), tap.tokens(), firstByte)))
                .onFailure()
                .recoverWithMulti(failure -> BrokenStream.end(reply, call, failure)));
    }

    private static Outcome outcome(Outcome completed, Throwable failure, boolean cancelled) {
        if (cancelled) {
            return Outcome.CANCELLED;
        }
        return failure == null ? completed : Outcome.CUT_OFF;
    }
}
