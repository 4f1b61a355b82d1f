package dev.stagedoor.identity.user;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Effect;
import dev.stagedoor.access.Effects;
import dev.stagedoor.access.Giving;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.group.Group;
import dev.stagedoor.identity.group.Groups;
import dev.stagedoor.problem.Problem;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;

/** Who belongs to which group, and what that would give or take. */
@ApplicationScoped
class Memberships {
    private final UserRepository repository;
    private final Groups groups;
    private final Giving giving;
    private final Effects effects;
    private final Changes changes;

    Memberships(UserRepository repository, Groups groups, Giving giving, Effects effects, Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.giving = giving;
        this.effects = effects;
        this.changes = changes;
    }

    /** Adds users to a group: all of them, or none when one does not exist. 403 if it gives what the caller does not hold. */
    Uni<Void> join(Caller caller, String groupId, Collection<String> userIds) {
        return giving.check(caller, List.of(Subject.group(groupId)))
                .chain(() -> changes.commit(() -> joinAll(groupId, userIds)));
    }

    /** What {@link #join} would do; fails where it would. */
    Uni<Effect> tryJoin(Caller caller, String groupId, Collection<String> userIds) {
        return giving.check(caller, List.of(Subject.group(groupId)))
                .chain(() -> effects.onPrincipals(caller, principals(userIds), () -> joinAll(groupId, userIds)));
    }

    private Uni<Void> joinAll(String groupId, Collection<String> userIds) {
        return Changes.each(userIds, id -> repository.existing(id).chain(user -> joinAs(user, groupId)));
    }

    Uni<Void> leave(String groupId, Collection<String> userIds) {
        return changes.commit(() -> leaveAll(groupId, userIds));
    }

    /** What {@link #leave} would do; fails where it would. */
    Uni<Effect> tryLeave(Caller caller, String groupId, Collection<String> userIds) {
        return effects.onPrincipals(caller, principals(userIds), () -> leaveAll(groupId, userIds));
    }

    private Uni<Void> leaveAll(String groupId, Collection<String> userIds) {
        return Changes.each(userIds, id -> repository.existing(id).chain(user -> groups.leave(groupId, user.id)));
    }

    private static List<String> principals(Collection<String> userIds) {
        return userIds.stream().map(id -> Subject.user(id).id()).distinct().toList();
    }

    /**
     * Makes these the groups that a user is in, beside those the identity provider claims; leaves them alone when none are
     * named. Part of the caller's transaction.
     */
    Uni<Void> replace(UserEntity user, List<String> groupIds) {
        if (groupIds == null) {
            return isReadOnly(user) ? requireNoGroups(user) : Uni.createFrom().voidItem();
        }
        return repository
                .flush()
                .chain(() -> groups.ofUsers(List.of(user.id)))
                .chain(byUser -> Changes.each(
                        byUser.getOrDefault(user.id, List.of()).stream()
                                .map(Group::id)
                                .filter(id -> !groupIds.contains(id))
                                .toList(),
                        id -> groups.leave(id, user.id)))
                .chain(() -> Changes.each(groupIds, id -> joinAs(user, id)));
    }

    private static boolean isReadOnly(UserEntity user) {
        return user.allRoles().contains(Role.USER_READ_ONLY.name());
    }

    private Uni<Void> requireNoGroups(UserEntity user) {
        return groups.ofUsers(List.of(user.id))
                .invoke(byUser -> {
                    if (!byUser.isEmpty()) {
                        throw new Problem.Invalid("roles", "a member of groups cannot be USER_READ_ONLY");
                    }
                })
                .replaceWithVoid();
    }

    private Uni<Void> joinAs(UserEntity user, String groupId) {
        if (isReadOnly(user)) {
            return Uni.createFrom()
                    .failure(() -> new Problem.Invalid("groups", "a USER_READ_ONLY user cannot join groups"));
        }
        return groups.join(groupId, user.id);
    }
}
