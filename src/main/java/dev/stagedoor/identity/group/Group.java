package dev.stagedoor.identity.group;

import dev.stagedoor.identity.RoleView;
import java.util.List;
import java.util.Map;

/** A group as replies show it (contract, section 2). */
public record Group(
        String id,
        String description,
        List<RoleView> roles,
        Map<String, Object> defaultAccess,
        Map<String, Object> contactInformation) {

    static Group of(GroupEntity entity) {
        return new Group(
                entity.id,
                entity.description,
                RoleView.of(List.of(entity.roles)),
                entity.defaultAccess,
                entity.contact);
    }
}
