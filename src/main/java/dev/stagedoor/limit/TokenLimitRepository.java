package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.limit.TokenLimit.History;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;

/**
 * Limits on tokens of integrations and models as the contract knows them: one of each. Takes part in the caller's session or
 * transaction.
 */
@ApplicationScoped
class TokenLimitRepository {
    /** Nothing when there is no such integration or model. */
    private static final String LIMITED =
            """
            from integration i left join model m on m.integration_id = i.id and m.name = :model
            %s
            where i.name = :integration and (m.id is not null) = (cast(:type as text) = 'INTEGRATION')
            """;

    /** The contract knows one limit on tokens of each: where there are several, that of the shortest period. */
    private static final String SHOWN =
            """
            select * from usage_limit
            where target_type = :type and target_id = :id and counts = 'TOKENS' and period is distinct from 'MINUTE'
            order by array_position(array['DAY', 'WEEK', 'MONTH'], period) limit 1
            """;

    private static final String FIND =
            """
            select l.amount, l.period, l.created_by, l.updated_by, l.owner_app,
                   cast(extract(epoch from l.created_at) * 1000 as bigint),
                   cast(extract(epoch from l.updated_at) * 1000 as bigint)
            """
                    + LIMITED.formatted("left join lateral (" + SHOWN + ") l on true");

    /** A limit that gets another period takes the place of the one that had it. */
    private static final String MAKE_ROOM =
            """
            delete from usage_limit
            where target_type = :type and target_id = :id and counts = 'TOKENS' and period = :period
              and id <> (select id from (
            """
                    + SHOWN + ") shown)";

    private static final String CHANGE =
            """
            update usage_limit set
                amount = coalesce(nullif(cast(:maxTokens as bigint), -1), amount),
                period = coalesce(nullif(cast(:period as text), ''), period),
                owner_app = coalesce(nullif(cast(:ownerApp as text), ''), owner_app),
                updated_at = now(),
                updated_by = :by
            where id = (select id from (
            """
                    + SHOWN + ") shown)";

    private static final String ADD =
            """
            insert into usage_limit (
                target_type, target_id, counts, integration_id, model_id, amount, period, owner_app,
                created_at, created_by, updated_at, updated_by)
            select cast(:type as text), cast(:id as text), 'TOKENS', i.id, m.id,
                   nullif(cast(:maxTokens as bigint), -1), nullif(cast(:period as text), ''),
                   nullif(cast(:ownerApp as text), ''), now(), cast(:by as text), now(), cast(:by as text)
            """
                    + LIMITED.formatted("")
                    + """
                    on conflict (target_type, target_id, counts, coalesce(period, '')) do update set
                        amount = coalesce(excluded.amount, usage_limit.amount),
                        owner_app = coalesce(excluded.owner_app, usage_limit.owner_app),
                        updated_at = excluded.updated_at,
                        updated_by = excluded.updated_by
                    """;

    private static final String REMOVE =
            """
            delete from usage_limit
            where target_type = :type and target_id = :id and counts = 'TOKENS' and period is distinct from 'MINUTE'
            """;

    private static final String ON =
            """
            select distinct on (target_type, target_id) target_type, target_id, amount, period from usage_limit
            where (target_type, target_id) in (select * from unnest(cast(:types as text[]), cast(:ids as text[])))
              and counts = 'TOKENS' and period is distinct from 'MINUTE'
            order by target_type, target_id, array_position(array['DAY', 'WEEK', 'MONTH'], period)
            """;

    /** The limit of a target that is there; null for one that is not. */
    Uni<TokenLimit> find(Target target) {
        var names = LimitedNames.of(target);
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(FIND, Object[].class)
                        .setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .setParameter("integration", names.integration())
                        .setParameter("model", names.model().orElse(""))
                        .getSingleResultOrNull())
                .map(row -> row == null ? null : TokenLimit.of(target, limit(row[0], row[1]), history(row)));
    }

    private static History history(Object[] row) {
        return new History((Long) row[5], (Long) row[6], (String) row[2], (String) row[3], (String) row[4]);
    }

    private static Limit limit(Object maxTokens, Object period) {
        return new Limit((Long) maxTokens, period == null ? null : LimitPeriod.valueOf((String) period));
    }

    /** Writes what the limit says and keeps the rest. How many rows that were: none when the target is not there. */
    Uni<Integer> put(Target target, Limit limit, String ownerApp, String by) {
        return makeRoom(target, limit)
                .chain(() -> statement(CHANGE, target))
                .chain(change -> says(change, limit, ownerApp, by).executeUpdate())
                .chain(changed -> changed > 0 ? Uni.createFrom().item(changed) : add(target, limit, ownerApp, by));
    }

    private static Uni<Integer> makeRoom(Target target, Limit limit) {
        return statement(MAKE_ROOM, target)
                .chain(delete -> delete.setParameter("period", nameOf(limit)).executeUpdate());
    }

    private static Uni<Integer> add(Target target, Limit limit, String ownerApp, String by) {
        var names = LimitedNames.of(target);
        return statement(ADD, target).chain(insert -> says(insert, limit, ownerApp, by)
                .setParameter("integration", names.integration())
                .setParameter("model", names.model().orElse(""))
                .executeUpdate());
    }

    private static Mutiny.MutationQuery says(Mutiny.MutationQuery query, Limit limit, String ownerApp, String by) {
        return query.setParameter("maxTokens", limit.maxTokens() == null ? -1L : limit.maxTokens())
                .setParameter("period", nameOf(limit))
                .setParameter("ownerApp", ownerApp)
                .setParameter("by", by);
    }

    private static String nameOf(Limit limit) {
        return limit.period() == null ? "" : limit.period().name();
    }

    private static Uni<Mutiny.MutationQuery> statement(String sql, Target target) {
        return Panache.getSession().map(session -> (Mutiny.MutationQuery) session.createNativeQuery(sql)
                .setParameter("type", target.type().name())
                .setParameter("id", target.id()));
    }

    Uni<Void> remove(Target target) {
        return statement(REMOVE, target).chain(query -> query.executeUpdate()).replaceWithVoid();
    }

    /** The limit of each of these targets that has one. */
    Uni<Map<Target, Limit>> on(Collection<Target> targets) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(ON, Object[].class)
                        .setParameter(
                                "types",
                                targets.stream().map(t -> t.type().name()).toArray(String[]::new))
                        .setParameter("ids", targets.stream().map(Target::id).toArray(String[]::new))
                        .getResultList())
                .map(TokenLimitRepository::byTarget);
    }

    private static Map<Target, Limit> byTarget(List<Object[]> rows) {
        return rows.stream()
                .collect(Collectors.toMap(
                        row -> new Target(TargetType.valueOf((String) row[0]), (String) row[1]),
                        row -> limit(row[2], row[3])));
    }
}
