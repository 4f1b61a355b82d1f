package dev.stagedoor.access;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Lets what a call must know through to the store: each read for {@link AccessConfig#storeTimeout}, and none once the store
 * has been away for longer than that.
 */
@ApplicationScoped
public class StoreGuard {
    private final Freshness freshness;
    private final AccessConfig config;
    private final Vertx vertx;

    StoreGuard(AclVersion version, AccessConfig config, Vertx vertx) {
        this.freshness = version.freshness();
        this.config = config;
        this.vertx = vertx;
    }

    /** What this reads; fails with 503 when the store does not answer in time. */
    public <T> Uni<T> read(Supplier<Uni<T>> query) {
        return Uni.createFrom()
                .deferred(() -> readInTime(query))
                .onFailure(Problem.Unavailable::isMeantBy)
                .transform(away -> Problem.Unavailable.store());
    }

    private <T> Uni<T> readInTime(Supplier<Uni<T>> query) {
        return isHopeless()
                ? Uni.createFrom().failure(Problem.Unavailable::store)
                : Uni.combine().any().of(query.get(), timeout());
    }

    /** Whether the store cannot be reached, rather than being slow for once. */
    public boolean isStoreAway() {
        return isAwayForLongerThan(config.confirmTimeout());
    }

    private boolean isHopeless() {
        return isAwayForLongerThan(config.storeTimeout());
    }

    private boolean isAwayForLongerThan(Duration patience) {
        return freshness.isAway()
                && freshness
                        .awayFor()
                        .filter(outage -> outage.compareTo(patience) > 0)
                        .isPresent();
    }

    private <T> Uni<T> timeout() {
        return Uni.createFrom().emitter(waiting -> {
            var timer = vertx.setTimer(
                    Math.max(1, config.storeTimeout().toMillis()), late -> waiting.fail(Problem.Unavailable.store()));
            waiting.onTermination(() -> vertx.cancelTimer(timer));
        });
    }
}
