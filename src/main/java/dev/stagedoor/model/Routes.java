package dev.stagedoor.model;

import dev.stagedoor.access.AclVersion;
import dev.stagedoor.access.Remembered;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.model.RouteRepository.Offering;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * Finds the model that a call names, for a caller who may EXECUTE it. Routes are remembered with the version of the graph
 * that they were read at, and read again once there is a newer one.
 */
@Singleton
public class Routes {
    /** An integration, what joins them and a model: names of 255 characters, each of up to two {@code char}s. */
    private static final int LONGEST_NAME = 2 * 255 + 1 + 2 * 255;

    private static final int LONGEST_QUOTE = 80;

    private final RouteRepository store;
    private final AclVersion version;
    private final Remembered<Reference, Route> routes;
    private final Remembered<String, Offering> offerings;

    Routes(RouteRepository store, StoreGuard guard, AclVersion version, RouteConfig config) {
        this.store = store;
        this.version = version;
        this.routes = new Remembered<>(version, guard, config.remembered(), Route::version, Routes::isWorthKeeping);
        this.offerings = new Remembered<>(version, guard, config.remembered(), Offering::version);
    }

    /**
     * The model that a caller means, if that takes nothing but memory and the caller may call it: what a call on the hot path
     * asks first. It never waits and never fails; null when only {@link #resolve} can tell.
     */
    public Route.Found remembered(Entitlements entitled, String name) {
        var current = version.currentOrNegative();
        if (current < 0 || !canBeName(name)) {
            return null;
        }
        var route = usable(entitled, routes.orNull(Reference.read(name), current));
        return route != null ? route : rememberedBare(entitled, name, current);
    }

    private Route.Found rememberedBare(Entitlements entitled, String name, long current) {
        var offering = offerings.orNull(name, current);
        if (offering == null) {
            return null;
        }
        Route.Found only = null;
        for (var integration : offering.integrations()) {
            var held = routes.orNull(new Reference(integration, name), current);
            var isAnother = held instanceof Route.Found found && mayExecute(entitled, found);
            if (held == null || (isAnother && only != null)) {
                return null;
            }
            only = isAnother ? (Route.Found) held : only;
        }
        return usable(entitled, only);
    }

    private static Route.Found usable(Entitlements entitled, Route route) {
        return route instanceof Route.Found found && mayExecute(entitled, found) && found.isActive() ? found : null;
    }

    /** Where a qualified name leads now. */
    public Uni<Route> find(Reference reference) {
        return routes.find(reference, store::route);
    }

    /** Not one that does not open: another replica may re-wrap it any moment, and that takes no new version. */
    private static boolean isWorthKeeping(Route read) {
        return !(read instanceof Route.Found found) || found.opened().isPresent();
    }

    /**
     * The model that a caller means: a qualified name, or a bare one if exactly one model it may EXECUTE has it. 404
     * {@code model_not_found} alike for what is not there and what is not permitted, 403 for what is switched off.
     */
    public Uni<Route.Found> resolve(Entitlements entitled, String name) {
        if (!canBeName(name)) {
            return Uni.createFrom().failure(() -> absent(name));
        }
        return find(Reference.read(name))
                .chain(route -> route instanceof Route.Found found && mayExecute(entitled, found)
                        ? Uni.createFrom().item(found)
                        : resolveBare(entitled, name))
                .invoke(Routes::checkIsActive);
    }

    /** Anything else is not worth a place in memory, nor would the store take it. */
    private static boolean canBeName(String name) {
        return name.length() <= LONGEST_NAME && name.indexOf('\0') < 0;
    }

    private Uni<Route.Found> resolveBare(Entitlements entitled, String name) {
        return offerings
                .find(name, store::offering)
                .chain(offering -> permitted(entitled, offering, name))
                .map(candidates -> only(candidates, name));
    }

    private Uni<List<Route.Found>> permitted(Entitlements entitled, Offering offering, String model) {
        return Multi.createFrom()
                .iterable(offering.integrations())
                .onItem()
                .transformToUniAndConcatenate(integration -> find(new Reference(integration, model)))
                .filter(route -> route instanceof Route.Found found && mayExecute(entitled, found))
                .map(Route.Found.class::cast)
                .collect()
                .asList();
    }

    private static Route.Found only(List<Route.Found> candidates, String name) {
        return switch (candidates.size()) {
            case 0 -> throw absent(name);
            case 1 -> candidates.getFirst();
            default ->
                throw new Problem.Invalid(
                        "model",
                        "'" + name + "' is offered by several integrations; name one of: "
                                + String.join(
                                        ", ",
                                        candidates.stream()
                                                .map(c -> c.reference().toString())
                                                .toList()));
        };
    }

    private static Problem absent(String name) {
        var quoted = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_QUOTE) + "…";
        return Problem.NotFound.model("The model '" + quoted + "' does not exist or you do not have access to it");
    }

    private static boolean mayExecute(Entitlements entitled, Route.Found route) {
        return entitled.on(route.target(), route.tags()).has(Access.EXECUTE);
    }

    private static void checkIsActive(Route.Found route) {
        if (!route.isActive()) {
            throw new Problem.Forbidden("model_inactive", "The model '" + route.reference() + "' is switched off");
        }
    }
}
