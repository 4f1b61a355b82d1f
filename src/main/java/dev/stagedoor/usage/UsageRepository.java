package dev.stagedoor.usage;

import dev.stagedoor.usage.UsageEntry.Tokens;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.ZoneOffset;
import java.util.List;

/** Usage rows. Writing the same entry twice leaves one row. */
@ApplicationScoped
class UsageRepository {
    private static final String INSERT =
            """
            insert into usage_entry (
                id, started_at, principal_id, access_key_id, integration, model, endpoint, streamed, outcome, status,
                prompt_tokens, completion_tokens, total_tokens, first_byte_ms, duration_ms,
                requested_model, attempts)
            values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
            on conflict (id) do nothing
            """;

    private final Pool pool;

    UsageRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Void> add(List<UsageEntry> entries) {
        return pool.preparedQuery(INSERT)
                .executeBatch(entries.stream().map(UsageRepository::row).toList())
                .replaceWithVoid();
    }

    private static Tuple row(UsageEntry entry) {
        return Tuple.tuple()
                .addUUID(entry.id())
                .addOffsetDateTime(entry.startedAt().atOffset(ZoneOffset.UTC))
                .addString(entry.principalId())
                .addString(entry.accessKeyId().orElse(null))
                .addString(entry.integration())
                .addString(entry.model())
                .addString(entry.endpoint())
                .addBoolean(entry.streamed())
                .addString(entry.outcome().name())
                .addInteger(entry.status())
                .addLong(entry.tokens().map(Tokens::prompt).orElse(null))
                .addLong(entry.tokens().map(Tokens::completion).orElse(null))
                .addLong(entry.tokens().map(Tokens::total).orElse(null))
                .addLong(entry.firstByteMillis())
                .addLong(entry.durationMillis())
                .addString(entry.way().requestedModel().orElse(null))
                .addInteger(entry.way().attempts());
    }
}
