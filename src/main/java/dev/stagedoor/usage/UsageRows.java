package dev.stagedoor.usage;

import dev.stagedoor.store.Conditions;
import java.time.ZoneOffset;
import java.util.ArrayList;

/** Which rows a query is about: what was asked for, of what the caller may see. */
final class UsageRows {
    private static final String REACHED =
            "(select target_id from reached_target where principal_id = $? and access & 2 <> 0 and target_type = '%s')";

    /** Of models that the caller may READ. */
    static final String REACHES = "(integration collate \"C\" in " + REACHED.formatted("INTEGRATION_PROVIDER")
            + " or (integration || ':' || model) collate \"C\" in " + REACHED.formatted("INTEGRATION") + ")";

    private static final String VISIBLE = "(principal_id = $? or " + REACHES + ")";

    static final String CALLED_BY = "principal_id = $?";

    private UsageRows() {}

    /**
     * The rows of a period.
     *
     * @param tellsWho whether the answer tells who called, if only by being empty or not
     */
    static Conditions of(UsageScope scope, UsagePeriod period, UsageFilter filter, boolean tellsWho) {
        return of(Conditions.NONE, scope, period, filter, tellsWho);
    }

    /** The same beside other conditions of the same statement. */
    static Conditions of(
            Conditions others, UsageScope scope, UsagePeriod period, UsageFilter filter, boolean tellsWho) {
        var wanted = others.and("started_at >= $?", period.start())
                .and("started_at < $?", period.end())
                .and("integration = $?", filter.integration())
                .and("model = $?", filter.model())
                .and(CALLED_BY, filter.principal());
        if (!scope.everybody() && (tellsWho || filter.principal() != null)) {
            return wanted.and(CALLED_BY, scope.principal());
        }
        return scope.everyModel() ? wanted : wanted.and(VISIBLE, scope.principal());
    }

    /** Those of them that come after this one. */
    static Conditions after(UsageEntry last, Conditions rows) {
        var more = new ArrayList<>(rows.values());
        more.add(last.startedAt().atOffset(ZoneOffset.UTC));
        more.add(last.id());
        return new Conditions(
                rows.sql() + " and (started_at, id) > ($%d, $%d)".formatted(more.size() - 1, more.size()), more);
    }
}
