package dev.stagedoor.wire;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * What a client of the management API says it accepts is not looked at: the Conductor SDKs ask for JSON where they read
 * plain text (contract, section 0.1), and 406 would help nobody.
 */
@ApplicationScoped
class AnyAccept {
    private static final String MANAGEMENT = "/api/";

    /** Before everything that looks at headers. */
    private static final int FIRST = 10_000;

    void register(@Observes Filters filters) {
        filters.register(AnyAccept::forget, FIRST);
    }

    private static void forget(RoutingContext context) {
        if (context.request().path().startsWith(MANAGEMENT)) {
            context.request().headers().remove(HttpHeaders.ACCEPT);
        }
        context.next();
    }
}
