package dev.stagedoor.usage;

import dev.stagedoor.price.Dollars;
import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds usage up, over time: by key and interval, and beside that by class of latency, of which there are few. A class is a
 * tenth wide, and what is told of it is the longest time in it.
 */
@ApplicationScoped
class UsageSeriesRepository {
    /**
     * Hashing is right, as there are far fewer sums than rows; the planner cannot know and would rather sort the rows. Compiling
     * the statement would take longer than running it.
     */
    private static final String PLAN =
            "set local enable_sort = off; set local jit = off; set local work_mem = '16MB'; set local statement_timeout = %d";

    /** What PostgreSQL says of a statement that ran into its time limit. */
    private static final String TOOK_TOO_LONG = "57014";

    private static final String ERRORS = Arrays.stream(Outcome.values())
            .filter(Outcome::isError)
            .map(outcome -> "'" + outcome + "'")
            .collect(Collectors.joining(", "));

    private static final List<String> COUNTS =
            List.of("calls", "errors", "estimated", "prompt", "completion", "cached", "reasoning", "total", "cost");

    /** Sums of sums that no integer can hold stay the largest that can. */
    private static final String SUM = "cast(least(coalesce(sum(%1$s), 0), 9223372036854775807) as bigint) as %1$s";

    private static final String SQL =
            """
            with source as materialized (
                {source}),
            used as materialized (
                select key, at, sum(calls) as calls, sum(calls) filter (where outcome in ({errors})) as errors, {counts}
                from source group by key, at),
            ranked as materialized (
                select key, count(*) over () as keys, least({limit} + 1, row_number() over (
                    order by sum(total) desc, sum(calls) desc, key collate "C")) as place
                from used group by key),
            summed as (
                select grouping(r.place, u.at) as level, r.place, u.at, {sums}
                from used u join ranked r on r.key = u.key
                group by grouping sets ((r.place, u.at), (r.place), ())),
            timed as (
                select grouping(place, at) as level, place, at, class, sum(calls) as calls, max(longest) as longest
                from (
                    select r.place, s.at, usage_latency_class(s.latencies[i][1]) as class, s.latencies[i][1] as longest,
                        s.latencies[i][2] as calls
                    from source s join ranked r on r.key = s.key cross join generate_subscripts(s.latencies, 1) as i) as classes
                group by grouping sets ((place, at, class), (place, class), (class))),
            reached as (
                select *, sum(calls) over (partition by level, place, at order by class) as reached,
                    sum(calls) over (partition by level, place, at) as timed
                from timed),
            latency as (
                select level, coalesce(place, 0) as place, coalesce(at, 'epoch') as at,
                    min(longest) filter (where reached >= 0.5 * timed) as p50,
                    min(longest) filter (where reached >= 0.95 * timed) as p95
                from reached group by 1, 2, 3)
            select s.*, l.p50, l.p95, cast(extract(epoch from s.at) * 1000 as bigint) as millis, k.key, {name} as name,
                coalesce((select max(keys) from ranked), 0) as keys
            from summed s
            left join latency l on l.level = s.level and l.place = coalesce(s.place, 0) and l.at = coalesce(s.at, 'epoch')
            left join ranked k on k.place = s.place and s.place <= {limit}
            order by s.place, s.at
            """
                    .replace("{errors}", ERRORS)
                    .replace(
                            "{counts}",
                            COUNTS.stream()
                                    .skip(2)
                                    .map("sum(%1$s) as %1$s"::formatted)
                                    .collect(Collectors.joining(", ")))
                    .replace("{sums}", COUNTS.stream().map(SUM::formatted).collect(Collectors.joining(", ")));

    private final Pool pool;
    private final UsageConfig config;

    UsageSeriesRepository(Pool pool, UsageConfig config) {
        this.pool = pool;
        this.config = config;
    }

    /**
     * All sums that answer the question, in the order of series and of intervals; none when nothing was used. 400 naming
     * {@code from} when that takes longer than {@code stagedoor.usage.report-timeout}.
     */
    Uni<List<UsageSum>> sums(UsageScope scope, UsageQuestion question) {
        var source = UsageSource.of(scope, question);
        return pool.withTransaction(
                        connection -> connection.query(plan()).execute().chain(() -> connection
                                .preparedQuery(sql(question, source.sql()))
                                .execute(Tuple.tuple(source.values()))))
                .onFailure(PgException.class)
                .transform(UsageSeriesRepository::explained)
                .map(UsageSeriesRepository::sums);
    }

    private String plan() {
        return PLAN.formatted(config.reportTimeout().toMillis());
    }

    private static Throwable explained(Throwable failure) {
        return failure instanceof PgException e && TOOK_TOO_LONG.equals(e.getSqlState())
                ? new Problem.Invalid(
                        "from", "goes back to more calls than can be added up in time; ask for fewer days")
                : failure;
    }

    private static String sql(UsageQuestion question, String source) {
        var by = question.by();
        return SQL.replace("{source}", source)
                .replace("{key}", key(by))
                .replace("{only}", only(by))
                .replace("{name}", name(by))
                .replace("{interval}", question.interval().word())
                .replace("{limit}", Integer.toString(question.limit()));
    }

    private static String key(UsageBy by) {
        return switch (by) {
            case MODEL -> "integration || ':' || model";
            case INTEGRATION -> "integration";
            case APPLICATION -> "substr(principal_id, 5)";
            case USER -> "principal_id";
            case OUTCOME -> "outcome";
        };
    }

    private static String only(UsageBy by) {
        return switch (by) {
            case APPLICATION -> "principal_id like 'app:%'";
            case USER -> "principal_id not like 'app:%'";
            case MODEL, INTEGRATION, OUTCOME -> "true";
        };
    }

    private static String name(UsageBy by) {
        return switch (by) {
            case APPLICATION -> "(select a.name from application a where a.id = k.key collate \"C\")";
            case USER -> "(select u.name from user_account u where u.id = k.key collate \"C\")";
            case MODEL, INTEGRATION, OUTCOME -> "cast(null as text)";
        };
    }

    private static List<UsageSum> sums(RowSet<Row> rows) {
        var sums = new ArrayList<UsageSum>();
        rows.forEach(row -> sums.add(new UsageSum(
                row.getLong("place"),
                row.getLong("millis"),
                row.getString("key"),
                row.getString("name"),
                row.getLong("keys"),
                numbers(row))));
        return sums;
    }

    private static UsageNumbers numbers(Row row) {
        return new UsageNumbers(
                row.getLong("calls"),
                row.getLong("errors"),
                row.getLong("prompt"),
                row.getLong("completion"),
                row.getLong("total"),
                row.getLong("cached"),
                row.getLong("reasoning"),
                row.getLong("estimated"),
                Dollars.text(BigDecimal.valueOf(row.getLong("cost"))),
                row.getLong("p50"),
                row.getLong("p95"));
    }
}
