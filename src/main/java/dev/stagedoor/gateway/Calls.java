package dev.stagedoor.gateway;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.limit.Allowances;
import dev.stagedoor.model.Routes;
import dev.stagedoor.provider.Endpoint;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.unchecked.Unchecked;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * The hot path: which model, may the caller, where to, is there enough left, forward, write down. Rights, routes and what is
 * left of limits come from memory; when they are known there, a call touches no database before its answer.
 */
@ApplicationScoped
class Calls {
    private final JsonFactory json;
    private final AccessControl control;
    private final Routes routes;
    private final Estimates estimates;
    private final Allowances allowances;
    private final Dispatch dispatch;
    private final Meter meter;

    Calls(
            ObjectMapper mapper,
            AccessControl control,
            Routes routes,
            Estimates estimates,
            Allowances allowances,
            Dispatch dispatch,
            Meter meter) {
        this.json = mapper.getFactory();
        this.control = control;
        this.routes = routes;
        this.estimates = estimates;
        this.allowances = allowances;
        this.dispatch = dispatch;
        this.meter = meter;
    }

    /** The provider's answer to a call that the caller may make. */
    Uni<Reply> forward(Caller caller, Endpoint endpoint, byte[] bytes) {
        return Uni.createFrom()
                .item(Unchecked.supplier(() -> CallBody.read(json, bytes)))
                .chain(body -> control.entitlements(caller)
                        .chain(entitled -> routes.resolve(entitled, body.model()))
                        .map(route -> Call.start(caller, route, endpoint, body)))
                .chain(call -> allowances
                        .reserve(estimates.of(call))
                        .chain(reservation -> meter.metered(call, reservation, dispatch.answer(call))));
    }
}
