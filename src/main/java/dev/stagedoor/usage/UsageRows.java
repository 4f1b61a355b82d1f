package dev.stagedoor.usage;

import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The rows that a query is about: what was asked for, of what the caller may see. */
record UsageCondition(String sql, List<Object> values) {
    /** Stands for the value of one condition, as often as it is needed there. */
    private static final String VALUE = "$?";

    private static final String REACHED =
            "(select target_id from reached_target where principal_id = $? and access & 2 <> 0 and target_type = '%s')";

    private static final String VISIBLE = "(principal_id = $? or integration collate \"C\" in "
            + REACHED.formatted("INTEGRATION_PROVIDER")
            + " or (integration || ':' || model) collate \"C\" in "
            + REACHED.formatted("INTEGRATION") + ")";

    /**
     * The rows of a period.
     *
     * @param tellsWho whether the answer tells who called, if only by being empty or not
     */
    static UsageCondition of(UsageScope scope, UsagePeriod period, UsageFilter filter, boolean tellsWho) {
        return new UsageCondition("true", List.of())
                .and("started_at >= $?", period.start())
                .and("started_at < $?", period.end())
                .and("integration = $?", filter.integration())
                .and("model = $?", filter.model())
                .and("principal_id = $?", filter.principal())
                .and(scope, tellsWho || filter.principal() != null);
    }

    private UsageCondition and(UsageScope scope, boolean tellsWho) {
        if (tellsWho && !scope.everybody()) {
            return and("principal_id = $?", scope.principal());
        }
        return scope.everyModel() ? this : and(VISIBLE, scope.principal());
    }

    /** The same when there is no value: each question gets the plan that suits it. */
    private UsageCondition and(String condition, Object value) {
        if (value == null) {
            return this;
        }
        var more = new ArrayList<>(values);
        more.add(value);
        return new UsageCondition(sql + " and " + condition.replace(VALUE, "$" + more.size()), more);
    }

    /** The same without this row and all before it. */
    UsageCondition after(UsageEntry last) {
        var at = last.startedAt().atOffset(ZoneOffset.UTC);
        var more = new ArrayList<>(values);
        more.addAll(List.of(at, last.id()));
        return new UsageCondition(
                sql + " and (started_at, id) > ($%d, $%d)".formatted(values.size() + 1, values.size() + 2), more);
    }
}
