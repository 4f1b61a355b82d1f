package dev.stagedoor.access;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.enterprise.context.ApplicationScoped;

/** Tells who makes the current request, and from where. */
@ApplicationScoped
public class CurrentOrigin {
    private final CurrentCaller caller;
    private final CurrentVertxRequest request;

    CurrentOrigin(CurrentCaller caller, CurrentVertxRequest request) {
        this.caller = caller;
        this.request = request;
    }

    public Origin get() {
        if (!Arc.container().requestContext().isActive() || request.getCurrent() == null) {
            return Origin.PROGRAM;
        }
        return Origin.of(request.getCurrent().request(), caller.known());
    }
}
