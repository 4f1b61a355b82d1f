package dev.stagedoor.prompt;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Grants;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Permission;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.model.Models;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tags;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/** Saves and deletes prompts, and ties them to models. */
@ApplicationScoped
class PromptChanges {
    private final PromptRepository prompts;
    private final PromptVersionRepository versions;
    private final Models models;
    private final AccessControl control;
    private final Grants grants;
    private final Tags tags;
    private final Changes changes;

    PromptChanges(
            PromptRepository prompts,
            PromptVersionRepository versions,
            Models models,
            AccessControl control,
            Grants grants,
            Tags tags,
            Changes changes) {
        this.prompts = prompts;
        this.versions = versions;
        this.models = models;
        this.control = control;
        this.grants = grants;
        this.tags = tags;
        this.changes = changes;
    }

    /** Makes or changes one version of a prompt; whoever makes a prompt gets all five access words on it. */
    Uni<Void> save(Caller caller, PromptUpdate update, VersionChoice choice) {
        return Uni.createFrom()
                .item(() -> update.checked("models"))
                .chain(() -> rightToSave(caller, update.name()))
                .chain(right -> save(right, update, choice));
    }

    /**
     * Saves one after another, each for good, until one fails. What the caller may neither change nor create is passed over
     * in silence, there or not.
     */
    Uni<Void> saveAll(Caller caller, List<PromptUpdate> updates) {
        return Uni.createFrom()
                .item(() -> updates.stream()
                        .map(update -> update.checked("integrations"))
                        .toList())
                .chain(all -> Changes.each(all, update -> rightToSave(caller, update.name())
                        .chain(right -> saveOrPassOver(right, update))));
    }

    private Uni<Void> saveOrPassOver(RightToSave right, PromptUpdate update) {
        var saved = save(
                right,
                update,
                update.version() == null ? VersionChoice.FIRST : VersionChoice.exactly(update.version()));
        return right.held().has(Access.UPDATE)
                ? saved
                : saved.onFailure(Problem.Forbidden.class).recoverWithNull();
    }

    private Uni<RightToSave> rightToSave(Caller caller, String name) {
        var prompt = Target.prompt(name);
        return control.on(caller, prompt).chain(held -> control.entitlements(caller)
                .map(entitled -> new RightToSave(caller, prompt, held, entitled.may(Permission.CREATE_PROMPT))));
    }

    private Uni<Void> save(RightToSave right, PromptUpdate update, VersionChoice choice) {
        return tags.checkMayAdd(right.heldOnceSaved(), right.prompt(), update.tagsToAdd())
                .chain(() -> changes.commit(() -> claim(right, update.name())
                        .chain(() -> versions.latest(update.name()))
                        .chain(latest -> write(right.caller(), update, choice, latest))
                        .chain(() -> tags.put(right.prompt(), update.tagsToAdd()))));
    }

    /** The name, for the length of the transaction and, if it is free, from now on. */
    private Uni<Void> claim(RightToSave right, String name) {
        return prompts.toChange(name).chain(found -> {
            if (found == null) {
                right.checkMayCreate();
                return create(right, name);
            }
            right.checkMayChange();
            return Uni.createFrom().voidItem();
        });
    }

    private Uni<Void> create(RightToSave right, String name) {
        var entity = new PromptEntity();
        entity.name = name;
        return prompts.persist(entity)
                .chain(() -> grants.giveAllTo(right.caller().principal(), right.prompt()));
    }

    private Uni<Void> write(Caller caller, PromptUpdate update, VersionChoice choice, PromptVersionEntity latest) {
        var number = choice.after(latest == null ? 0 : latest.number);
        return versions.numbered(update.name(), number)
                .map(found -> found == null ? begin(caller, update.name(), number, latest) : found)
                .invoke(entity -> fill(entity, update, caller))
                .chain(versions::persist)
                .replaceWithVoid();
    }

    private static void fill(PromptVersionEntity entity, PromptUpdate update, Caller caller) {
        entity.template = update.template();
        entity.description = update.description();
        entity.integrations = update.integrationsOr(entity.integrations);
        entity.touch(caller.id());
    }

    private static PromptVersionEntity begin(Caller caller, String name, int number, PromptVersionEntity latest) {
        var entity = PromptVersionEntity.create(name, number, caller.id());
        if (latest != null) {
            entity.integrations = latest.integrations.clone();
        }
        return entity;
    }

    /** Ties the latest version to a model; the caller needs READ on the model, and READ or UPDATE on the prompt. */
    Uni<Void> associate(Caller caller, Reference model, String prompt) {
        return control.require(caller, Access.READ, Target.model(model.integration(), model.model()))
                .chain(() -> requireReadOrUpdate(caller, Target.prompt(prompt)))
                .chain(() -> models.get(model.integration(), model.model()))
                .chain(() -> changes.commitQuietly(() -> existing(prompt)
                        .chain(() -> versions.latest(prompt))
                        .invoke(latest -> associate(latest, model.toString(), caller))
                        .replaceWithVoid()));
    }

    private Uni<Void> requireReadOrUpdate(Caller caller, Target prompt) {
        return control.on(caller, prompt)
                .chain(held -> held.has(Access.UPDATE)
                        ? Uni.createFrom().voidItem()
                        : control.require(caller, Access.READ, prompt));
    }

    private static void associate(PromptVersionEntity version, String model, Caller caller) {
        var named = Stream.concat(Stream.of(version.integrations), Stream.of(model))
                .distinct()
                .sorted()
                .toArray(String[]::new);
        if (named.length > version.integrations.length) {
            version.integrations = named;
            version.touch(caller.id());
        }
    }

    /** Deletes all versions, with the tags of the prompt and every grant on it; the name is free again. */
    Uni<Void> delete(String name) {
        return changes.commit(() -> existing(name).chain(this::deleteWhole));
    }

    /** Deletes one version; with the last one goes the prompt. */
    Uni<Void> deleteVersion(String name, int number) {
        return changes.commit(() -> existing(name)
                .call(() -> versions.numbered(name, number)
                        .onItem()
                        .ifNull()
                        .failWith(() -> Prompts.absent(name, number))
                        .chain(versions::delete))
                .chain(entity -> versions.latest(name)
                        .chain(left -> left == null
                                ? deleteWhole(entity)
                                : Uni.createFrom().voidItem())));
    }

    private Uni<Void> deleteWhole(PromptEntity entity) {
        var target = Target.prompt(entity.name);
        return versions.deleteAll(entity.name)
                .chain(() -> prompts.delete(entity))
                .chain(() -> grants.forget(target))
                .chain(() -> tags.forget(target));
    }

    private Uni<PromptEntity> existing(String name) {
        return prompts.toChange(name).onItem().ifNull().failWith(() -> Prompts.absent(name));
    }
}
