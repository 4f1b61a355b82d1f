package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.RoleRights;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Nobody gives what they do not hold. A grant is checked where it is given; this is for bundles: a role, or the membership
 * of a group, gives all that the role or the group has.
 */
@ApplicationScoped
public class Giving {
    private final AccessControl control;
    private final AclRepository store;

    Giving(AccessControl control, AclRepository store) {
        this.control = control;
        this.store = store;
    }

    /** Fails with 403 unless the caller holds everything that these groups and roles would give. */
    public Uni<Void> check(Caller caller, Collection<Subject> given) {
        return control.entitlements(caller)
                .chain(held -> held.isAdmin() || given.isEmpty()
                        ? Uni.createFrom().voidItem()
                        : store.bundle(given).chain(bundle -> check(held, bundle)));
    }

    /** Fails with 403 unless the caller holds all of these rights itself. */
    public Uni<Void> check(Caller caller, RoleRights given) {
        return control.entitlements(caller)
                .invoke(held -> checkRights(held, given))
                .replaceWithVoid();
    }

    private Uni<Void> check(Entitlements held, Entitlements bundle) {
        if (bundle.isAdmin()) {
            return Uni.createFrom().failure(() -> refusal("the role ADMIN"));
        }
        var targets = bundle.reach().keySet().stream()
                .flatMap(target -> target.andContainers().stream())
                .distinct()
                .toList();
        return store.tags(targets)
                .invoke(tags -> bundle.reach().forEach((target, access) -> checkTarget(held, target, access, tags)))
                .invoke(() -> checkRights(held, bundle.rights()))
                .replaceWithVoid();
    }

    private static void checkTarget(
            Entitlements held, Target target, AccessSet given, Map<Target, List<String>> tagsByTarget) {
        var tags = new ArrayList<String>();
        target.andContainers().forEach(container -> tags.addAll(tagsByTarget.getOrDefault(container, List.of())));
        var missing = given.without(held.on(target, tags));
        if (!missing.equals(AccessSet.NONE)) {
            throw refusal(missing.words() + " on " + Targets.describe(target));
        }
    }

    private static void checkRights(Entitlements held, RoleRights given) {
        given.capabilities().forEach(permission -> {
            if (!held.may(permission)) {
                throw refusal("the permission " + permission);
            }
        });
        given.everywhere().forEach((type, access) -> {
            var missing = access.without(held.onEvery(type));
            if (!missing.equals(AccessSet.NONE)) {
                throw refusal(missing.words() + " on every " + type);
            }
        });
    }

    private static Problem.Forbidden refusal(String what) {
        return new Problem.Forbidden("You cannot give " + what + ": you do not hold it");
    }
}
