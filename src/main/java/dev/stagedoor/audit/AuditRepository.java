package dev.stagedoor.audit;

import dev.stagedoor.audit.AuditResource.Query;
import dev.stagedoor.audit.Refusal.Kind;
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

    private static final String FIND = "select * from audit_entry where true%s order by id desc limit %d";

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
        var search = new Search()
                .where("kind =", query.kind())
                .where("actor =", query.actor())
                .where("target_type =", query.targetType())
                .where("target_id =", query.targetId())
                .where("action =", query.action())
                .where("at >=", time(query.from()))
                .where("at <", time(query.to()))
                .where("id <", query.before());
        return pool.preparedQuery(FIND.formatted(search.conditions(), query.limit() + 1))
                .execute(Tuple.tuple(search.values()))
                .map(rows -> {
                    var entries = new ArrayList<AuditEntry>();
                    rows.forEach(row -> entries.add(entry(row)));
                    return AuditPage.of(entries, query.limit());
                });
    }

    /** Only conditions that were asked for, so that each search has the plan that suits it. */
    private record Search(String conditions, List<Object> values) {
        Search() {
            this("", List.of());
        }

        Search where(String condition, Object value) {
            if (value == null) {
                return this;
            }
            var more = new ArrayList<>(values);
            more.add(value);
            return new Search(conditions + " and " + condition + " $" + more.size(), more);
        }
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
