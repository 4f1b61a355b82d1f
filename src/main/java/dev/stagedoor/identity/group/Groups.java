package dev.stagedoor.identity.group;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Giving;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Groups and who belongs to them. */
@ApplicationScoped
public class Groups {
    private static final Set<String> DEFAULT_ACCESS_KEYS = Set.of("WORKFLOW_DEF", "TASK_DEF", "WORKFLOW_SCHEDULE");

    private final GroupRepository repository;
    private final Roles roles;
    private final Giving giving;
    private final Grants grants;
    private final Changes changes;

    Groups(GroupRepository repository, Roles roles, Giving giving, Grants grants, Changes changes) {
        this.repository = repository;
        this.roles = roles;
        this.giving = giving;
        this.grants = grants;
        this.changes = changes;
    }

    /** Groups by id. */
    @WithSession
    public Uni<List<Group>> all(Page page) {
        return repository.all(page).chain(this::views);
    }

    @WithSession
    public Uni<Group> get(String id) {
        return existing(id).chain(group -> views(List.of(group))).map(List::getFirst);
    }

    /** The groups of each of these users that has any; two queries, however many users. */
    @WithSession
    public Uni<Map<String, List<Group>>> ofUsers(Collection<String> userIds) {
        return repository.membershipsOf(userIds).chain(pairs -> repository
                .list(
                        "id in ?1",
                        pairs.stream().map(pair -> (String) pair[1]).distinct().toList())
                .chain(this::views)
                .map(found -> byUser(pairs, found)));
    }

    private static Map<String, List<Group>> byUser(List<Object[]> pairs, List<Group> found) {
        var byId = found.stream().collect(Collectors.toMap(Group::id, Function.identity()));
        return pairs.stream()
                .collect(Collectors.groupingBy(
                        pair -> (String) pair[0],
                        Collectors.mapping(pair -> byId.get((String) pair[1]), Collectors.toList())));
    }

    /** Fails with 404 when there is no such group. */
    @WithSession
    public Uni<Void> requireIsThere(String id) {
        return existing(id).replaceWithVoid();
    }

    /** Creates the group or replaces what is stored of it. 403 for roles that give what the caller does not hold. */
    public Uni<Group> save(Caller caller, String id, GroupUpdate update) {
        return roles.check(Optional.ofNullable(update.roles()).orElse(List.of()), "roles")
                .call(names ->
                        giving.check(caller, names.stream().map(Subject::role).toList()))
                .chain(names -> save(id, update, names))
                .chain(() -> get(id));
    }

    private Uni<GroupEntity> save(String id, GroupUpdate update, List<String> roles) {
        var defaultAccess = defaultAccess(update, roles);
        return changes.commit(() -> repository
                .findById(id)
                .chain(found -> found == null
                        ? repository.persist(fill(fresh(id), update, roles, defaultAccess))
                        : Uni.createFrom().item(fill(found, update, roles, defaultAccess))));
    }

    private static GroupEntity fresh(String id) {
        var group = new GroupEntity();
        group.id = id;
        group.createdAt = Instant.now();
        return group;
    }

    private static GroupEntity fill(
            GroupEntity group, GroupUpdate update, List<String> roles, Map<String, Object> defaultAccess) {
        group.description = update.description();
        group.roles = roles.toArray(String[]::new);
        group.defaultAccess = defaultAccess;
        group.contact = Optional.ofNullable(update.contactInformation()).orElse(Map.of());
        return group;
    }

    private static Map<String, Object> defaultAccess(GroupUpdate update, List<String> roles) {
        Map<String, Object> checked = new LinkedHashMap<>();
        Optional.ofNullable(update.defaultAccess()).orElse(Map.of()).forEach((type, words) -> {
            if (!DEFAULT_ACCESS_KEYS.contains(type)) {
                throw new Problem.Invalid("defaultAccess", "'" + type + "' is not one of " + DEFAULT_ACCESS_KEYS);
            }
            checked.put(type, words.stream().map(Enum::name).sorted().toList());
        });
        if (!checked.isEmpty() && roles.contains(Role.USER_READ_ONLY.name())) {
            throw new Problem.Invalid("defaultAccess", "cannot be combined with USER_READ_ONLY");
        }
        return checked;
    }

    public Uni<Void> delete(String id) {
        return changes.commit(
                () -> existing(id).chain(repository::delete).chain(() -> grants.forget(Subject.group(id))));
    }

    /** Adds a user that exists. Part of the caller's transaction. */
    public Uni<Void> join(String id, String userId) {
        return existing(id).chain(group -> repository.join(id, userId));
    }

    /** Removes a user; one that is no member is no failure. Part of the caller's transaction. */
    public Uni<Void> leave(String id, String userId) {
        return existing(id).chain(group -> repository.leave(id, userId));
    }

    /** Makes the memberships claimed by the identity provider exactly these. Part of the caller's transaction. */
    public Uni<Integer> replaceClaimed(String userId, Collection<String> ids) {
        return repository.replaceClaimed(userId, ids);
    }

    /** Whether the memberships claimed by the identity provider are these already, as far as such groups exist. */
    public Uni<Boolean> areClaimed(String userId, Collection<String> ids) {
        return repository.areClaimed(userId, ids);
    }

    private Uni<GroupEntity> existing(String id) {
        return repository
                .findById(id)
                .onItem()
                .ifNull()
                .failWith(() -> new Problem.NotFound("No such group '" + id + "'"));
    }

    private Uni<List<Group>> views(List<GroupEntity> entities) {
        var names =
                entities.stream().flatMap(group -> Arrays.stream(group.roles)).toList();
        return roles.book(names)
                .map(book ->
                        entities.stream().map(group -> Group.of(group, book)).toList());
    }
}
