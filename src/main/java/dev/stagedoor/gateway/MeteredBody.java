package dev.stagedoor.gateway;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.problem.UpstreamProblem;
import dev.stagedoor.usage.UsageEntry;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import java.util.function.Supplier;

/**
 * The body of one answer, listened to until it ends in whichever way. Where usage is written strictly, an answer in JSON is
 * read whole and answered when its row is committed, or else with 503; of a stream the event that ends it waits for that, or
 * becomes an error; of anything else its last piece does, or the connection is cut.
 */
final class MeteredBody {
    private static final int LONGEST_WHOLE = 64 << 20;

    private final Call call;
    private final Reply reply;
    private final Meter meter;
    private final long firstByteMillis;
    private final UsageTap tap;

    MeteredBody(Call call, Reply reply, Meter meter) {
        this.call = call;
        this.reply = reply;
        this.meter = meter;
        this.firstByteMillis = call.elapsedMillis();
        this.tap = reply.isEventStream()
                ? UsageTap.events(reply.tellsUsageUnasked(), meter.isStrict())
                : UsageTap.plain(meter.isStrict() && !reply.isJson());
    }

    Uni<Reply> listenedTo() {
        return reply.whole() == null ? listenedToInParts() : heardWhole();
    }

    private Uni<Reply> heardWhole() {
        tap.hear(reply.whole());
        var entry = entry(completed());
        if (meter.isStrict()) {
            return meter.commit(entry).replaceWith(reply);
        }
        meter.record(entry);
        return Uni.createFrom().item(reply);
    }

    private Uni<Reply> listenedToInParts() {
        if (!meter.isStrict()) {
            return Uni.createFrom().item(reply.withBody(orBroken(recorded())));
        }
        return reply.isJson() ? whole() : Uni.createFrom().item(reply.withBody(orBroken(committed())));
    }

    private Multi<Buffer> recorded() {
        var heard = tap.changesNothing()
                ? reply.body().onItem().invoke(tap::hear)
                : withRest(reply.body().map(tap::hear), () -> Uni.createFrom().voidItem());
        return heard.onTermination()
                .invoke((failure, isCancelled) -> meter.record(entry(outcome(failure, isCancelled))));
    }

    private Multi<Buffer> committed() {
        var heard = reply.body().map(tap::hear).onTermination().invoke((failure, isCancelled) -> {
            if (failure != null || isCancelled) {
                meter.record(entry(outcome(failure, isCancelled)));
            }
        });
        return withRest(heard, () -> meter.commit(entry(completed())));
    }

    /** What was held of the body follows when this is done. */
    private Multi<Buffer> withRest(Multi<Buffer> heard, Supplier<Uni<Void>> before) {
        return heard.onCompletion()
                .switchTo(() -> before.get().replaceWith(() -> tap.rest()).toMulti())
                .select()
                .where(piece -> piece.length() > 0);
    }

    private Multi<Buffer> orBroken(Multi<Buffer> body) {
        return body.onFailure().recoverWithMulti(failure -> BrokenStream.end(reply, call, failure));
    }

    private Uni<Reply> whole() {
        var integration = call.target().reference().integration();
        return reply.body()
                .onItem()
                .invoke(tap::hear)
                .collect()
                .in(Buffer::buffer, this::append)
                .onFailure(failure -> !(failure instanceof Problem))
                .transform(failure -> UpstreamClient.problem(failure, integration))
                .onFailure(Problem.class)
                .invoke(failure -> meter.record(entry(Outcome.CUT_OFF)))
                .onCancellation()
                .invoke(() -> meter.record(entry(Outcome.CANCELLED)))
                .call(() -> meter.commit(entry(completed())))
                .map(body -> reply.withBody(Multi.createFrom().item(body)));
    }

    private void append(Buffer sum, Buffer piece) {
        if (sum.length() + piece.length() > LONGEST_WHOLE) {
            throw UpstreamProblem.unusable(call.target().reference().integration(), "at too great a length");
        }
        sum.appendBuffer(piece);
    }

    private Outcome outcome(Throwable failure, boolean isCancelled) {
        if (isCancelled) {
            return Outcome.CANCELLED;
        }
        return failure == null ? completed() : Outcome.CUT_OFF;
    }

    private Outcome completed() {
        return reply.isSuccess() ? Outcome.COMPLETED : Outcome.REFUSED_UPSTREAM;
    }

    private UsageEntry entry(Outcome outcome) {
        return meter.ended(call, outcome, reply.status(), tokens(), firstByteMillis);
    }

    /** What a provider refused used nothing, unless it says so. */
    private Tokens tokens() {
        return tap.tokens().orElseGet(() -> reply.isSuccess() ? TokenEstimate.of(call, tap.textBytes()) : Tokens.NONE);
    }
}
