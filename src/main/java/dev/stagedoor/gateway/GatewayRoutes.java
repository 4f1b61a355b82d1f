package dev.stagedoor.gateway;

import dev.stagedoor.access.AnyCaller;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.CallerSource;
import dev.stagedoor.provider.Endpoint;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * OpenAI's endpoints. The body goes to the provider as it came, but for the model's name, and a form with a
 * file while it still comes; the answer comes back as the
 * provider gave it, with its status. Errors of our own are in OpenAI's shape: 401 for a credential that is no good, 404
 * {@code model_not_found} for a model that is not there or not permitted, 403 for one that is switched off, 400 for an
 * endpoint that the model's provider does not have, 502 and 504 for a provider that is away or silent, 503 when it is full or
 * left alone for a while, and when Stagedoor's own store is away.
 *
 * <p>They are routes of Vert.x and not JAX-RS, which alone would take as long as all the rest of a call; what is asked of
 * them is written down in {@code META-INF/openapi.yaml}.
 */
@ApplicationScoped
class GatewayRoutes {
    /** Before everything that is there for other paths. */
    private static final int FIRST = Integer.MIN_VALUE + 50;

    private final CallerSource callers;
    private final Calls calls;
    private final RequestBody bodies;
    private final Uploads uploads;
    private final ErrorReplies errors;

    GatewayRoutes(CallerSource callers, Calls calls, RequestBody bodies, Uploads uploads, ErrorReplies errors) {
        this.callers = callers;
        this.calls = calls;
        this.bodies = bodies;
        this.uploads = uploads;
        this.errors = errors;
    }

    void serve(@Observes Router router) {
        for (var endpoint : Endpoint.values()) {
            router.post("/v1" + endpoint.path()).order(FIRST).handler(context -> call(endpoint, context));
        }
    }

    /** One call. Who makes it is known before its body is read. */
    @AnyCaller(because = "the model is named in the body; the caller needs EXECUTE on it")
    void call(Endpoint endpoint, RoutingContext context) {
        try {
            LoopFlushes.joinedBy(context.request().connection());
            var caller = callers.remembered(context);
            if (caller != null) {
                read(endpoint, context, caller);
            } else {
                identify(endpoint, context);
            }
        } catch (RuntimeException failure) {
            errors.answer(context, null, failure);
        }
    }

    private void identify(Endpoint endpoint, RoutingContext context) {
        context.request().pause();
        InRequest.run(context, callers.caller(context))
                .subscribe()
                .with(caller -> read(endpoint, context, caller), failure -> errors.answer(context, null, failure));
    }

    private void read(Endpoint endpoint, RoutingContext context, Caller caller) {
        var tracking = Tracking.of(context.request());
        var answer = endpoint.takesFile()
                ? uploads.read(context).map(upload -> calls.forward(tracking, caller, endpoint, upload))
                : bodies.read(context.request()).map(body -> calls.forward(tracking, caller, endpoint, body));
        answer.onSuccess(uni -> answer(context, caller, uni))
                .onFailure(failure -> errors.answer(context, caller, failure));
    }

    private void answer(RoutingContext context, Caller caller, Uni<Reply> answer) {
        answer.subscribe().withSubscriber(new CallAnswer(context, failure -> errors.answer(context, caller, failure)));
    }
}
