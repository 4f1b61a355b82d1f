package dev.stagedoor.identity.user;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Giving;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Applications;
import dev.stagedoor.identity.group.Groups;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Users, and applications where the contract lets them stand in for users. */
@ApplicationScoped
public class Users {
    private final UserRepository repository;
    private final Groups groups;
    private final Memberships memberships;
    private final Applications applications;
    private final Roles roles;
    private final Giving giving;
    private final Grants grants;
    private final Changes changes;

    Users(
            UserRepository repository,
            Groups groups,
            Memberships memberships,
            Applications applications,
            Roles roles,
            Giving giving,
            Grants grants,
            Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.memberships = memberships;
        this.applications = applications;
        this.roles = roles;
        this.giving = giving;
        this.grants = grants;
        this.changes = changes;
    }

    /** Users by id; with {@code withApplications} then also applications as {@code app:<id>}, by name. */
    @WithSession
    public Uni<List<ConductorUser>> all(boolean withApplications, Page page) {
        if (withApplications && isApplication(page.start())) {
            return applicationUsers(page.startingAfter(applicationId(page.after())));
        }
        var users = repository.all(page).chain(this::views);
        return withApplications ? users.chain(list -> filledUp(list, page)) : users;
    }

    private Uni<List<ConductorUser>> filledUp(List<ConductorUser> users, Page page) {
        return users.size() < page.rows()
                ? applicationUsers(page.rest(users.size())).map(more -> joined(users, more))
                : Uni.createFrom().item(users);
    }

    private Uni<List<ConductorUser>> applicationUsers(Page page) {
        return applications.asPrincipals(page, ConductorUser::of);
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
                        .transform(none -> UserRepository.absent(id))
                : repository.existing(id).chain(user -> views(List.of(user))).map(List::getFirst);
    }

    /** The members of a group by id; 404 when there is no such group. */
    @WithSession
    public Uni<List<ConductorUser>> members(String groupId, Page page) {
        return groups.requireIsThere(groupId)
                .chain(() -> repository.members(groupId, page))
                .chain(this::views);
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
                        .chain(user -> memberships.replace(user, update.groups()))))
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

    public Uni<Void> delete(String typedId) {
        return changes.commit(() -> repository
                .existing(typedId)
                .chain(user -> repository.delete(user).replaceWith(user.id))
                .chain(id -> grants.forget(Subject.user(id))));
    }

    private static boolean isApplication(String id) {
        return id.startsWith(Subject.APPLICATION_PREFIX);
    }

    private static String applicationId(String id) {
        return id.substring(Subject.APPLICATION_PREFIX.length());
    }
}
