package dev.stagedoor.limit;

import dev.stagedoor.access.AclVersion;
import dev.stagedoor.access.Remembered;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.limit.AppliedLimitRepository.Applied;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which limits a call is held to: those of who calls and those of what is called. Remembered with the version of the access
 * graph that they were read at, and read again once there is a newer one.
 */
@Singleton
class AppliedLimits {
    private final AppliedLimitRepository store;
    private final AclVersion version;
    private final Remembered<Subject, Applied> callers;
    private final Remembered<Target, Applied> models;

    AppliedLimits(AppliedLimitRepository store, StoreGuard guard, AclVersion version, LimitsConfig config) {
        this.store = store;
        this.version = version;
        this.callers = new Remembered<>(version, guard, config.remembered(), Applied::version);
        this.models = new Remembered<>(version, guard, config.remembered(), Applied::version);
    }

    /** Those that are in memory and known to be true still; null when only {@link #of} can tell. It never waits. */
    List<UsageLimit> remembered(Subject principal, Target model) {
        var current = version.currentOrNegative();
        var ofCaller = callers.orNull(principal, current);
        var ofModel = models.orNull(model, current);
        return ofCaller != null && ofModel != null ? both(ofCaller.limits(), ofModel.limits()) : null;
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
        return models.find(model, store::of).map(Applied::limits);
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
        return Uni.combine()
                .all()
                .unis(callers.find(principal, store::of), models.find(model, store::of))
                .with((ofCaller, ofModel) -> both(ofCaller.limits(), ofModel.limits()));
    }
}
