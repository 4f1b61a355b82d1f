package dev.stagedoor.usage;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;

/** Usage rows. Writing the same entry twice leaves one row, and adds it to the sums by hour and by day once. */
@ApplicationScoped
class UsageRepository {
    /** One statement for all rows, each column as one array, so that all or none are written. */
    private static final String INSERT =
            """
            insert into usage_entry (
                id, started_at, principal_id, access_key_id, integration, model, endpoint, streamed, outcome, status,
                prompt_tokens, completion_tokens, total_tokens, cached_tokens, reasoning_tokens, estimated, cost_nanos,
                first_byte_ms, duration_ms)
            select * from unnest(
                $1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::boolean[],
                $9::text[], $10::integer[], $11::bigint[], $12::bigint[], $13::bigint[], $14::bigint[], $15::bigint[],
                $16::boolean[], $17::bigint[], $18::bigint[], $19::bigint[])
            on conflict (id) do nothing
            """;

    private final Pool pool;

    UsageRepository(Pool pool) {
        this.pool = pool;
    }

    /** Writes all of them or none. */
    Uni<Void> add(List<UsageEntry> entries) {
        return pool.preparedQuery(INSERT)
                .execute(Tuple.tuple(new Columns(entries).values()))
                .replaceWithVoid();
    }

    /** Entries, turned from rows into columns. */
    private record Columns(List<UsageEntry> entries) {
        List<Object> values() {
            return List.of(
                    of(UUID[]::new, UsageEntry::id),
                    of(OffsetDateTime[]::new, entry -> entry.startedAt().atOffset(ZoneOffset.UTC)),
                    of(String[]::new, UsageEntry::principalId),
                    of(String[]::new, entry -> entry.accessKeyId().orElse(null)),
                    of(String[]::new, UsageEntry::integration),
                    of(String[]::new, UsageEntry::model),
                    of(String[]::new, UsageEntry::endpoint),
                    of(Boolean[]::new, UsageEntry::streamed),
                    of(String[]::new, entry -> entry.outcome().name()),
                    of(Integer[]::new, UsageEntry::status),
                    of(Long[]::new, entry -> entry.tokens().prompt()),
                    of(Long[]::new, entry -> entry.tokens().completion()),
                    of(Long[]::new, entry -> entry.tokens().total()),
                    of(Long[]::new, entry -> entry.tokens().cached()),
                    of(Long[]::new, entry -> entry.tokens().reasoning()),
                    of(Boolean[]::new, entry -> entry.tokens().isEstimated()),
                    of(Long[]::new, UsageEntry::costNanos),
                    of(Long[]::new, UsageEntry::firstByteMillis),
                    of(Long[]::new, UsageEntry::durationMillis));
        }

        private <C> C[] of(IntFunction<C[]> array, Function<UsageEntry, C> column) {
            return entries.stream().map(column).toArray(array);
        }
    }
}
