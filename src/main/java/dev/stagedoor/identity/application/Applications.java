package dev.stagedoor.identity.application;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.identity.role.RoleView;
import dev.stagedoor.identity.role.Roles;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Applications: programs with grants and roles of their own, as the principal {@code app:<id>}. */
@ApplicationScoped
public class Applications {
    private final ApplicationRepository repository;
    private final Roles roles;
    private final AccessControl control;
    private final Grants grants;
    private final Tags tags;
    private final Changes changes;

    Applications(
            ApplicationRepository repository,
            Roles roles,
            AccessControl control,
            Grants grants,
            Tags tags,
            Changes changes) {
        this.repository = repository;
        this.roles = roles;
        this.control = control;
        this.grants = grants;
        this.tags = tags;
        this.changes = changes;
    }

    /** Those that the caller may READ, by name; 400 for a page after an application that is not among them. */
    public Uni<List<Application>> visibleTo(Caller caller, Page page) {
        return control.viewer(caller).chain(viewer -> listed(viewer, page));
    }

    @WithSession
    Uni<List<Application>> listed(Viewer viewer, Page page) {
        return repository
                .visible(viewer, page)
                .call(found -> checkPlace(found, page, () -> repository.isVisible(viewer, page.after())))
                .chain(this::withTags);
    }

    /** Nothing after an application that is gone would look like the end of the list. */
    private static Uni<Void> checkPlace(List<ApplicationEntity> found, Page page, Supplier<Uni<Boolean>> isListed) {
        return found.isEmpty() && !page.start().isEmpty()
                ? isListed.get()
                        .invoke(isThere -> {
                            if (!isThere) {
                                throw new Problem.Invalid("after", "is not in this list; begin again without it");
                            }
                        })
                        .replaceWithVoid()
                : Uni.createFrom().voidItem();
    }

    private Uni<List<Application>> withTags(List<ApplicationEntity> entities) {
        return tags.on(entities.stream()
                        .map(entity -> Target.application(entity.id))
                        .toList())
                .map(byTarget ->
                        entities.stream().map(entity -> view(entity, byTarget)).toList());
    }

    private static Application view(ApplicationEntity entity, Map<Target, List<Tag>> byTarget) {
        return Application.of(entity, byTarget.getOrDefault(Target.application(entity.id), List.of()));
    }

    @WithSession
    public Uni<Application> get(String id) {
        return existing(id).chain(entity -> withTags(List.of(entity))).map(List::getFirst);
    }

    /** Creates; the creator gets all five access words on it. */
    public Uni<Application> create(Caller caller, ApplicationUpdate update) {
        var id = UUID.randomUUID().toString();
        return changes.commit(() -> add(id, update.name(), caller.id(), List.of())
                .call(() -> grants.giveAllTo(caller.principal(), Target.application(id)))
                .map(entity -> Application.of(entity, List.of())));
    }

    /** Part of the caller's transaction. */
    Uni<ApplicationEntity> add(String id, String name, String by, List<Role> roles) {
        var entity = new ApplicationEntity();
        entity.id = id;
        entity.name = name;
        entity.roles = roles.stream().map(Role::name).toArray(String[]::new);
        entity.createdAt = Instant.now();
        entity.createdBy = by;
        entity.updatedAt = entity.createdAt;
        entity.updatedBy = by;
        return repository.persist(entity);
    }

    public Uni<Application> rename(Caller caller, String id, ApplicationUpdate update) {
        return changes.commit(() -> existing(id).invoke(entity -> {
                    entity.name = update.name();
                    touch(entity, caller);
                }))
                .chain(() -> get(id));
    }

    /** Deletes with its access keys, its grants and the grants on it. */
    public Uni<Void> delete(String id) {
        return changes.commit(() -> existing(id)
                .chain(repository::delete)
                .chain(() -> grants.forget(Subject.application(id)))
                .chain(() -> grants.forget(Target.application(id)))
                .chain(() -> tags.forget(Target.application(id))));
    }

    static void touch(ApplicationEntity entity, Caller caller) {
        entity.updatedAt = Instant.now();
        entity.updatedBy = caller.id();
    }

    /** An application in the form that users have, made by {@code view} from it and its roles. */
    @WithSession
    public <T> Uni<T> asPrincipal(String id, BiFunction<Application, List<RoleView>, T> view) {
        return existing(id).chain(entity -> asPrincipals(List.of(entity), view)).map(List::getFirst);
    }

    /** The same of all of them, by name; {@code after} of the page is the id of an application. */
    @WithSession
    public <T> Uni<List<T>> asPrincipals(Page page, BiFunction<Application, List<RoleView>, T> view) {
        return repository
                .all(page)
                .call(found -> checkPlace(found, page, () -> repository.isThere(page.after())))
                .chain(all -> asPrincipals(all, view));
    }

    private <T> Uni<List<T>> asPrincipals(
            List<ApplicationEntity> entities, BiFunction<Application, List<RoleView>, T> view) {
        var names =
                entities.stream().flatMap(entity -> Arrays.stream(entity.roles)).toList();
        return roles.book(names).map(book -> entities.stream()
                .map(entity -> view.apply(Application.of(entity, List.of()), book.views(List.of(entity.roles))))
                .toList());
    }

    private Uni<ApplicationEntity> existing(String id) {
        return repository.findById(id).onItem().ifNull().failWith(() -> absent(id));
    }

    static Problem absent(String id) {
        return Targets.absent(Target.application(id));
    }
}
