package dev.stagedoor.model;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.integration.Integrations;
import dev.stagedoor.integration.Integrations.Owner;
import dev.stagedoor.limit.Limit;
import dev.stagedoor.limit.TokenLimits;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.tag.Tag;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Models: listed, looked up, saved and deleted. */
@ApplicationScoped
public class Models {
    private final ModelRepository repository;
    private final ModelForm form;
    private final Integrations integrations;
    private final AccessControl control;
    private final Grants grants;
    private final Tags tags;
    private final TokenLimits limits;
    private final VirtualTargets virtualTargets;
    private final Changes changes;

    Models(
            ModelRepository repository,
            ModelForm form,
            Integrations integrations,
            AccessControl control,
            Grants grants,
            Tags tags,
            TokenLimits limits,
            VirtualTargets virtualTargets,
            Changes changes) {
        this.repository = repository;
        this.form = form;
        this.integrations = integrations;
        this.control = control;
        this.grants = grants;
        this.tags = tags;
        this.limits = limits;
        this.virtualTargets = virtualTargets;
        this.changes = changes;
    }

    /** Those of one integration that the caller may READ; 404 when it may READ neither it nor any of them. */
    public Uni<List<Model>> visibleTo(Caller caller, String integration, boolean activeOnly, Page page) {
        return control.on(caller, Target.integration(integration))
                .map(held -> held.has(Access.READ))
                .chain(all ->
                        control.viewer(caller).chain(viewer -> listed(viewer, integration, all, activeOnly, page)))
                .call(list -> list.isEmpty()
                        ? checkIsThere(caller, integration, activeOnly, page)
                        : Uni.createFrom().voidItem());
    }

    /** An empty page of a list that is not empty is no sign that there is no such integration. */
    private Uni<Void> checkIsThere(Caller caller, String integration, boolean activeOnly, Page page) {
        return page.isPart()
                ? visibleTo(caller, integration, activeOnly, Page.ONE).replaceWithVoid()
                : checkIsThere(caller, integration);
    }

    private Uni<Void> checkIsThere(Caller caller, String integration) {
        return control.require(caller, Access.READ, Target.integration(integration))
                .chain(() -> idOf(integration))
                .replaceWithVoid();
    }

    @WithSession
    Uni<UUID> idOf(String integration) {
        return integrations.idOf(integration);
    }

    @WithSession
    Uni<List<Model>> listed(Viewer viewer, String integration, boolean all, boolean activeOnly, Page page) {
        return repository
                .visible(viewer, integration, all, activeOnly, page)
                .chain(entities -> views(Map.of(integration, entities)))
                .map(views -> views.get(integration));
    }

    /** The models of these integrations that the viewer may READ, by integration. */
    @WithSession
    Uni<Map<String, List<Model>>> listed(Viewer viewer, List<String> integrations, boolean activeOnly) {
        return repository.visible(viewer, integrations, activeOnly).chain(this::views);
    }

    @WithSession
    public Uni<Model> get(String integration, String name) {
        return existing(integration, name)
                .chain(entity -> views(Map.of(integration, List.of(entity))))
                .map(views -> views.get(integration).getFirst());
    }

    private Uni<Map<String, List<Model>>> views(Map<String, List<ModelEntity>> found) {
        var targets = targetsOf(found);
        return tags.on(targets).chain(tagsOf -> limits.on(targets).map(limitOf -> views(found, tagsOf, limitOf)));
    }

    private Map<String, List<Model>> views(
            Map<String, List<ModelEntity>> found, Map<Target, List<Tag>> tagsOf, Map<Target, Limit> limitOf) {
        Map<String, List<Model>> views = new LinkedHashMap<>();
        found.forEach((integration, entities) -> views.put(
                integration,
                entities.stream()
                        .map(entity -> view(integration, entity, tagsOf, limitOf))
                        .toList()));
        return views;
    }

