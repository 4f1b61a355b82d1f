package dev.stagedoor.identity.user;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Effect;
import dev.stagedoor.access.Effects;
import dev.stagedoor.access.Giving;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Applications;
import dev.stagedoor.identity.group.Group;
import dev.stagedoor.identity.group.Groups;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Users, and applications where the contract lets them stand in for users. */
@ApplicationScoped
public class Users {
    private final UserRepository repository;
    private final Groups groups;
    private final Applications applications;
    private final Roles roles;
    private final Giving giving;
    private final Grants grants;
    private final Effects effects;
    private final Changes changes;

    Users(
            UserRepository repository,
            Groups groups,
            Applications applications,
            Roles roles,
            Giving giving,
            Grants grants,
            Effects effects,
            Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.applications = applications;
        this.roles = roles;
        this.giving = giving;
        this.grants = grants;
        this.effects = effects;
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
                ? applications
                        .asPrincipal(applicationId(id), ConductorUser::of)
                        .onFailure(Problem.NotFound.class)
                        .transform(none -> absent(id))
                : existing(id).chain(user -> views(List.of(user))).map(List::getFirst);
    }

    /** The members of a group. */
    @WithSession
    public Uni<List<ConductorUser>> members(String groupId) {
        return groups.memberIds(groupId).chain(repository::named).chain(this::views);
    }

    private Uni<List<ConductorUser>> views(List<UserEntity> users) {
        var names = users.stream().flatMap(user -> user.allRoles().stream()).toList();
        return groups.ofUsers(users.stream().map(user -> user.id).toList())
                .chain(byUser -> roles.book(names).map(book -> users.stream()
                        .map(user -> ConductorUser.of(user, byUser.getOrDefault(user.id, List.of()), book))
                        .toList()));
    }

    /**
     * Creates the user or changes what is named in the update. 403 for roles and groups that give what the caller does not
     * hold.
     */
    public Uni<ConductorUser> save(Caller caller, String typedId, UserUpdate update) {
        var id = typedId.toLowerCase(Locale.ROOT);
        if (isApplication(id)) {
            throw new Problem.Invalid("id", "must not begin with app:, which names applications");
        }
        return roles.check(Optional.ofNullable(update.roles()).orElse(List.of()), "roles")
                .call(names -> giving.check(caller, given(names, update)))
                .chain(names -> changes.commit(() -> repository
                        .findById(id)
                        .chain(found -> found == null
                                ? repository.persist(fill(UserEntity.named(id), update, names))
                                : Uni.createFrom().item(fill(found, update, names)))
                        .chain(user -> joinAll(user, update))))
                .chain(() -> get(id));
    }

    private static List<Subject> given(List<String> roles, UserUpdate update) {
        var groups = Optional.ofNullable(update.groups()).orElse(List.of());
        return Stream.concat(roles.stream().map(Subject::role), groups.stream().map(Subject::group))
                .toList();
    }

    private static UserEntity fill(UserEntity user, UserUpdate update, List<String> roles) {
        user.name = update.name();
        if (update.roles() != null) {
            user.roles = roles.toArray(String[]::new);
        }
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
                                .map(Group::id)
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

    /** Adds users to a group: all of them, or none when one does not exist. 403 if it gives what the caller does not hold. */
    public Uni<Void> join(Caller caller, String groupId, Collection<String> userIds) {
        return giving.check(caller, List.of(Subject.group(groupId)))
                .chain(() -> changes.commit(() -> joinAll(groupId, userIds)));
    }

    /** What {@link #join} would do; fails where it would. */
    Uni<Effect> tryJoin(Caller caller, String groupId, Collection<String> userIds) {
        return giving.check(caller, List.of(Subject.group(groupId)))
                .chain(() -> effects.onPrincipals(caller, principals(userIds), () -> joinAll(groupId, userIds)));
    }

    private Uni<Void> joinAll(String groupId, Collection<String> userIds) {
        return Changes.each(userIds, id -> existing(id).chain(user -> joinAs(user, groupId)));
    }

    public Uni<Void> leave(String groupId, Collection<String> userIds) {
        return changes.commit(() -> leaveAll(groupId, userIds));
    }

    /** What {@link #leave} would do; fails where it would. */
    Uni<Effect> tryLeave(Caller caller, String groupId, Collection<String> userIds) {
        return effects.onPrincipals(caller, principals(userIds), () -> leaveAll(groupId, userIds));
    }

    private Uni<Void> leaveAll(String groupId, Collection<String> userIds) {
        return Changes.each(userIds, id -> existing(id).chain(user -> groups.leave(groupId, user.id)));
    }

    private static List<String> principals(Collection<String> userIds) {
        return userIds.stream().map(id -> Subject.user(id).id()).distinct().toList();
    }

    private Uni<UserEntity> existing(String id) {
        return repository
                .findById(id.toLowerCase(Locale.ROOT))
                .onItem()
                .ifNull()
                .failWith(() -> absent(id));
    }

    private static Problem absent(String id) {
        return new Problem.NotFound("No such user '" + id + "'");
    }

    private static boolean isApplication(String id) {
        return id.startsWith(Subject.APPLICATION_PREFIX);
    }

    private static String applicationId(String id) {
        return id.substring(Subject.APPLICATION_PREFIX.length());
    }
}
