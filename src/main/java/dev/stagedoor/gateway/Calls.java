package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.limit.Allowances;
import dev.stagedoor.limit.Reservation;
import dev.stagedoor.model.Routes;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Endpoint;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.io.IOException;

/**
 * The hot path: which model, may the caller, where to, is there enough left, forward, write down. Rights, routes and what is
 * left of limits come from memory; when they are known there, a call touches no database before its answer.
 */
@Singleton
class Calls {
    private final JsonFactory json;
    private final AccessControl control;
    private final Routes routes;
    private final Estimates estimates;
    private final Allowances allowances;
    private final Dispatch dispatch;
    private final Meter meter;
    private final Heartbeats heartbeats;

    Calls(
            ObjectMapper mapper,
            AccessControl control,
            Routes routes,
            Estimates estimates,
            Allowances allowances,
            Dispatch dispatch,
            Meter meter,
            Heartbeats heartbeats) {
        this.json = mapper.getFactory();
        this.control = control;
        this.routes = routes;
        this.estimates = estimates;
        this.allowances = allowances;
        this.dispatch = dispatch;
        this.meter = meter;
        this.heartbeats = heartbeats;
    }

    /** The provider's answer to a call that the caller may make. */
    Uni<Reply> forward(Tracking tracking, Caller caller, Endpoint endpoint, byte[] bytes) {
        try {
            return forward(tracking, caller, endpoint, CallBody.read(json, bytes));
        } catch (IOException | Problem unreadable) {
            return Uni.createFrom().failure(unreadable);
        }
    }

    /** The same, of a body that was read as far as it has to be. */
    Uni<Reply> forward(Tracking tracking, Caller caller, Endpoint endpoint, Payload body) {
        var entitled = control.remembered(caller);
        var route = entitled == null ? null : routes.remembered(entitled, body.model());
        return route == null
                ? control.entitlements(caller)
                        .chain(known -> routes.resolve(known, body.model()))
                        .chain(found -> send(Call.start(tracking, caller, found, endpoint, body)))
                : send(Call.start(tracking, caller, route, endpoint, body));
    }

    private Uni<Reply> send(Call call) {
        return call.isForAVirtualModel()
                        || allowances.limitNothing(
                                call.caller().principal(), call.route().target())
                ? listenedTo(call, dispatch.answer(call))
                : allowances.reserve(estimates.of(call, call.route())).chain(reserved -> sendHolding(call, reserved));
    }

    /** Whatever becomes of it, even if it cannot be sent at all, gives back what the call holds. */
    private Uni<Reply> sendHolding(Call call, Reservation reserved) {
        call.course().holds(reserved);
        return listenedTo(call, Uni.createFrom().deferred(() -> dispatch.answer(call)));
    }

    private Uni<Reply> listenedTo(Call call, Uni<Reply> answer) {
        return heartbeats.keepAlive(call, meter.metered(call, answer));
    }
}
