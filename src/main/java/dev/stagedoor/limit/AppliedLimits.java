package dev.stagedoor.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stagedoor.access.AclVersion;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.limit.AppliedLimitRepository.Applied;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which limits a call is held to: those of who calls and those of what is called. Remembered with the version of the access
 * graph that they were read at, and read again once there is a newer one.
 */
@Singleton
class AppliedLimits {
    private final AppliedLimitRepository store;
    private final StoreGuard guard;
    private final AclVersion version;
    private final Cache<Subject, Applied> callers;
    private final Cache<Target, Applied> models;

    AppliedLimits(AppliedLimitRepository store, StoreGuard guard, AclVersion version, LimitsConfig config) {
        this.store = store;
        this.guard = guard;
        this.version = version;
        this.callers = Caffeine.newBuilder().maximumSize(config.remembered()).build();
        this.models = Caffeine.newBuilder().maximumSize(config.remembered()).build();
    }

    /** Those that are in memory and known to be true still; null when only {@link #of} can tell. It never waits. */
    List<UsageLimit> remembered(Subject principal, Target model) {
        var current = version.currentOrNegative();
        if (current < 0) {
            return null;
        }
        var ofCaller = callers.getIfPresent(principal);
        var ofModel = models.getIfPresent(model);
        return isGood(ofCaller, current) && isGood(ofModel, current) ? both(ofCaller.limits(), ofModel.limits()) : null;
    }

    /** All of them; fails with 503 when the store is away and they are not known. */
    Uni<List<UsageLimit>> of(Demand demand) {
        var limits = of(demand.principal(), demand.model());
        return demand.askedAs().isEmpty()
                ? limits
                : limits.chain(found -> of(demand.askedAs().get()).map(more -> both(found, more)));
    }

    private Uni<List<UsageLimit>> of(Subject principal, Target model) {
        var known = remembered(principal, model);
        return known != null ? Uni.createFrom().item(known) : load(principal, model);
    }

    private Uni<List<UsageLimit>> of(Target model) {
        return version.current()
                .chain(current -> find(models, model, current, store::of))
                .map(Applied::limits);
    }

    private static boolean isGood(Applied held, long current) {
        return held != null && held.version() >= current;
    }

    private static List<UsageLimit> both(List<UsageLimit> some, List<UsageLimit> others) {
        if (some.isEmpty()) {
            return others;
        }
        return others.isEmpty()
                ? some
                : Stream.concat(others.stream(), some.stream()).toList();
    }

    private Uni<List<UsageLimit>> load(Subject principal, Target model) {
        return version.current().chain(current -> Uni.combine()
                .all()
                .unis(find(callers, principal, current, store::of), find(models, model, current, store::of))
                .with((ofCaller, ofModel) -> both(ofCaller.limits(), ofModel.limits())));
    }

    private <K> Uni<Applied> find(Cache<K, Applied> remembered, K key, long current, Function<K, Uni<Applied>> read) {
        var held = remembered.getIfPresent(key);
        return isGood(held, current)
                ? Uni.createFrom().item(held)
                : guard.read(() -> read.apply(key)).invoke(found -> remembered
                        .asMap()
                        .merge(key, found, (old, young) -> old.version() > young.version() ? old : young));
    }
}
