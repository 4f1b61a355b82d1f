package dev.stagedoor.vault;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.secret.Sealer;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Named secrets: listed, read, saved and deleted. */
@ApplicationScoped
public class Secrets {
    private final SecretRepository repository;
    private final Sealer sealer;
    private final AccessControl control;
    private final Grants grants;
    private final Tags tags;
    private final Changes changes;

    Secrets(
            SecretRepository repository,
            Sealer sealer,
            AccessControl control,
            Grants grants,
            Tags tags,
            Changes changes) {
        this.repository = repository;
        this.sealer = sealer;
        this.control = control;
        this.grants = grants;
        this.tags = tags;
        this.changes = changes;
    }

    /** The names of those on which the caller holds all of this access. */
    Uni<List<String>> names(Caller caller, AccessSet access) {
        return control.viewer(caller).chain(viewer -> names(viewer, access));
    }

    @WithSession
    Uni<List<String>> names(Viewer viewer, AccessSet access) {
        return repository.names(viewer, access);
    }

    /** Those that the caller may READ, with their tags. */
    public Uni<List<Secret>> visibleTo(Caller caller) {
        return control.viewer(caller).chain(this::listed);
    }

    @WithSession
    Uni<List<Secret>> listed(Viewer viewer) {
        return repository.names(viewer, AccessSet.of(Access.READ)).chain(names -> tags.on(
                        names.stream().map(Target::secret).toList())
                .map(byTarget -> names.stream()
                        .map(name -> new Secret(name, byTarget.getOrDefault(Target.secret(name), List.of())))
                        .toList()));
    }

    /** What the secret holds; 404 when there is none. */
    @WithSession
    Uni<SecretValue> value(String name) {
        return existing(name).map(entity -> new SecretValue(sealer.open(entity.value, entity.place())));
    }

    /** Whether there is such a secret, as far as the caller may know. */
    Uni<Boolean> exists(Caller caller, String name) {
        return control.on(caller, Target.secret(name))
                .chain(held ->
                        held.has(Access.READ) ? isThere(name) : Uni.createFrom().item(false));
    }

    @WithSession
    Uni<Boolean> isThere(String name) {
        return repository.has(name);
    }

    /** The tags of a secret; 404 when there is none. */
    @WithSession
    Uni<List<Tag>> tagsOf(String name) {
        return existing(name).chain(() -> tags.on(Target.secret(name)));
    }

    /** Creates the secret or replaces what it holds; its creator gets all five access words on it. */
    Uni<Void> save(Caller caller, String name, SecretValue value) {
        return rightToSave(caller, name).chain(right -> changes.commit(() -> save(right, value)));
    }

    /** What a caller may do under a name, asked for before the transaction. */
    private record Right(Caller caller, String name, boolean mayChange, boolean mayCreate) {}

    private Uni<Right> rightToSave(Caller caller, String name) {
        return control.on(caller, Target.secret(name)).chain(held -> control.entitlements(caller)
                .map(entitled ->
                        new Right(caller, name, held.has(Access.UPDATE), entitled.may(Permission.CREATE_SECRET))));
    }

    private Uni<Void> save(Right right, SecretValue value) {
        return repository
                .named(right.name())
                .chain(found -> found == null ? create(right, value) : change(right, found, value));
    }

    private Uni<Void> create(Right right, SecretValue value) {
        if (!right.mayCreate()) {
            return Uni.createFrom().failure(() -> new Problem.Forbidden("You may not create secrets"));
        }
        var entity = new SecretEntity();
        entity.id = UUID.randomUUID();
        entity.name = right.name();
        entity.createdAt = Instant.now();
        entity.createdBy = right.caller().id();
        fill(entity, right, value);
        return repository
                .persist(entity)
                .chain(() -> grants.giveAllTo(right.caller().principal(), Target.secret(right.name())));
    }

    private Uni<Void> change(Right right, SecretEntity entity, SecretValue value) {
        if (!right.mayChange()) {
            return Uni.createFrom().failure(() -> Targets.taken(Target.secret(right.name())));
        }
        fill(entity, right, value);
        return Uni.createFrom().voidItem();
    }

    private void fill(SecretEntity entity, Right right, SecretValue value) {
        entity.value = sealer.seal(value.text(), entity.place());
        entity.updatedAt = Instant.now();
        entity.updatedBy = right.caller().id();
    }

    /**
     * Deletes with its tags and every grant on it. An unknown secret is no failure (contract, section 1.14), and one that
     * the caller may not READ is as good as unknown: it stays, and the caller is told nothing else.
     */
    Uni<Void> delete(Caller caller, String name) {
        return control.require(caller, Access.DELETE, Target.secret(name))
                .chain(() -> changes.commit(() -> remove(name)))
                .onFailure(Problem.NotFound.class)
                .recoverWithNull();
    }

    private Uni<Void> remove(String name) {
        var target = Target.secret(name);
        return existing(name)
                .chain(repository::delete)
                .chain(() -> grants.forget(target))
                .chain(() -> tags.forget(target));
    }

    private Uni<SecretEntity> existing(String name) {
        return repository.named(name).onItem().ifNull().failWith(() -> Targets.absent(Target.secret(name)));
    }
}
