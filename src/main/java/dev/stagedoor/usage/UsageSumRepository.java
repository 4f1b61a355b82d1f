package dev.stagedoor.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What usage adds up to, from the sums by day. Each query names its models, so that it reads their sums by index and no others. */
@ApplicationScoped
class UsageSumRepository {
    /** Clients may report any numbers: a sum that no integer of theirs can hold stays the largest that can. */
    private static final String SUM = "cast(least(coalesce(sum(%s), 0), 9223372036854775807) as bigint)";

    private static final String TOTALS =
            """
            select model, %s as total from usage_day_by_model
            where integration = $1 and model = any($2)
            group by model
            """
                    .formatted(SUM.formatted("total_tokens"));

    private static final String BY_DAY =
            """
            select cast(extract(epoch from at) * 1000 as bigint) as day, model, %s as prompt, %s as completion, %s as total
            from usage_day_by_model
            where integration = $1 and model = any($2) and at >= $3
            group by day, model having sum(total_tokens) > 0
            order by day, model collate "C"
            """
                    .formatted(
                            SUM.formatted("prompt_tokens"),
                            SUM.formatted("completion_tokens"),
                            SUM.formatted("total_tokens"));

    private final Pool pool;

    UsageSumRepository(Pool pool) {
        this.pool = pool;
    }

    /** All tokens ever used by each of these models that used any. */
    Uni<Map<String, Long>> totals(String integration, List<String> models) {
        return pool.preparedQuery(TOTALS)
                .execute(Tuple.of(integration, models.toArray(String[]::new)))
                .map(rows -> {
                    Map<String, Long> totals = new HashMap<>();
                    rows.forEach(row -> totals.put(row.getString("model"), row.getLong("total")));
                    return totals;
                });
    }

    /** The tokens that these models used on each day in UTC on which they used any. */
    Uni<List<TokenUsageLog>> byDay(String integration, List<String> models, Instant from) {
        return pool.preparedQuery(BY_DAY)
                .execute(Tuple.of(integration, models.toArray(String[]::new), from.atOffset(ZoneOffset.UTC)))
                .map(rows -> {
                    List<TokenUsageLog> days = new ArrayList<>();
                    rows.forEach(row -> days.add(day(integration, row)));
                    return days;
                });
    }

    private static TokenUsageLog day(String integration, Row row) {
        return new TokenUsageLog(
                integration,
                row.getString("model"),
                row.getLong("day"),
                row.getLong("prompt"),
                row.getLong("completion"),
                row.getLong("total"));
    }
}
