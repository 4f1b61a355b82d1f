package dev.stagedoor.limit;

import dev.stagedoor.access.graph.Target;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Limits as rows, with how full they are. Takes part in the caller's session or transaction. */
@ApplicationScoped
class LimitRepository {
    /** One row when there is what the limit is on, none when not; with the columns that make the limit go with it. */
    private static final String PLACE =
            """
            select i.id as integration_id, m.id as model_id, a.id as application_id, g.id as group_id, u.id as user_id
            from (values (1)) as one
            left join integration i on :type in ('INTEGRATION_PROVIDER', 'INTEGRATION') and i.name = split_part(:id, ':', 1)
            left join model m on :type = 'INTEGRATION' and m.integration_id = i.id
                and m.name = substr(:id, strpos(:id, ':') + 1)
            left join application a on :type = 'APPLICATION' and a.id = :id
            left join user_group g on :type = 'GROUP' and g.id = :id
            left join user_account u on :type = 'USER' and u.id = :id
            where case :type
                when 'INTEGRATION_PROVIDER' then i.id is not null
                when 'INTEGRATION' then m.id is not null
                else coalesce(a.id, g.id, u.id) is not null end
            """;

    private static final String PUT =
            """
            insert into usage_limit (
                target_type, target_id, counts, period, amount, integration_id, model_id, application_id, group_id, user_id,
                created_at, created_by, updated_at, updated_by)
            select :type, :id, :counts, :period, :amount, place.*, now(), :by, now(), :by from (
            """
                    + PLACE
                    + """
                    ) place
                    on conflict (target_type, target_id, counts, coalesce(period, '')) do update set
                        amount = excluded.amount, updated_at = excluded.updated_at, updated_by = excluded.updated_by
                    """;

    private static final String REMOVE_OTHERS =
            """
            delete from usage_limit where target_type = :type and target_id = :id
              and (counts || ' ' || coalesce(period, '')) <> all (cast(:kept as text[]))
            """;

    /** Where periods begin comes from outside, since it is this program's clock that decides it. */
    private static final String STATES =
            """
            select l.target_type, l.target_id, l.counts, l.period, l.amount,
                coalesce(c.taken, 0),
                coalesce((select cast(sum(h.in_hand) as bigint) from limit_lease h
                    where h.limit_id = l.id and h.period_start = c.period_start and h.expires_at > now()), 0),
                coalesce(c.refused, 0)
            from usage_limit l
            left join limit_count c on c.limit_id = l.id and c.period_start = (case l.period
                when 'MINUTE' then cast(:minute as timestamptz) when 'DAY' then cast(:day as timestamptz)
                when 'WEEK' then cast(:week as timestamptz) else cast(:month as timestamptz) end)
            where l.amount is not null and l.period is not null and %s
            order by l.target_type, l.target_id, l.counts, array_position(array['MINUTE', 'DAY', 'WEEK', 'MONTH'], l.period)
            """;

    private static final String ALL = STATES.formatted(
            """
            (l.target_type, l.target_id) in (
                select distinct target_type, target_id from usage_limit
                where (target_type, target_id) > (:afterType, :afterId) and amount is not null and period is not null
                order by target_type, target_id limit :rows)
            """);

    private static final String ON = STATES.formatted(
            "(l.target_type, l.target_id) in (select * from unnest(cast(:types as text[]), cast(:ids as text[])))");

    /** Whether there is what a limit could be on. */
    Uni<Boolean> isThere(Target target) {
        return Panache.getSession()
                .chain(session -> session.createNativeQuery("select count(*) from (" + PLACE + ") place", Long.class)
                        .setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .getSingleResult())
                .map(count -> count > 0);
    }

    Uni<Void> put(Target target, LimitsUpdate.Entry limit, String by) {
        return statement(PUT, target)
                .chain(insert -> insert.setParameter("counts", limit.counts().name())
                        .setParameter("period", limit.period().name())
                        .setParameter("amount", limit.stored())
                        .setParameter("by", by)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Takes away all limits of a target but these. */
    Uni<Void> removeOthers(Target target, Collection<LimitsUpdate.Entry> kept) {
        return statement(REMOVE_OTHERS, target)
                .chain(delete -> delete.setParameter(
                                "kept",
                                kept.stream()
                                        .map(limit -> limit.counts() + " " + limit.period())
                                        .toArray(String[]::new))
                        .executeUpdate())
                .replaceWithVoid();
    }

    private static Uni<Mutiny.MutationQuery> statement(String sql, Target target) {
        return Panache.getSession().map(session -> (Mutiny.MutationQuery) session.createNativeQuery(sql)
                .setParameter("type", target.type().name())
                .setParameter("id", target.id()));
    }

    /** The limits on these targets. */
    Uni<List<LimitState>> on(Collection<Target> targets, Instant now) {
        return states(ON, now)
                .chain(query -> query.setParameter(
                                "types",
                                targets.stream().map(t -> t.type().name()).toArray(String[]::new))
                        .setParameter("ids", targets.stream().map(Target::id).toArray(String[]::new))
                        .getResultList())
                .map(rows -> rows.stream().map(row -> state(row, now)).toList());
    }

    /** All limits, of so many things that come after this one by type and id. */
    Uni<List<LimitState>> after(String type, String id, int things, Instant now) {
        return states(ALL, now)
                .chain(query -> query.setParameter("afterType", type)
                        .setParameter("afterId", id)
                        .setParameter("rows", things)
                        .getResultList())
                .map(rows -> rows.stream().map(row -> state(row, now)).toList());
    }

    private static Uni<Mutiny.SelectionQuery<Object[]>> states(String sql, Instant now) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql, Object[].class)
                .setParameter("minute", start(LimitPeriod.MINUTE, now))
                .setParameter("day", start(LimitPeriod.DAY, now))
                .setParameter("week", start(LimitPeriod.WEEK, now))
                .setParameter("month", start(LimitPeriod.MONTH, now)));
    }

    private static OffsetDateTime start(LimitPeriod period, Instant now) {
        return Instant.ofEpochMilli(period.around(now.toEpochMilli()).start()).atOffset(ZoneOffset.UTC);
    }

    private static LimitState state(Object[] row, Instant now) {
        var counts = Counts.valueOf((String) row[2]);
        var period = LimitPeriod.valueOf((String) row[3]);
        var inHand = (Long) row[6];
        return new LimitState(
                (String) row[0],
                (String) row[1],
                counts,
                period,
                LimitsUpdate.shown(counts, (Long) row[4]),
                LimitsUpdate.shown(counts, (Long) row[5] - inHand),
                LimitsUpdate.shown(counts, inHand),
                (Long) row[7],
                period.around(now.toEpochMilli()).end());
    }
}
