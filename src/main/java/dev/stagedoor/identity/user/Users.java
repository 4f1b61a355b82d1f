package dev.stagedoor.identity.user;

import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.RoleView;
import dev.stagedoor.identity.application.Applications;
import dev.stagedoor.identity.group.Groups;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Users, and applications where the contract lets them stand in for users. */
@ApplicationScoped
public class Users {
    private final UserRepository repository;
    private final Groups groups;
    private final Applications applications;
    private final Grants grants;
    private final Changes changes;

    Users(UserRepository repository, Groups groups, Applications applications, Grants grants, Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.applications = applications;
        this.grants = grants;
        this.changes = changes;
    }

    /** All users; with {@code withApplications} also applications as {@code app:<id>}. */
    @WithSession
    public Uni<List<ConductorUser>> all(boolean withApplications) {
        var users = repository.all().chain(this::views);
        return withApplications ? users.chain(list -> applicationUsers().map(more -> joined(list, more))) : users;
    }

    private Uni<List<ConductorUser>> applicationUsers() {
        return applications.asPrincipals(ConductorUser::of);
    }

    private static List<ConductorUser> joined(List<ConductorUser> users, List<ConductorUser> more) {
        var all = new ArrayList<>(users);
        all.addAll(more);
        return all;
    }

    /** One user; {@code app:<applicationId>} names an application. */
    @WithSession
    public Uni<ConductorUser> get(String id) {
        return isApplication(id)
                ? applications.asPrincipal(applicationId(id), ConductorUser::of)
                : existing(id).chain(user -> views(List.of(user))).map(List::getFirst);
    }

    /** The members of a group. */
    @WithSession
    public Uni<List<ConductorUser>> members(String groupId) {
        return groups.memberIds(groupId).chain(repository::named).chain(this::views);
    }

    private Uni<List<ConductorUser>> views(List<UserEntity> users) {
        return groups.ofUsers(users.stream().map(user -> user.id).toList()).map(byUser -> users.stream()
                .map(user -> ConductorUser.of(user, byUser.getOrDefault(user.id, List.of())))
                .toList());
    }

    /** Creates the user or changes what is named in the update. */
    public Uni<ConductorUser> save(String typedId, UserUpdate update) {
        var id = typedId.toLowerCase(Locale.ROOT);
        if (isApplication(id)) {
            throw new Problem.Invalid("id", "must not begin with app:, which names applications");
        }
        var roles = Optional.ofNullable(update.roles()).map(names -> RoleView.check(names, "roles"));
        return changes.commit(() -> repository
                        .findById(id)
                        .chain(found -> found == null
                                ? repository.persist(fill(UserEntity.named(id), update, roles))
                                : Uni.createFrom().item(fill(found, update, roles)))
                        .chain(user -> joinAll(user, update)))
                .chain(() -> get(id));
    }

    private static UserEntity fill(UserEntity user, UserUpdate update, Optional<List<String>> roles) {
        user.name = update.name();
        roles.ifPresent(names -> user.roles = names.toArray(String[]::new));
        Optional.ofNullable(update.contactInformation()).ifPresent(contact -> user.contact = contact);
        return user;
    }

    /** The groups of an update are the groups the user is then in, beside those the identity provider claims. */
    private Uni<Void> joinAll(UserEntity user, UserUpdate update) {
        if (update.groups() == null) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .flush()
                .chain(() -> groups.ofUsers(List.of(user.id)))
                .chain(byUser -> Changes.each(
                        byUser.getOrDefault(user.id, List.of()).stream()
                                .map(group -> group.id())
                                .filter(id -> !update.groups().contains(id))
                                .toList(),
                        id -> groups.leave(id, user.id)))
                .chain(() -> Changes.each(update.groups(), id -> joinAs(user, id)));
    }

    private Uni<Void> joinAs(UserEntity user, String groupId) {
        if (user.allRoles().contains(Role.USER_READ_ONLY.name())) {
            return Uni.createFrom()
                    .failure(() -> new Problem.Invalid("groups", "a USER_READ_ONLY user cannot join groups"));
        }
        return groups.join(groupId, user.id);
    }

    public Uni<Void> delete(String typedId) {
        return changes.commit(() -> existing(typedId)
                .chain(user -> repository.delete(user).replaceWith(user.id))
                .chain(id -> grants.forget(Subject.user(id))));
    }

    /** Adds users to a group: all of them, or none when one does not exist. */
    public Uni<Void> join(String groupId, Collection<String> userIds) {
        return changes.commit(() -> Changes.each(userIds, id -> existing(id).chain(user -> joinAs(user, groupId))));
    }

    public Uni<Void> leave(String groupId, Collection<String> userIds) {
        return changes.commit(
                () -> Changes.each(userIds, id -> existing(id).chain(user -> groups.leave(groupId, user.id))));
    }

    private Uni<UserEntity> existing(String id) {
        return repository
                .findById(id.toLowerCase(Locale.ROOT))
                .onItem()
                .ifNull()
                .failWith(() -> new Problem.NotFound("No such user '" + id + "'"));
    }

    private static boolean isApplication(String id) {
        return id.startsWith(Subject.APPLICATION_PREFIX);
    }

    private static String applicationId(String id) {
        return id.substring(Subject.APPLICATION_PREFIX.length());
    }
}