    private static List<Target> targetsOf(Map<String, List<ModelEntity>> found) {
        return found.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(model -> Target.model(entry.getKey(), model.name)))
                .toList();
    }

    private Model view(
            String integration, ModelEntity entity, Map<Target, List<Tag>> tagsOf, Map<Target, Limit> limitOf) {
        var target = Target.model(integration, entity.name);
        return Model.of(
                integration,
                entity,
                form.masked(entity),
                limitOf.getOrDefault(target, Limit.NONE),
                tagsOf.getOrDefault(target, List.of()));
    }

    /** A model that a caller may EXECUTE now. */
    public record Callable(String integration, String name, Instant createdAt) {}

    /** Every active model that the caller may EXECUTE. */
    public Uni<List<Callable>> callableBy(Caller caller) {
        return control.viewer(caller).chain(this::callable);
    }

    @WithSession
    Uni<List<Callable>> callable(Viewer viewer) {
        return repository.callable(viewer).map(rows -> rows.stream()
                .map(row -> new Callable((String) row[0], (String) row[1], instant(row[2])))
                .toList());
    }

    private static Instant instant(Object column) {
        return column instanceof OffsetDateTime time ? time.toInstant() : (Instant) column;
    }

    /** Creates the model or changes what the update names; its creator gets all five access words on it. */
    public Uni<Void> save(Caller caller, String integration, String name, ModelUpdate update) {
        return rightToSave(caller, integration, name, update)
                .chain(right -> changes.commit(() -> save(right, integration, name, update)));
    }

    /**
     * What a caller may do to what a save is about.
     *
     * @param held on the model itself
     * @param heldOnTargets on the models that it stands for, if it is virtual
     */
    record RightToSave(Caller caller, AccessSet held, Map<Reference, AccessSet> heldOnTargets) {}

    /** Asked for before the transaction, which must not wait for a second connection. */
    Uni<RightToSave> rightToSave(Caller caller, String integration, String name, ModelUpdate update) {
        return control.on(caller, Target.model(integration, name)).chain(held -> virtualTargets
                .held(caller, update)
                .map(heldOnTargets -> new RightToSave(caller, held, heldOnTargets)));
    }

    /** Saves as part of a larger transaction. */
    Uni<Void> save(RightToSave right, String integration, String name, ModelUpdate update) {
        var target = Target.model(integration, name);
        return integrations
                .ownerOf(integration)
                .chain(owner -> repository
                        .named(owner.id(), name)
                        .chain(found -> found == null
                                ? create(
                                        right,
                                        owner,
                                        target,
                                        form.create(name, update, right.caller().id()),
                                        update)
                                : change(right, owner, target, found, update)))
                .chain(repository::flush)
                .chain(() ->
                        limits.change(target, update.limit(), right.caller().id()));
    }

    private Uni<Void> create(RightToSave right, Owner owner, Target target, ModelEntity entity, ModelUpdate update) {
        entity.integrationId = owner.id();
        return repository
                .persistAndFlush(entity)
                .chain(() -> grants.giveAllTo(right.caller().principal(), target))
                .chain(() ->
                        lead(right, owner, entity, update.configuration() == null ? Map.of() : update.configuration()));
    }

    private Uni<Void> change(RightToSave right, Owner owner, Target target, ModelEntity entity, ModelUpdate update) {
        if (!right.held().has(Access.UPDATE)) {
            return Uni.createFrom().failure(() -> Targets.taken(target));
        }
        form.change(entity, update, right.caller().id());
        return update.configuration() == null
                ? Uni.createFrom().voidItem()
                : lead(right, owner, entity, update.configuration());
    }

    /** Where a virtual model leads is part of what it is saved with. */
    private Uni<Void> lead(RightToSave right, Owner owner, ModelEntity entity, Map<String, Object> configuration) {
        return virtualTargets.isVirtual(owner.type())
                ? virtualTargets.save(entity.id, configuration, right.heldOnTargets())
                : Uni.createFrom().voidItem();
    }

    /** Deletes with its limit, its tags and every grant on it. */
    public Uni<Void> delete(String integration, String name) {
        var target = Target.model(integration, name);
        return changes.commit(() -> existing(integration, name)
                .chain(repository::delete)
                .chain(() -> grants.forget(target))
                .chain(() -> tags.forget(target)));
    }

    private Uni<ModelEntity> existing(String integration, String name) {
        return integrations
                .idOf(integration)
                .chain(id -> repository.named(id, name))
                .onItem()
                .ifNull()
                .failWith(() -> Targets.absent(Target.model(integration, name)));
    }
}
