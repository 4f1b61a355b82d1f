package dev.stagedoor.integration;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Integrations: listed, looked up, saved and deleted. */
@ApplicationScoped
public class Integrations {
    private final IntegrationRepository repository;
    private final IntegrationForm form;
    private final Definitions definitions;
    private final AccessControl control;
    private final Grants grants;
    private final Tags tags;
    private final Changes changes;

    Integrations(
            IntegrationRepository repository,
            IntegrationForm form,
            Definitions definitions,
            AccessControl control,
            Grants grants,
            Tags tags,
            Changes changes) {
        this.repository = repository;
        this.form = form;
        this.definitions = definitions;
        this.control = control;
        this.grants = grants;
        this.tags = tags;
        this.changes = changes;
    }

    /**
     * Those that the caller may READ.
     *
     * @param category one of the contract's categories, or null for all
     */
    public Uni<List<Integration>> visibleTo(Caller caller, String category, boolean activeOnly, Page page) {
        var wanted = category == null || category.isEmpty()
                ? ""
                : Category.named(category, "category").name();
        return control.viewer(caller).chain(viewer -> listed(viewer, wanted, activeOnly, page));
    }

    @WithSession
    Uni<List<Integration>> listed(Viewer viewer, String category, boolean activeOnly, Page page) {
        return repository.visible(viewer, category, activeOnly, page).chain(entities -> views(entities, viewer));
    }

    /** One integration; 404 when there is none. */
    public Uni<Integration> get(Caller caller, String name) {
        return control.viewer(caller).chain(viewer -> view(viewer, name));
    }

    @WithSession
    Uni<Integration> view(Viewer viewer, String name) {
        return existing(name).chain(entity -> views(List.of(entity), viewer)).map(List::getFirst);
    }

    private Uni<List<Integration>> views(List<IntegrationEntity> entities, Viewer viewer) {
        var names = entities.stream().map(entity -> entity.name).toList();
        return repository.modelCounts(viewer, names).chain(counts -> tags.on(
                        names.stream().map(Target::integration).toList())
                .map(byTarget -> entities.stream()
                        .map(entity -> view(entity, counts, byTarget))
                        .toList()));
    }

    private Integration view(IntegrationEntity entity, Map<String, Long> counts, Map<Target, List<Tag>> byTarget) {
        return Integration.of(
                entity,
                form.masked(entity),
                byTarget.getOrDefault(Target.integration(entity.name), List.of()),
                counts.getOrDefault(entity.name, 0L));
    }

    /** Creates the integration or changes what the update names; its creator gets all five access words on it. */
    public Uni<Integration> save(Caller caller, String name, IntegrationUpdate update) {
        return rightToSave(caller, name)
                .chain(right -> changes.commit(() -> save(right, update)))
                .chain(() -> get(caller, name));
    }

    /** What a caller may do under a name; asked for before a transaction, which must not wait for a second connection. */
    public Uni<RightToSave> rightToSave(Caller caller, String name) {
        return control.on(caller, Target.integration(name)).chain(held -> control.entitlements(caller)
                .map(entitled -> new RightToSave(caller, name, held, entitled.may(Permission.CREATE_INTEGRATION))));
    }

    /** The same of an integration that has no name yet. */
    Uni<RightToSave> rightToCreate(Caller caller) {
        return control.entitlements(caller)
                .map(entitled ->
                        new RightToSave(caller, null, AccessSet.NONE, entitled.may(Permission.CREATE_INTEGRATION)));
    }

    /** Saves as part of a larger transaction; 403 when the right does not cover what turns out to be there. */
    public Uni<Void> save(RightToSave right, IntegrationUpdate update) {
        return repository
                .named(right.name())
                .chain(found -> found == null ? create(right, update) : change(right, found, update));
    }

    private Uni<Void> create(RightToSave right, IntegrationUpdate update) {
        right.checkMayCreate();
        if (update.type() == null) {
            throw new Problem.Invalid("type", "is needed for a new integration");
        }
        return definitions
                .offered(update.type())
                .chain(type -> repository.persist(
                        form.create(right.name(), type, update, right.caller().id())))
                .chain(() -> grants.giveAllTo(right.caller().principal(), Target.integration(right.name())));
    }

    private Uni<Void> change(RightToSave right, IntegrationEntity entity, IntegrationUpdate update) {
        right.checkMayChange();
        return definitions
                .find(entity.type)
                .invoke(type -> form.change(entity, type, update, right.caller().id(), right.isOwner()))
                .replaceWithVoid();
    }

    /** Deletes with its models, their tags, and every limit and grant on either. */
    public Uni<Void> delete(String name) {
        var target = Target.integration(name);
        return changes.commit(() -> existing(name)
                .chain(repository::delete)
                .chain(() -> grants.forget(target))
                .chain(() -> tags.forget(target)));
    }

    /** The row id of an integration, for the models that belong to it. Part of the caller's session. */
    public Uni<UUID> idOf(String name) {
        return existing(name).map(entity -> entity.id);
    }

    /** An integration as its models need it: its row id, and its type as it was typed. */
    public record Owner(UUID id, String type) {}

    /** Of this name; 404 when there is none. Part of the caller's session. */
    public Uni<Owner> ownerOf(String name) {
        return existing(name).map(entity -> new Owner(entity.id, entity.type));
    }

    private Uni<IntegrationEntity> existing(String name) {
        return repository.named(name).onItem().ifNull().failWith(() -> absent(name));
    }

    private static Problem absent(String name) {
        return Targets.absent(Target.integration(name));
    }
}
