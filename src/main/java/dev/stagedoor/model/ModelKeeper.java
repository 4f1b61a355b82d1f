package dev.stagedoor.model;

import dev.stagedoor.access.TargetKeeper;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class ModelKeeper implements TargetKeeper {
    private final Routes routes;

    ModelKeeper(Routes routes) {
        this.routes = routes;
    }

    @Override
    public TargetType keeps() {
        return TargetType.INTEGRATION;
    }

    @Override
    public Uni<State> stateOf(Target target) {
        return routes.find(Route.Reference.read(target.id())).map(route -> switch (route) {
            case Route.Absent absent -> State.ABSENT;
            case Route.Found found -> found.isActive() ? State.ACTIVE : State.INACTIVE;
        });
    }
}
