package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Reads which limits apply, in one statement together with the version of the access graph that this is true of. */
@ApplicationScoped
class AppliedLimitRepository {
    private static final String LIMITS =
            """
            select v.version, l.id, l.target_type, l.target_id, l.counts, l.period, l.amount
            from acl_version v
            left join usage_limit l on l.amount is not null and l.period is not null and (l.target_type, l.target_id) in (
                %s)
            order by l.counts desc, l.id
            """;

    private static final String OF_PRINCIPAL =
            """
                select 'APPLICATION', substr($1, 5) where starts_with($1, 'app:')
                union all
                select 'USER', $1 where not starts_with($1, 'app:')
                union all
                select s.subject_type, s.subject_id from principal_subject s
                where s.principal_id = $1 and s.subject_type = 'GROUP'\
            """;

    private static final String OF_TARGETS = "select * from unnest($1::text[], $2::text[])";

    private final Pool pool;

    AppliedLimitRepository(Pool pool) {
        this.pool = pool;
    }

    /** What applies, as it stood at one version of the access graph. */
    record Applied(long version, List<UsageLimit> limits) {}

    /** The limits of a user or an application, and of its groups. */
    Uni<Applied> of(Subject principal) {
        return pool.preparedQuery(LIMITS.formatted(OF_PRINCIPAL))
                .execute(Tuple.of(principal.id()))
                .map(AppliedLimitRepository::applied);
    }

    /** The limits of a target and of what contains it. */
    Uni<Applied> of(Target target) {
        var all = target.andContainers();
        return pool.preparedQuery(LIMITS.formatted(OF_TARGETS))
                .execute(Tuple.of(
                        all.stream().map(each -> each.type().name()).toArray(String[]::new),
                        all.stream().map(Target::id).toArray(String[]::new)))
                .map(AppliedLimitRepository::applied);
    }

    private static Applied applied(RowSet<Row> rows) {
        List<UsageLimit> limits = new ArrayList<>();
        var version = 0L;
        for (var row : rows) {
            version = row.getLong("version");
            if (row.getLong("id") != null) {
                limits.add(limit(row));
            }
        }
        return new Applied(version, List.copyOf(limits));
    }

    private static UsageLimit limit(Row row) {
        return new UsageLimit(
                row.getLong("id"),
                new Target(TargetType.valueOf(row.getString("target_type")), row.getString("target_id")),
                Counts.valueOf(row.getString("counts")),
                LimitPeriod.valueOf(row.getString("period")),
                row.getLong("amount"));
    }
}
