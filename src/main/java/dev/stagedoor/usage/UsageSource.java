package dev.stagedoor.usage;

import dev.stagedoor.store.Conditions;
import java.util.ArrayList;
import java.util.List;

/**
 * From where a question is answered: from the sums by day and by hour, wherever they lie within the period and tell enough,
 * and from the rows for what is left: the edges of the period, and what is asked of models and of callers at once.
 */
final class UsageSource {
    private static final String SUMS =
            """
            select {key} as key, date_bin(interval '1 {interval}', at, 'epoch') as at, outcome, calls, estimated_calls as estimated,
                prompt_tokens as prompt, completion_tokens as completion, cached_tokens as cached,
                reasoning_tokens as reasoning, total_tokens as total, cost_nanos as cost, latencies
            from %s where {only} and %s
            """;

    private static final String ROWS =
            """
            select {key} as key, date_bin(interval '1 {interval}', started_at, 'epoch') as at, outcome, 1 as calls,
                cast(estimated as integer) as estimated, coalesce(prompt_tokens, 0) as prompt,
                coalesce(completion_tokens, 0) as completion, cached_tokens as cached, reasoning_tokens as reasoning,
                coalesce(total_tokens, 0) as total, cost_nanos as cost,
                case when endpoint <> '{registered}' then array[array[duration_ms, 1]] end as latencies
            from usage_entry where {only} and %s
            """
                    .replace("{registered}", UsageEntry.REGISTERED);

    /** Own calls of models that the caller may not READ. */
    private static final String ONLY_OWN = "principal_id = $? and not " + UsageRows.REACHES;

    private final UsageScope scope;
    private final UsageQuestion question;
    private final List<String> parts = new ArrayList<>();
    private List<Object> values = List.of();

    private UsageSource(UsageScope scope, UsageQuestion question) {
        this.scope = scope;
        this.question = question;
    }

    static UsageSource of(UsageScope scope, UsageQuestion question) {
        var source = new UsageSource(scope, question);
        var kind = source.kind();
        if (kind.isEmpty()) {
            source.addRows(question.period());
        } else {
            source.addSums(kind);
        }
        return source;
    }

    /** A query of which the columns are the same wherever it reads, with its values as {@code $1} and so on. */
    String sql() {
        return String.join("union all\n", parts);
    }

    List<Object> values() {
        return values;
    }

    /** Which sums tell enough; empty when none do. Sums by caller do not tell of which models they are. */
    private String kind() {
        var filter = question.filter();
        if (!question.by().tellsWho()) {
            return filter.principal() == null ? "model" : "";
        }
        var isOfAnyModel = filter.integration() == null && filter.model() == null;
        return isOfAnyModel && (scope.everyModel() || !scope.everybody()) ? "principal" : "";
    }

    private void addSums(String kind) {
        var spans = UsageSpans.of(question.period(), question.interval());
        spans.rows().forEach(this::addRows);
        spans.hours().forEach(span -> addSums("usage_hour_by_" + kind, span));
        spans.days().forEach(span -> addSums("usage_day_by_" + kind, span));
        if (!question.by().tellsWho() && !scope.everyModel()) {
            spans.summed().ifPresent(this::addOwnRows);
        }
    }

    private void addRows(UsagePeriod span) {
        add(
                ROWS,
                UsageRows.of(
                        next(), scope, span, question.filter(), question.by().tellsWho()));
    }

    private void addOwnRows(UsagePeriod span) {
        var filter = question.filter();
        add(
                ROWS,
                next().and("started_at >= $?", span.start())
                        .and("started_at < $?", span.end())
                        .and("integration = $?", filter.integration())
                        .and("model = $?", filter.model())
                        .and(ONLY_OWN, scope.principal()));
    }

    private void addSums(String table, UsagePeriod span) {
        var filter = question.filter();
        var wanted = next().and("at >= $?", span.start())
                .and("at < $?", span.end())
                .and("integration = $?", filter.integration())
                .and("model = $?", filter.model())
                .and(UsageRows.CALLED_BY, filter.principal());
        add(SUMS.formatted(table, "%s"), question.by().tellsWho() ? ofCallers(wanted) : ofModels(wanted));
    }

    private Conditions ofCallers(Conditions wanted) {
        return scope.everybody() ? wanted : wanted.and(UsageRows.CALLED_BY, scope.principal());
    }

    private Conditions ofModels(Conditions wanted) {
        return scope.everyModel() ? wanted : wanted.and(UsageRows.REACHES, scope.principal());
    }

    private Conditions next() {
        return new Conditions("true", values);
    }

    private void add(String query, Conditions wanted) {
        parts.add(query.formatted(wanted.sql()));
        values = wanted.values();
    }
}
