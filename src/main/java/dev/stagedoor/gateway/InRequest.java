package dev.stagedoor.gateway;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/**
 * Runs what asks for the current request outside of JAX-RS, which would otherwise have made it known: what is written on the
 * way is audited with where it came from.
 */
final class InRequest {
    private InRequest() {}

    static <T> Uni<T> run(RoutingContext context, Uni<T> work) {
        return Uni.createFrom().deferred(() -> {
            var scope = Arc.requireContainer().requestContext();
            scope.activate();
            Arc.requireContainer().select(CurrentVertxRequest.class).get().setCurrent(context);
            return work.onTermination().invoke(scope::terminate);
        });
    }
}
