package dev.stagedoor.gateway;

import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Notices callers who go away while the provider has not yet begun to answer. Quarkus notices those who leave later, and
 * cancels the body.
 */
@ApplicationScoped
class Departure {
    /** What nginx writes down for a client that closed its connection; nobody is there to read it. */
    static final int STATUS = 499;

    private static final Reply TO_NOBODY =
            new Reply(STATUS, Map.of(), Multi.createFrom().empty(), null, false);

    private final CurrentVertxRequest request;

    Departure(CurrentVertxRequest request) {
        this.request = request;
    }

    /** The answer, or its cancellation when the caller leaves first. */
    Uni<Reply> cancels(Uni<Reply> answer) {
        return Uni.combine().any().of(answer, departed());
    }

    /** Listens at once: what Quarkus registers later for the body must find its place. */
    private Uni<Reply> departed() {
        var context = request.getCurrent();
        var departed = new CompletableFuture<Reply>();
        context.addEndHandler(end -> {
            if (!context.response().ended()) {
                departed.complete(TO_NOBODY);
            }
        });
        return Uni.createFrom().completionStage(departed);
    }
}
