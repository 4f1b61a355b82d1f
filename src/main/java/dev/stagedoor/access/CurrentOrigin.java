package dev.stagedoor.access;

import io.quarkus.arc.Arc;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import io.vertx.core.net.SocketAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

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
        var address = Optional.ofNullable(request.getCurrent().request().remoteAddress())
                .map(SocketAddress::hostAddress);
        return caller.known()
                .map(known -> new Origin(known.id(), known.accessKeyId(), address))
                .orElseGet(() -> new Origin(Origin.NOBODY, Optional.empty(), address));
    }
}
