package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry;
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
        return answer.onFailure()
                .invoke(failure -> failed(call, failure))
                .onCancellation()
                .invoke(() -> ended(call, call.entry(Outcome.CANCELLED, Departure.STATUS, Optional.empty(), null)))
                .map(reply -> metered(call, reply));
    }

    private void failed(Call call, Throwable failure) {
        if (failure instanceof Problem problem) {
            ended(call, call.entry(Outcome.FAILED, problem.status(), Optional.empty(), null));
        } else {
            call.course().ends();
        }
    }

    /** The one place where each call ends that was sent, or could not be. */
    private void ended(Call call, UsageEntry entry) {
        call.course().ends();
        usage.record(entry);
    }

    private Reply metered(Call call, Reply reply) {
        var firstByte = call.elapsedMillis();
        var tap = new UsageTap(json, reply.isEventStream());
        var completed = reply.isSuccess() ? Outcome.COMPLETED : Outcome.REFUSED_UPSTREAM;
        return reply.withBody(reply.body()
                .onItem()
                .invoke(tap::hear)
                .onTermination()
                .invoke((failure, cancelled) -> {
                    var outcome = outcome(completed, failure, cancelled);
                    if (outcome == Outcome.CUT_OFF) {
                        call.course().brokeOff();
                    }
                    ended(call, call.entry(outcome, reply.status(), tap.tokens(), firstByte));
                })
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
