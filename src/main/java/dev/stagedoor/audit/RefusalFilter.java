package dev.stagedoor.audit;

import dev.stagedoor.access.CurrentOrigin;
import dev.stagedoor.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Notices every request that a JAX-RS endpoint turned away. */
class RefusalFilter {
    private final Refusals refusals;
    private final CurrentOrigin origin;

    RefusalFilter(Refusals refusals, CurrentOrigin origin) {
        this.refusals = refusals;
        this.origin = origin;
    }

    @ServerResponseFilter
    void notice(ContainerRequestContext request, ContainerResponseContext reply, Throwable failure) {
        if (failure instanceof Problem problem && problem.isRefusal()) {
            var action = request.getMethod() + " "
                    + request.getUriInfo().getRequestUri().getRawPath();
            refusals.record(origin.get(), action, problem);
        }
    }
}
