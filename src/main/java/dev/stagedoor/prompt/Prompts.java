package dev.stagedoor.prompt;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.model.Models;
import dev.stagedoor.model.Route.Reference;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Prompts: listed and looked up. */
@ApplicationScoped
public class Prompts {
    private final PromptVersionRepository versions;
    private final Models models;
    private final Tags tags;
    private final AccessControl control;

    Prompts(PromptVersionRepository versions, Models models, Tags tags, AccessControl control) {
        this.versions = versions;
        this.models = models;
        this.tags = tags;
        this.control = control;
    }

    /** The latest version of each that the caller may READ, by name. */
    public Uni<List<Prompt>> visibleTo(Caller caller, Page page) {
        return control.viewer(caller).chain(viewer -> listed(viewer, page));
    }

    @WithSession
    Uni<List<Prompt>> listed(Viewer viewer, Page page) {
        return versions.latestVisible(viewer, page).chain(this::views);
    }

    /** The same of all those that name this model; 404 when the caller may not READ the model. */
    Uni<List<Prompt>> visibleTo(Caller caller, Reference model) {
        return control.require(caller, Access.READ, Target.model(model.integration(), model.model()))
                .chain(() -> models.get(model.integration(), model.model()))
                .chain(() -> control.viewer(caller))
                .chain(viewer -> listed(viewer, model));
    }

    @WithSession
    Uni<List<Prompt>> listed(Viewer viewer, Reference model) {
        return versions.latestVisible(viewer, model.toString(), Page.ALL).chain(this::views);
    }

    /** The latest version; 404 when there is no such prompt. */
    @WithSession
    Uni<Prompt> get(String name) {
        return versions.latest(name)
                .onItem()
                .ifNull()
                .failWith(() -> absent(name))
                .chain(this::view);
    }

    /** One version; 404 when there is no such prompt, or none of this number. */
    @WithSession
    Uni<Prompt> get(String name, int number) {
        return versions.numbered(name, number)
                .onItem()
                .ifNull()
                .failWith(() -> absent(name, number))
                .chain(this::view);
    }

    /** All versions, the newest first; 404 when there is no such prompt. */
    @WithSession
    Uni<List<Prompt>> versions(String name) {
        return versions.all(name)
                .invoke(found -> {
                    if (found.isEmpty()) {
                        throw absent(name);
                    }
                })
                .chain(this::views);
    }

    private Uni<Prompt> view(PromptVersionEntity entity) {
        return views(List.of(entity)).map(List::getFirst);
    }

    private Uni<List<Prompt>> views(List<PromptVersionEntity> entities) {
        return tags.on(entities.stream()
                        .map(entity -> Target.prompt(entity.prompt))
                        .distinct()
                        .toList())
                .map(byTarget -> entities.stream()
                        .map(entity ->
                                Prompt.of(entity, byTarget.getOrDefault(Target.prompt(entity.prompt), List.of())))
                        .toList());
    }

    static Problem absent(String name) {
        return Targets.absent(Target.prompt(name));
    }

    static Problem absent(String name, int number) {
        return new Problem.NotFound("No such version " + number + " of prompt '" + name + "'");
    }
}
