package dev.stagedoor.access;

import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.TimeoutException;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The version of the access graph that everything in memory is measured against. A change on this node advances it
 * before the change is acknowledged; changes on other nodes are found by asking the store, at most
 * {@link AccessConfig#maxStaleness} later. Half-way through that time one request asks ahead of need, so that under
 * steady traffic nobody waits.
 */
@ApplicationScoped
public class AclVersion {
    private final AclRepository store;
    private final AccessConfig config;
    private final AtomicLong known = new AtomicLong();
    private final AtomicBoolean asking = new AtomicBoolean();
    private volatile long confirmedAt;

    AclVersion(AclRepository store, AccessConfig config) {
        this.store = store;
        this.config = config;
        this.confirmedAt = System.nanoTime() - config.maxStaleness().toNanos();
    }

    /** The version below which nothing in memory may be used. Fails with 503 when the store cannot confirm it. */
    public Uni<Long> current() {
        var age = System.nanoTime() - confirmedAt;
        var limit = config.maxStaleness().toNanos();
        if (age >= limit) {
            return ask();
        }
        if (age >= limit / 2 && asking.compareAndSet(false, true)) {
            return ask().onTermination().invoke(() -> asking.set(false));
        }
        return Uni.createFrom().item(known.get());
    }

    /** Called with the version of a change once it is committed, before anybody is told. */
    void advanceTo(long version) {
        known.accumulateAndGet(version, Math::max);
    }

    /** The moment before asking counts: a change committed later may not be in the answer. */
    private Uni<Long> ask() {
        return Uni.createFrom().deferred(() -> {
            var before = System.nanoTime();
            return store.version()
                    .ifNoItem()
                    .after(config.storeTimeout())
                    .fail()
                    .onFailure(TimeoutException.class)
                    .transform(timeout -> Problem.Unavailable.store())
                    .map(version -> confirm(version, before));
        });
    }

    private long confirm(long version, long asOf) {
        confirmedAt = Math.max(confirmedAt, asOf);
        return known.accumulateAndGet(version, Math::max);
    }
}
