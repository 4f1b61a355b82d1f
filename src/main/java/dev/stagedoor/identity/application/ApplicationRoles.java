package dev.stagedoor.identity.application;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Gives roles to applications and takes them; some are an admin's to give (contract, section 5). */
@ApplicationScoped
class ApplicationRoles {
    private final ApplicationRepository repository;
    private final Roles roles;
    private final AccessControl control;
    private final Changes changes;

    ApplicationRoles(ApplicationRepository repository, Roles roles, AccessControl control, Changes changes) {
        this.repository = repository;
        this.roles = roles;
        this.control = control;
        this.changes = changes;
    }

    /** Gives a role: the free ones by whoever may UPDATE the application, all others by an admin alone. */
    Uni<Void> add(Caller caller, String id, String typed) {
        return named(typed).chain(role -> control.entitlements(caller)
                .invoke(entitled -> checkMayGive(entitled, role))
                .chain(() -> change(caller, id, held -> Stream.concat(held, Stream.of(role)))));
    }

    private static void checkMayGive(Entitlements entitled, String role) {
        var isFree = Role.named(role).filter(Role::isFreeForApplications).isPresent();
        if (!isFree && !entitled.isAdmin()) {
            throw new Problem.Forbidden("Only an ADMIN may give an application the role " + role);
        }
    }

    /** Takes a role; one that is not held is no failure. */
    Uni<Void> remove(Caller caller, String id, String typed) {
        return named(typed).chain(role -> change(caller, id, held -> held.filter(name -> !name.equals(role))));
    }

    private Uni<String> named(String typed) {
        return roles.check(List.of(typed), "role").map(List::getFirst);
    }

    private Uni<Void> change(Caller caller, String id, UnaryOperator<Stream<String>> change) {
        return changes.commit(() -> repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> Applications.absent(id))
                .invoke(entity -> {
                    entity.roles = change.apply(Arrays.stream(entity.roles))
                            .distinct()
                            .sorted()
                            .toArray(String[]::new);
                    Applications.touch(entity, caller);
                })
                .replaceWithVoid());
    }
}
