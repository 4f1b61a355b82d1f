package dev.stagedoor.audit;

import dev.stagedoor.audit.AuditResource.Query;
import dev.stagedoor.audit.Refusal.Kind;
import dev.stagedoor.store.Conditions;
import io.smallrye.mutiny.Uni;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The audit: refusals are added, nothing is ever changed or removed. */
@ApplicationScoped
class AuditRepository {
    private static final String ADD = "select audit_refusal($1, $2, $3, $4, $5, $6, $7, $8)";

    private static final String FIND = "select * from audit_entry where %s order by id desc limit %d";

    /** How many entries one search reads, at most. */
    static final int LOOKED_AT = 10_000;

    private static final String LAST_LOOKED_AT =
            "select id from audit_entry where %s order by id desc limit 1 offset " + (LOOKED_AT - 1);

    /** Texts are compared as they are, so that no character of what is looked for stands for another. */
    private static final String HOLDS =
            """
            (strpos(lower(actor), lower($?)) > 0 or strpos(lower(target_id), lower($?)) > 0
             or exists (select from jsonb_each_text(before) where strpos(lower(value), lower($?)) > 0)
             or exists (select from jsonb_each_text(after) where strpos(lower(value), lower($?)) > 0))
            """;

    private final Pool pool;

    AuditRepository(Pool pool) {
        this.pool = pool;
    }

    /** One row for equal refusals, dated as the first of them. */
    Uni<Void> add(List<Refusal> refusals) {
        var byKind = refusals.stream()
                .collect(Collectors.groupingBy(Refusal::kind, LinkedHashMap::new, Collectors.toList()));
        return pool.preparedQuery(ADD)
                .executeBatch(byKind.entrySet().stream()
                        .map(equal -> row(equal.getKey(), equal.getValue()))
                        .toList())
                .replaceWithVoid();
    }

    private static Tuple row(Kind kind, List<Refusal> equal) {
        return Tuple.tuple()
                .addOffsetDateTime(equal.getFirst().at().atOffset(ZoneOffset.UTC))
                .addString(kind.origin().actor())
                .addString(kind.origin().accessKeyId().orElse(null))
                .addString(kind.origin().address().orElse(null))
                .addString(kind.action())
                .addInteger(kind.status())
                .addString(kind.reason())
                .addInteger(equal.size());
    }

    Uni<AuditPage> find(Query query) {
        var filter = Conditions.NONE
                .and("kind = $?", query.kind())
                .and("actor = $?", query.actor())
                .and("target_type = $?", query.targetType())
                .and("target_id = $?", query.targetId())
                .and("action = $?", query.action())
                .and("at >= $?", time(query.from()))
                .and("at < $?", time(query.to()))
                .and("id < $?", query.before());
        return query.search() == null ? page(filter, query.limit(), null) : search(filter, query);
    }

    /** Values are read by no index, so that only so many are read at a time. */
    private Uni<AuditPage> search(Conditions filter, Query query) {
        return pool.preparedQuery(LAST_LOOKED_AT.formatted(filter.sql()))
                .execute(Tuple.tuple(filter.values()))
                .map(rows -> rows.size() == 0 ? null : rows.iterator().next().getLong("id"))
                .chain(last -> page(filter.and("id >= $?", last).and(HOLDS, query.search()), query.limit(), last));
    }

    private Uni<AuditPage> page(Conditions filter, int limit, Long unread) {
        return pool.preparedQuery(FIND.formatted(filter.sql(), limit + 1))
                .execute(Tuple.tuple(filter.values()))
                .map(rows -> {
                    var entries = new ArrayList<AuditEntry>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return AuditPage.of(entries, limit, unread);
                });
    }

    private static OffsetDateTime time(Long millis) {
        return millis == null ? null : Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                row.getLong("id"),
                row.getOffsetDateTime("at").toInstant().toEpochMilli(),
                row.getString("kind"),
                row.getString("actor"),
                row.getString("access_key_id"),
                row.getString("address"),
                row.getString("action"),
                row.getString("target_type"),
                row.getString("target_id"),
                texts(row, "changed"),
                object(row, "before"),
                object(row, "after"),
                row.getInteger("status"),
                row.getString("reason"),
                row.getInteger("times"));
    }

    private static List<String> texts(Row row, String column) {
        var array = row.getArrayOfStrings(column);
        return array == null ? null : List.of(array);
    }

    private static Map<String, Object> object(Row row, String column) {
        return row.getValue(column) instanceof JsonObject object ? object.getMap() : null;
    }
}
