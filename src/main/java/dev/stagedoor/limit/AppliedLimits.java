package dev.stagedoor.limit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.stagedoor.access.AclVersion;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.limit.AppliedLimitRepository.Applied;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Which limits a call is held to: those of who calls and those of what is called. Remembered with the version of the access
 * graph that they were read at, and read again once there is a newer one.
 */
@ApplicationScoped
class AppliedLimits {
    private final AppliedLimitRepository store;
    private final AclVersion version;
    private final Cache<Subject, Applied> callers;
    private final Cache<Target, Applied> models;

    AppliedLimits(AppliedLimitRepository store, AclVersion version, LimitsConfig config) {
        this.store = store;
        this.version = version;
        this.callers = Caffeine.newBuilder().maximumSize(config.remembered()).build();
        this.models = Caffeine.newBuilder().maximumSize(config.remembered()).build();
    }

    Uni<List<UsageLimit>> of(Subject principal, Target model) {
        return version.current().chain(current -> {
            var ofCaller = callers.getIfPresent(principal);
            var ofModel = models.getIfPresent(model);
            return isGood(ofCaller, current) && isGood(ofModel, current)
                    ? Uni.createFrom().item(both(ofCaller, ofModel))
                    : load(principal, model, current);
        });
    }

    private static boolean isGood(Applied held, long current) {
        return held != null && held.version() >= current;
    }

    private static List<UsageLimit> both(Applied ofCaller, Applied ofModel) {
        if (ofCaller.limits().isEmpty()) {
            return ofModel.limits();
        }
        return ofModel.limits().isEmpty()
                ? ofCaller.limits()
                : Stream.concat(ofModel.limits().stream(), ofCaller.limits().stream())
                        .toList();
    }

    private Uni<List<UsageLimit>> load(Subject principal, Target model, long current) {
        return find(callers, principal, current, store::of)
                .chain(ofCaller -> find(models, model, current, store::of).map(ofModel -> both(ofCaller, ofModel)));
    }

    private static <K> Uni<Applied> find(
            Cache<K, Applied> remembered, K key, long current, Function<K, Uni<Applied>> read) {
        var held = remembered.getIfPresent(key);
        return isGood(held, current)
                ? Uni.createFrom().item(held)
                : read.apply(key).invoke(found -> remembered
                        .asMap()
                        .merge(key, found, (old, young) -> old.version() > young.version() ? old : young));
    }
}
