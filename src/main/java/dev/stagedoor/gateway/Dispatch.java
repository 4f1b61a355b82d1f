package dev.stagedoor.gateway;

import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

/** Sends a permitted call where its route leads. */
@ApplicationScoped
class Dispatch {
    private final UpstreamClient upstream;
    private final Loopback loopback;

    Dispatch(UpstreamClient upstream, Loopback loopback) {
        this.upstream = upstream;
        this.loopback = loopback;
    }

    /** The answer; fails with 403 for an upstream that cannot be called, and as {@link UpstreamClient#send} does. */
    Uni<Reply> answer(Call call) {
        return switch (call.route().upstream()) {
            case Upstream.Loopback itself -> loopback.answer(call);
            case Upstream.Unusable none ->
                Uni.createFrom().failure(() -> new Problem.Forbidden("model_inactive", none.reason()));
            case Upstream.Provider provider -> upstream.send(call, provider);
        };
    }
}
