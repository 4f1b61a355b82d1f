package dev.stagedoor.usage;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.Page;
import dev.stagedoor.access.Targets;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.model.Model;
import dev.stagedoor.model.Models;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many tokens models used, from the usage rows of all callers. Usage goes by name: a model that was deleted is not shown,
 * and one made again under its name begins with what was used before.
 */
@ApplicationScoped
class TokenUsage {
    /** In the place of a model's name: every model. */
    static final String ALL = "*";

    private final UsageRepository rows;
    private final UsageSumRepository sums;
    private final Models models;

    TokenUsage(UsageRepository rows, UsageSumRepository sums, Models models) {
        this.rows = rows;
        this.sums = sums;
        this.models = models;
    }

    /** All tokens that a model ever used; 404 when there is none of this name. */
    Uni<Long> total(String integration, String model) {
        return models.get(integration, model)
                .chain(found -> sums.totals(integration, List.of(model)))
                .map(totals -> totals.getOrDefault(model, 0L));
    }

    /** The same of each model that the caller may READ; 404 when it may READ neither the integration nor any of them. */
    Uni<Map<String, Long>> totals(Caller caller, String integration) {
        return visible(caller, integration)
                .chain(names -> sums.totals(integration, names).map(totals -> inOrder(names, totals)));
    }

    private static Map<String, Long> inOrder(List<String> names, Map<String, Long> totals) {
        Map<String, Long> all = new LinkedHashMap<>();
        names.forEach(name -> all.put(name, totals.getOrDefault(name, 0L)));
        return all;
    }

    /** Keeps what a client reports of a call that it made elsewhere; it is stored when the returned {@code Uni} has its item. */
    Uni<Void> register(Caller caller, String integration, String model, long tokens) {
        return models.get(integration, model)
                .chain(found -> rows.add(List.of(UsageEntry.registered(caller, integration, model, tokens))));
    }

    /**
     * What was used day by day, of models that the caller may READ.
     *
     * @param model the only one, or {@code *} for all
     * @param days today in UTC and the days before it
     */
    Uni<List<TokenUsageLog>> history(Caller caller, String integration, String model, int days) {
        var from = LocalDate.now(ZoneOffset.UTC)
                .minusDays(days - 1L)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
        return visible(caller, integration)
                .map(names -> chosen(names, integration, model))
                .chain(names -> sums.byDay(integration, names, from));
    }

    private static List<String> chosen(List<String> names, String integration, String model) {
        if (model.equals(ALL)) {
            return names;
        }
        if (!names.contains(model)) {
            throw Targets.absent(Target.model(integration, model));
        }
        return List.of(model);
    }

    private Uni<List<String>> visible(Caller caller, String integration) {
        return models.visibleTo(caller, integration, false, Page.ALL)
                .map(list -> list.stream().map(Model::name).toList());
    }
}
