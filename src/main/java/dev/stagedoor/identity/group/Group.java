package dev.stagedoor.identity.group;

import dev.stagedoor.identity.role.RoleBook;
import dev.stagedoor.identity.role.RoleView;
import java.util.List;
import java.util.Map;

/** A group as replies show it (contract, section 2). */
public record Group(
        String id,
        String description,
        List<RoleView> roles,
        Map<String, Object> defaultAccess,
        Map<String, Object> contactInformation) {

    static Group of(GroupEntity entity, RoleBook roles) {
        return new Group(
                entity.id,
                entity.description,
                roles.views(List.of(entity.roles)),
                entity.defaultAccess,
                entity.contact);
    }
}
