package dev.stagedoor.access;

import io.smallrye.health.api.AsyncHealthCheck;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as long as known callers are answered: with a store that answers, and while it is away until the grace is over. */
@Readiness
@ApplicationScoped
class StoreHealth implements AsyncHealthCheck {
    private final AclVersion version;
    private final Freshness freshness;

    StoreHealth(AclVersion version) {
        this.version = version;
        this.freshness = version.freshness();
    }

    @Override
    public Uni<HealthCheckResponse> call() {
        return version.current().map(known -> response(true)).onFailure().recoverWithItem(away -> response(false));
    }

    private HealthCheckResponse response(boolean isReady) {
        return HealthCheckResponse.named("store")
                .withData(
                        "store",
                        freshness.awayFor().map(StoreHealth::since).orElse(isReady ? "answers" : "does not answer"))
                .status(isReady)
                .build();
    }

    private static String since(Duration outage) {
        return "away since " + Instant.now().minus(outage).truncatedTo(ChronoUnit.SECONDS);
    }
}
