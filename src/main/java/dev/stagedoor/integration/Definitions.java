package dev.stagedoor.integration;

import dev.stagedoor.access.Changes;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.Definition;
import dev.stagedoor.provider.ProviderType;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The provider types that there are: those that Stagedoor brings along, and those that were registered here. Read where
 * integrations are saved and listed; calls find theirs in their route.
 */
@ApplicationScoped
class Definitions {
    private final Catalogue catalogue;
    private final DefinitionRepository repository;
    private final RegisteredTypes registered;
    private final DefinitionForm form;
    private final Changes changes;

    Definitions(
            Catalogue catalogue,
            DefinitionRepository repository,
            RegisteredTypes registered,
            DefinitionForm form,
            Changes changes) {
        this.catalogue = catalogue;
        this.repository = repository;
        this.registered = registered;
        this.form = form;
        this.changes = changes;
    }

    /** Those that integrations can be made of; built-in ones first. */
    @WithSession
    Uni<List<Definition>> all() {
        return repository.all().map(rows -> Stream.concat(
                        catalogue.definitions().stream(),
                        rows.stream().map(row -> registered.read(row.definition).definition()))
                .toList());
    }

    /** One by its name or alias; 404 when integrations cannot be made of it. */
    @WithSession
    Uni<Definition> get(String name) {
        return offered(name).map(ProviderType::definition);
    }

    /** The type that a new integration can be made of; 404 when there is none. Part of the caller's session. */
    Uni<ProviderType> offered(String name) {
        return find(name).invoke(type -> {
            if (!type.definition().enabled()) {
                throw absent(name);
            }
        });
    }

    /** The type of an integration that is there; also one that is switched off. Part of the caller's session. */
    Uni<ProviderType> find(String name) {
        return catalogue.find(name).map(type -> Uni.createFrom().item(type)).orElseGet(() -> findRegistered(name));
    }

    private Uni<ProviderType> findRegistered(String name) {
        var row = DefinitionForm.canBeType(name)
                ? repository.findById(catalogue.canonical(name))
                : Uni.createFrom().<DefinitionEntity>nullItem();
        return row.onItem().ifNull().failWith(() -> absent(name)).map(found -> registered.read(found.definition));
    }

    /** Registers all of them, or none. Each is new or takes the place of the one that is registered under its type. */
    Uni<Void> register(List<DefinitionUpdate> updates) {
        return Uni.createFrom()
                .item(() -> IntStream.range(0, updates.size())
                        .mapToObj(i -> form.read(updates.get(i), "[" + i + "]"))
                        .toList())
                .chain(definitions -> changes.commit(() -> Changes.each(definitions, this::save)));
    }

    private Uni<Void> save(Definition definition) {
        var type = catalogue.canonical(definition.type());
        return repository
                .findById(type)
                .chain(found -> found == null ? create(type, definition) : change(found, definition));
    }

    private Uni<Void> create(String type, Definition definition) {
        var entity = new DefinitionEntity();
        entity.type = type;
        entity.definition = registered.write(definition);
        return repository.persist(entity).replaceWithVoid();
    }

    private Uni<Void> change(DefinitionEntity entity, Definition definition) {
        var before = registered.read(entity.definition).usual();
        var after = ProviderType.ofOpenAiShape(definition).usual();
        return (before.equals(after) ? Uni.createFrom().voidItem() : checkIsUnused(entity))
                .invoke(() -> entity.definition = registered.write(definition));
    }

    /** Who saved an integration meant its key for the base URL of that time. */
    private Uni<Void> checkIsUnused(DefinitionEntity entity) {
        return repository
                .isUsed(entity.type)
                .invoke(isUsed -> {
                    if (isUsed) {
                        throw new Problem.Conflict("There are integrations of the type '" + entity.type
                                + "', whose keys would go to another base URL; register another type");
                    }
                })
                .replaceWithVoid();
    }

    private static Problem absent(String name) {
        return new Problem.NotFound("No such integration type '" + name + "'");
    }
}
