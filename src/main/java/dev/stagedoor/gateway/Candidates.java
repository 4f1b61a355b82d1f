package dev.stagedoor.gateway;

import dev.stagedoor.model.Route;
import dev.stagedoor.model.Route.Share;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.model.Routes;
import dev.stagedoor.model.Strategy;
import dev.stagedoor.problem.BusyProblem;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.resilience.Shares;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/** Finds out which models can answer for a virtual model, and in which order they are asked. */
@Singleton
class Candidates {
    private final Routes routes;

    Candidates(Routes routes) {
        this.routes = routes;
    }

    /** A target that can be called at the endpoint of the call. */
    private record Candidate(Route.Found route, int weight) {
        boolean isReady() {
            return route.guard().isReady();
        }
    }

    /**
     * Those that are there, switched on and have the endpoint; the first is to be asked first. Fails with 400 when none has the
     * endpoint, and with 503 when there is none that can be called.
     */
    Uni<List<Route.Found>> of(Call call, Upstream.Virtual virtual) {
        if (virtual.targets().isEmpty()) {
            return Uni.createFrom().failure(() -> noTarget(call));
        }
        var finding = virtual.targets().stream()
                .map(share -> routes.find(share.reference()))
                .toList();
        return Uni.join().all(finding).andFailFast().map(found -> inOrder(call, virtual, active(virtual, found)));
    }

    private static List<Candidate> active(Upstream.Virtual virtual, List<Route> found) {
        return IntStream.range(0, found.size())
                .filter(i -> found.get(i) instanceof Route.Found route && canBeCalled(route))
                .mapToObj(i -> candidate(virtual.targets().get(i), (Route.Found) found.get(i)))
                .toList();
    }

    private static Candidate candidate(Share share, Route.Found route) {
        return new Candidate(route, share.weight());
    }

    private static boolean canBeCalled(Route.Found route) {
        return route.isActive()
                && route.opened()
                        .filter(upstream ->
                                upstream instanceof Upstream.Provider || upstream instanceof Upstream.Loopback)
                        .isPresent();
    }

    private static List<Route.Found> inOrder(Call call, Upstream.Virtual virtual, List<Candidate> active) {
        var able = active.stream()
                .filter(candidate -> has(candidate.route().upstream(), call.endpoint()))
                .toList();
        if (able.isEmpty()) {
            throw active.isEmpty() ? noTarget(call) : lacks(call);
        }
        var ordered = virtual.strategy() == Strategy.WEIGHTED ? byWeight(able) : able;
        return ordered.stream().map(Candidate::route).toList();
    }

    private static boolean has(Upstream upstream, Endpoint endpoint) {
        return !(upstream instanceof Upstream.Provider provider)
                || provider.paths().containsKey(endpoint);
    }

    /** Those that are left alone for now come last: by then they may be back. */
    private static List<Candidate> byWeight(List<Candidate> able) {
        var ready = able.stream().filter(Candidate::isReady).toList();
        List<Candidate> ordered =
                new ArrayList<>(Shares.inOrder(ready, Candidate::weight, ThreadLocalRandom.current()));
        able.stream().filter(candidate -> !ordered.contains(candidate)).forEach(ordered::add);
        return ordered;
    }

    private static Problem noTarget(Call call) {
        return BusyProblem.noTarget(call.route().reference().toString());
    }

    private static Problem lacks(Call call) {
        return new Problem.Invalid(
                "model",
                "'" + call.route().reference() + "' cannot be called at "
                        + call.endpoint().path() + ": none of the models that it stands for has it");
    }
}
