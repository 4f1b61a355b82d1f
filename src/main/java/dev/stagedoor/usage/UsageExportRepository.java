package dev.stagedoor.usage;

import dev.stagedoor.usage.UsageEntry.Outcome;
import dev.stagedoor.usage.UsageEntry.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads usage rows page by page, the oldest first. */
@ApplicationScoped
class UsageExportRepository {
    /** As many as are held in memory at once for one reader. */
    static final int PAGE = 1000;

    private static final String ROWS =
            """
            select * from usage_entry where %s
            order by started_at, id limit %d
            """;

    private final Pool pool;

    UsageExportRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * The next rows.
     *
     * @param last the last one of the page before; empty for the first page
     */
    Uni<List<UsageEntry>> page(UsageScope scope, UsagePeriod period, UsageFilter filter, Optional<UsageEntry> last) {
        var all = UsageRows.of(scope, period, filter, false);
        var rows = last.map(entry -> UsageRows.after(entry, all)).orElse(all);
        return pool.preparedQuery(ROWS.formatted(rows.sql(), PAGE))
                .execute(Tuple.tuple(rows.values()))
                .map(found -> {
                    List<UsageEntry> entries = new ArrayList<>();
                    found.forEach(row -> entries.add(entry(row)));
                    return entries;
                });
    }

    private static UsageEntry entry(Row row) {
        return new UsageEntry(
                row.getUUID("id"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getString("principal_id"),
                Optional.ofNullable(row.getString("access_key_id")),
                row.getString("integration"),
                row.getString("model"),
                row.getString("endpoint"),
                row.getBoolean("streamed"),
                Outcome.valueOf(row.getString("outcome")),
                row.getInteger("status"),
                tokens(row),
                row.getLong("cost_nanos"),
                row.getLong("first_byte_ms"),
                row.getLong("duration_ms"));
    }

    /** Rows of calls that failed have none in older installations. */
    private static Tokens tokens(Row row) {
        var total = row.getLong("total_tokens");
        return total == null
                ? Tokens.NONE
                : new Tokens(
                        row.getLong("prompt_tokens"),
                        row.getLong("completion_tokens"),
                        total,
                        row.getLong("cached_tokens"),
                        row.getLong("reasoning_tokens"),
                        row.getBoolean("estimated"));
    }
}
