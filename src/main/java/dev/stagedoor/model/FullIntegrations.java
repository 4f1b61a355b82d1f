package dev.stagedoor.model;

import dev.stagedoor.access.AccessControl;
import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Changes;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.Access;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.integration.Integration;
import dev.stagedoor.integration.Integrations;
import dev.stagedoor.integration.RightToSave;
import dev.stagedoor.model.FullIntegration.ModelOfUpdate;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.tag.Tags;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Integrations with their models at once: listed, and saved all or none. */
@ApplicationScoped
public class FullIntegrations {
    private final Integrations integrations;
    private final Models models;
    private final ModelRepository repository;
    private final Tags tags;
    private final AccessControl control;
    private final Changes changes;

    FullIntegrations(
            Integrations integrations,
            Models models,
            ModelRepository repository,
            Tags tags,
            AccessControl control,
            Changes changes) {
        this.integrations = integrations;
        this.models = models;
        this.repository = repository;
        this.tags = tags;
        this.control = control;
        this.changes = changes;
    }

    /** Those that the caller may READ, each with the models that it may READ. */
    public Uni<List<FullIntegration>> visibleTo(Caller caller, String category, boolean activeOnly) {
        return integrations.visibleTo(caller, category, activeOnly, Page.ALL).chain(list -> control.viewer(caller)
                .chain(viewer -> withModels(list, viewer, activeOnly)));
    }

    private Uni<List<FullIntegration>> withModels(List<Integration> list, Viewer viewer, boolean activeOnly) {
        var names = list.stream().map(Integration::name).toList();
        return models.listed(viewer, names, activeOnly).map(byIntegration -> list.stream()
                .map(integration ->
                        new FullIntegration(integration, byIntegration.getOrDefault(integration.name(), List.of())))
                .toList());
    }

    /** {@code integration:model} of everything the caller may READ, or {@code integration} for one without models. */
    public Uni<List<String>> references(Caller caller, String category, boolean activeOnly) {
        var wanted = category == null ? "" : category.toUpperCase(Locale.ROOT);
        return control.viewer(caller).chain(viewer -> references(viewer, wanted, activeOnly));
    }

    @WithSession
    Uni<List<String>> references(Viewer viewer, String category, boolean activeOnly) {
        return repository.visibleReferences(viewer, category, activeOnly).map(rows -> rows.stream()
                .map(row -> row[1] == null ? (String) row[0] : row[0] + ":" + row[1])
                .toList());
    }

    /** Saves all of them, or none when one is not permitted or wrong. */
    public Uni<Void> save(Caller caller, List<FullIntegration.Update> updates) {
        return Multi.createFrom()
                .iterable(updates)
                .onItem()
                .transformToUniAndConcatenate(update -> planned(caller, update))
                .collect()
                .asList()
                .chain(plans -> changes.commit(() -> Changes.each(plans, plan -> save(plan))));
    }

    /** An update with the rights it will need, asked for before the transaction. */
    private record Plan(
            FullIntegration.Update update, RightToSave right, Map<String, Models.RightToSave> rightsOnModels) {}

    private Uni<Plan> planned(Caller caller, FullIntegration.Update update) {
        return integrations.rightToSave(caller, update.name()).chain(right -> rightsOnModels(caller, update)
                .call(() -> checkMayTag(right, update))
                .map(held -> new Plan(update, right, held)));
    }

    private Uni<Map<String, Models.RightToSave>> rightsOnModels(Caller caller, FullIntegration.Update update) {
        return Multi.createFrom()
                .iterable(update.models())
                .onItem()
                .transformToUniAndConcatenate(
                        model -> models.rightToSave(caller, update.name(), model.name(), model.update())
                                .map(right -> Map.entry(model.name(), right)))
                .collect()
                .asList()
                .map(entries -> entries.stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one)));
    }

    /** Whoever makes a new integration holds everything on it. */
    private Uni<Void> checkMayTag(RightToSave right, FullIntegration.Update update) {
        var held = right.held().has(Access.UPDATE) ? right.held() : AccessSet.ALL;
        return tags.checkMayAdd(held, Target.integration(update.name()), update.tagsToAdd());
    }

    private Uni<Void> save(Plan plan) {
        var name = plan.update().name();
        return integrations
                .save(plan.right(), plan.update().ofIntegration())
                .chain(() -> Changes.each(plan.update().models(), model -> save(plan, model)))
                .chain(() -> tags.put(Target.integration(name), plan.update().tagsToAdd()));
    }

    private Uni<Void> save(Plan plan, ModelOfUpdate model) {
        var right = plan.rightsOnModels().get(model.name());
        return models.save(right, plan.update().name(), model.name(), model.update())
                .onFailure(Problem.Invalid.class)
                .transform(invalid -> new Problem.Invalid("apis." + model.name(), invalid.getMessage()));
    }
}
