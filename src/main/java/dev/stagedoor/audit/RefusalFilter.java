package dev.stagedoor.audit;

import dev.stagedoor.access.CurrentOrigin;
import dev.stagedoor.problem.Problem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import java.time.Instant;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Notices every request that was turned away, wherever it was. */
class RefusalFilter {
    private static final int LONGEST = 500;

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
            refusals.record(new Refusal(
                    Instant.now(), origin.get(), cut(action), reply.getStatus(), cut(problem.getMessage())));
        }
    }

    /** What a stranger sends may be long, and hold what PostgreSQL does not take in a text. */
    private static String cut(String text) {
        var storable = text.replace('\0', '\uFFFD');
        return storable.length() <= LONGEST ? storable : storable.substring(0, LONGEST) + "…";
    }
}
