package dev.stagedoor.access;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Tells who makes a request; implemented where credentials are understood. */
public interface CallerSource {
    /** The caller; fails with 401 when there is no credential, or none that is valid. */
    Uni<Caller> caller(RoutingContext request);

    /**
     * The caller, if its credential was verified before: what a call on the hot path asks first. Null when only {@link
     * #caller} can tell.
     *
     * @throws dev.stagedoor.problem.Problem.Unauthenticated for one that has expired
     */
    Caller remembered(RoutingContext request);
}
