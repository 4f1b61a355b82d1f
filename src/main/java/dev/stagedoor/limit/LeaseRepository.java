package dev.stagedoor.limit;

import dev.stagedoor.access.StoreGuard;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.ToLongFunction;
import java.util.stream.StreamSupport;

/** Leases as rows. What they add up to is changed by the function {@code draw_on_limit} alone. */
@ApplicationScoped
class LeaseRepository {
    private static final String DRAW =
            """
            select d.granted, d.remaining
            from unnest(
                $1::bigint[], $2::timestamptz[], $3::uuid[], $4::bigint[], $5::bigint[], $6::bigint[], $7::bigint[],
                $8::bigint[], $9::bigint[], $10::bigint[])
                with ordinality as a (
                    of, start, lease, step, own, in_hand, refused, need, spare, one_call, place)
            cross join lateral draw_on_limit(
                a.of, a.start, a.lease, a.step, a.own, a.in_hand, a.refused, a.need, a.spare, a.one_call,
                make_interval(secs => $11)) d
            order by a.place
            """;

    private final Pool pool;
    private final StoreGuard guard;
    private final LimitsConfig config;

    LeaseRepository(Pool pool, StoreGuard guard, LimitsConfig config) {
        this.pool = pool;
        this.guard = guard;
        this.config = config;
    }

    /** In the order in which rows are locked, so that nodes that draw several at once do not wait for each other. */
    static final Comparator<Draw> ORDER =
            Comparator.<Draw>comparingLong(draw -> draw.limit().id()).thenComparingLong(Draw::periodStart);

    /**
     * The answers to these draws, which are in {@link #ORDER}, in one transaction. It is tried twice, since two nodes that begin
     * a period at once may be in each other's way.
     */
    Uni<List<Draw.Answer>> draw(List<Draw> draws) {
        return guard.read(() -> Uni.createFrom()
                .deferred(() -> pool.preparedQuery(DRAW).execute(parameters(draws)))
                .onFailure()
                .retry()
                .atMost(1)
                .map(LeaseRepository::answers));
    }

    private Tuple parameters(List<Draw> draws) {
        return Tuple.tuple()
                .addArrayOfLong(longs(draws, draw -> draw.limit().id()))
                .addArrayOfOffsetDateTime(draws.stream()
                        .map(draw -> Instant.ofEpochMilli(draw.periodStart()).atOffset(ZoneOffset.UTC))
                        .toArray(OffsetDateTime[]::new))
                .addArrayOfUUID(draws.stream().map(Draw::lease).toArray(UUID[]::new))
                .addArrayOfLong(longs(draws, Draw::step))
                .addArrayOfLong(longs(draws, Draw::own))
                .addArrayOfLong(longs(draws, Draw::inHand))
                .addArrayOfLong(longs(draws, Draw::refused))
                .addArrayOfLong(longs(draws, Draw::need))
                .addArrayOfLong(longs(draws, Draw::spare))
                .addArrayOfLong(longs(draws, Draw::oneCall))
                .addDouble(config.lease().toMillis() / 1000.0);
    }

    private static Long[] longs(List<Draw> draws, ToLongFunction<Draw> field) {
        return draws.stream().map(field::applyAsLong).toArray(Long[]::new);
    }

    private static List<Draw.Answer> answers(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> row.getLong("granted") == null
                        ? Draw.Answer.GONE
                        : new Draw.Answer(row.getLong("granted"), row.getLong("remaining")))
                .toList();
    }
}
