package dev.stagedoor.identity.login;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.identity.user.ConductorUser;
import dev.stagedoor.identity.user.Users;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells callers who they are. */
@ApplicationScoped
class Sessions {
    private final AccessControl control;
    private final Users users;

    Sessions(AccessControl control, Users users) {
        this.control = control;
        this.users = users;
    }

    /** Who this caller is now; 401 when it or its access key is no longer active. */
    Uni<Session> of(Caller caller, Optional<Instant> expiresAt) {
        return control.entitlements(caller)
                .chain(entitled -> users.get(caller.id()).map(user -> session(user, caller, entitled, expiresAt)));
    }

    /** Whether this caller may still come in; fails with 401 when it, or its access key, is no longer active. */
    Uni<Boolean> isActive(Caller caller) {
        return control.entitlements(caller).map(entitled -> true);
    }

    private static Session session(
            ConductorUser user, Caller caller, Entitlements entitled, Optional<Instant> expiresAt) {
        return new Session(
                user.id(),
                user.name(),
                user.applicationUser() ? Session.Type.APPLICATION : Session.Type.USER,
                names(entitled, SubjectType.ROLE),
                names(entitled, SubjectType.GROUP),
                Roles.permissionsOf(entitled),
                expiresAt.map(Instant::toEpochMilli).orElse(null),
                caller.accessKeyId().isPresent() ? Session.Means.ACCESS_KEY : Session.Means.OIDC);
    }

    private static List<String> names(Entitlements entitled, SubjectType type) {
        return entitled.subjects().stream()
                .filter(subject -> subject.type() == type)
                .map(Subject::id)
                .sorted()
                .toList();
    }
}
