package dev.stagedoor.access.graph;

import dev.stagedoor.access.graph.Decision.Step;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * The part of the graph between one principal and one target, kept with its edges so that a decision can say why.
 *
 * @param tags which tags, as {@code key:value}, each of the target and its containers carries
 * @param grants the grants of these memberships on the target, its containers and those tags, and what its roles give on
 *     {@link Target#every} target of these types
 */
public record AccessGraph(
        Subject principal,
        boolean alive,
        Collection<Membership> memberships,
        Map<Target, List<String>> tags,
        Collection<Grant> grants) {
    private static final Subject ADMIN = Subject.role("ADMIN");

    public Decision decide(Target target, Access access) {
        if (!alive) {
            return new Decision.Denied("There is no active " + principal);
        }
        var paths = new ArrayList<List<Step>>();
        for (var membership : memberships) {
            if (membership.subject().equals(ADMIN)) {
                paths.add(path(membership, List.of(new Step("GRANT", "ADMIN may do everything"), step(target))));
            }
            grants.stream()
                    .filter(grant -> grant.subject().equals(membership.subject()))
                    .filter(grant -> grant.access().has(access))
                    .forEach(grant -> routesTo(target, grant).forEach(route -> paths.add(path(membership, route))));
        }
        return paths.isEmpty() ? denied(target, access) : new Decision.Allowed(paths);
    }

    private List<List<Step>> routesTo(Target target, Grant grant) {
        var given = new Step("GRANT", String.join("+", names(grant.access())));
        var routes = new ArrayList<List<Step>>();
        for (var container : target.andContainers()) {
            if (grant.target().equals(container)) {
                routes.add(ending(target, container, List.of(given)));
            }
            if (grant.target().equals(Target.every(container.type()))) {
                var every = new Step("EVERY", container.type().name());
                routes.add(ending(target, container, List.of(given, every)));
            }
            if (grant.target().type() == TargetType.TAG
                    && tags.getOrDefault(container, List.of())
                            .contains(grant.target().id())) {
                routes.add(ending(target, container, List.of(given, step(grant.target()))));
            }
        }
        return routes;
    }

    private static List<Step> ending(Target target, Target container, List<Step> start) {
        var route = new ArrayList<>(start);
        route.add(step(container));
        if (!container.equals(target)) {
            route.add(step(target));
        }
        return route;
    }

    private List<Step> path(Membership membership, List<Step> rest) {
        var path = new ArrayList<Step>();
        path.add(step(principal));
        membership.via().ifPresent(group -> path.add(step(Subject.group(group))));
        if (!membership.subject().equals(principal)) {
            path.add(step(membership.subject()));
        }
        path.addAll(rest);
        return path;
    }

    private Decision denied(Target target, Access access) {
        var counted = memberships.stream()
                .map(m -> m.subject().toString())
                .distinct()
                .sorted()
                .toList();
        var held = grants.isEmpty() ? "" : "; there are grants on the way, but none gives " + access;
        return new Decision.Denied("None of " + String.join(", ", counted) + " is granted " + access + " on " + target
                + ", on what contains it or on a tag it carries" + held);
    }

    private static List<String> names(AccessSet access) {
        return access.words().stream().map(Access::name).toList();
    }

    private static Step step(Subject subject) {
        return new Step(subject.type().name(), subject.id());
    }

    private static Step step(Target target) {
        return new Step(target.type().name(), target.id());
    }
}
