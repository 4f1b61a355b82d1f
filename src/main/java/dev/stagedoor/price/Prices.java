package dev.stagedoor.price;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Target;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;

/** Prices of models: shown, set and removed. A call costs what the price was when it ended; that of a deleted model goes with it. */
@Singleton
class Prices {
    private final PriceRepository repository;
    private final Changes changes;

    Prices(PriceRepository repository, Changes changes) {
        this.repository = repository;
        this.changes = changes;
    }

    @WithSession
    Uni<ModelPrice> get(String integration, String model) {
        return repository.find(integration, model).onItem().ifNull().failWith(() -> absent(integration, model));
    }

    Uni<Void> set(Caller caller, String integration, String model, Price price) {
        return changes.commit(() -> repository.put(integration, model, price, caller.id()))
                .invoke(rows -> {
                    if (rows == 0) {
                        throw absent(integration, model);
                    }
                })
                .replaceWithVoid();
    }

    /** Where there is none that is no failure. */
    Uni<Void> remove(String integration, String model) {
        return get(integration, model)
                .chain(found -> changes.commit(() -> repository.remove(integration, model)))
                .replaceWithVoid();
    }

    private static RuntimeException absent(String integration, String model) {
        return Targets.absent(Target.model(integration, model));
    }
}
