package dev.stagedoor.console;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.function.Consumer;

/**
 * Serves the console. It is one page: every address below {@code /console} is answered with it, and the page draws what the
 * address stands for. It needs no credential, since it shows nothing by itself: all it knows it asks the API for.
 */
@ApplicationScoped
class ConsoleRoutes {
    private static final String ROOT = "/console";
    private static final String PAGE = "/index.html";
    private static final String FILES = "/static/bundle/*";
    /** Before the files themselves are served. */
    private static final int FIRST = Integer.MIN_VALUE + 100;

    void serve(@Observes Router router) {
        on(router, "/", ConsoleRoutes::redirect);
        on(router, ROOT, ConsoleRoutes::page);
        on(router, ROOT + "/*", ConsoleRoutes::page);
        on(router, PAGE, ConsoleRoutes::guard);
        on(router, FILES, ConsoleRoutes::guard);
    }

    private static void on(Router router, String path, Consumer<RoutingContext> handler) {
        router.route(path)
                .method(HttpMethod.GET)
                .method(HttpMethod.HEAD)
                .order(FIRST)
                .handler(handler::accept);
    }

    private static void redirect(RoutingContext context) {
        context.response()
                .setStatusCode(302)
                .putHeader(HttpHeaders.LOCATION, ROOT)
                .end();
    }

    private static void page(RoutingContext context) {
        context.reroute(PAGE);
    }

    private static void guard(RoutingContext context) {
        PageHeaders.putOn(context);
        context.next();
    }
}
