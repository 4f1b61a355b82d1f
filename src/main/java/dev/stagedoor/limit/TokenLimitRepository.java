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

/** Limits as rows: one per integration or model. Takes part in the caller's session or transaction. */
@ApplicationScoped
class TokenLimitRepository {
    /** Nothing when there is no such integration or model. */
    private static final String LIMITED =
            """
            from integration i left join model m on m.integration_id = i.id and m.name = :model
            %s
            where i.name = :integration and (m.id is not null) = (cast(:type as text) = 'INTEGRATION')
            """;

    private static final String FIND =
            """
            select l.max_tokens, l.period, l.created_by, l.updated_by, l.owner_app,
                   cast(extract(epoch from l.created_at) * 1000 as bigint),
                   cast(extract(epoch from l.updated_at) * 1000 as bigint)
            """
                    + LIMITED.formatted("left join token_limit l on l.target_type = :type and l.target_id = :id");

    private static final String PUT =
            """
            insert into token_limit (
                target_type, target_id, integration_id, model_id, max_tokens, period, owner_app,
                created_at, created_by, updated_at, updated_by)
            select cast(:type as text), cast(:id as text), i.id, m.id,
                   nullif(cast(:maxTokens as bigint), -1), nullif(cast(:period as text), ''),
                   nullif(cast(:ownerApp as text), ''), now(), cast(:by as text), now(), cast(:by as text)
            """
                    + LIMITED.formatted("")
                    + """
                    on conflict (target_type, target_id) do update set
                        max_tokens = coalesce(excluded.max_tokens, token_limit.max_tokens),
                        period = coalesce(excluded.period, token_limit.period),
                        owner_app = coalesce(excluded.owner_app, token_limit.owner_app),
                        updated_at = excluded.updated_at,
                        updated_by = excluded.updated_by
                    """;

    private static final String ON =
            """
            select target_type, target_id, max_tokens, period from token_limit
            where (target_type, target_id) in (select * from unnest(cast(:types as text[]), cast(:ids as text[])))
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
        var names = LimitedNames.of(target);
        return Panache.getSession().chain(session -> session.createNativeQuery(PUT)
                .setParameter("type", target.type().name())
                .setParameter("id", target.id())
                .setParameter("integration", names.integration())
                .setParameter("model", names.model().orElse(""))
                .setParameter("maxTokens", limit.maxTokens() == null ? -1L : limit.maxTokens())
                .setParameter(
                        "period", limit.period() == null ? "" : limit.period().name())
                .setParameter("ownerApp", ownerApp)
                .setParameter("by", by)
                .executeUpdate());
    }

    Uni<Void> remove(Target target) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery(
                                "delete from token_limit where target_type = :type and target_id = :id")
                        .setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .executeUpdate())
                .replaceWithVoid();
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
