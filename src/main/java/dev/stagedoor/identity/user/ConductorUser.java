package dev.stagedoor.identity.user;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Application;
import dev.stagedoor.identity.group.Group;
import dev.stagedoor.identity.role.RoleBook;
import dev.stagedoor.identity.role.RoleView;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A user, or an application seen as one, as replies show it (contract, section 2).
 *
 * @param applicationUser whether this is an application, with the id {@code app:<applicationId>}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ConductorUser(
        String id,
        String name,
        UUID uuid,
        List<RoleView> roles,
        List<Group> groups,
        boolean applicationUser,
        Map<String, Object> contactInformation) {

    static ConductorUser of(UserEntity user, List<Group> groups, RoleBook roles) {
        return new ConductorUser(
                user.id, user.name, user.uuid, roles.views(user.allRoles()), groups, false, user.contact);
    }

    static ConductorUser of(Application application, List<RoleView> roles) {
        return new ConductorUser(
                Subject.APPLICATION_PREFIX + application.id(),
                application.name(),
                null,
                roles,
                List.of(),
                true,
                Map.of());
    }
}
