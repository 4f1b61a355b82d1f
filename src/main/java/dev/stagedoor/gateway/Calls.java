package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.model.Routes;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageRecorder;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * The hot path: which model, may the caller, where to, forward, write down. Rights and routes come from memory; when they
 * are known there, a call touches no database before its answer.
 */
@ApplicationScoped
class Calls {
    private final JsonFactory json;
    private final AccessControl control;
    private final Routes routes;
    private final UpstreamClient upstream;
    private final Loopback loopback;
    private final UsageRecorder usage;

    Calls(
            ObjectMapper mapper,
            AccessControl control,
            Routes routes,
            UpstreamClient upstream,
            Loopback loopback,
            UsageRecorder usage) {
        this.json = mapper.getFactory();
        this.control = control;
        this.routes = routes;
        this.upstream = upstream;
        this.loopback = loopback;
        this.usage = usage;
    }

    /** The provider's answer to a call that the caller may make. */
    Uni<Reply> forward(Caller caller, Endpoint endpoint, byte[] bytes) {
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> CallBody.read(json, bytes)))
                .chain(body -> control.entitlements(caller)
                        .chain(entitled -> routes.resolve(entitled, body.model()))
                        .map(route -> Call.start(caller, route, endpoint, body)))
                .chain(this::send);
    }

    private Uni<Reply> send(Call call) {
        return answer(call)
                .onFailure(Problem.class)
                .invoke(failure -> usage.record(call.entry(Outcome.FAILED, failure.status(), Optional.empty(), null)))
                .onCancellation()
                .invoke(() -> usage.record(call.entry(Outcome.CANCELLED, Departure.STATUS, Optional.empty(), null)))
                .map(reply -> metered(call, reply));
    }

    private Uni<Reply> answer(Call call) {
        return switch (call.route().upstream()) {
            case Upstream.Loopback itself -> Uni.createFrom().item(() -> loopback.answer(call));
            case Upstream.Unusable none ->
                Uni.createFrom().failure(() -> new Problem.Forbidden("model_inactive", none.reason()));
            case Upstream.Provider provider -> upstream.send(call, provider);
        };
    }

    /** The same answer, listened to: however it ends, one usage row is left. */
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
