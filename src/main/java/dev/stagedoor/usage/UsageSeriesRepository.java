package dev.stagedoor.usage;

import dev.stagedoor.problem.Problem;
import dev.stagedoor.usage.UsageEntry.Outcome;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import io.vertx.pgclient.PgException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Adds usage rows up, over time. The rows are read once: into sums by key, interval and class of latency, of which there are
 * few, and everything else is made of those. A class is a tenth wide, and what is told of it is the longest time in it.
 */
@ApplicationScoped
class UsageSeriesRepository {
    /** Hashing is right, as there are far fewer sums than rows; the planner cannot know and would rather sort the rows. */
    private static final String PLAN =
            "set local enable_sort = off; set local work_mem = '16MB'; set local statement_timeout = %d";

    /** What PostgreSQL says of a statement that ran into its time limit. */
    private static final String TOOK_TOO_LONG = "57014";

    private static final String ERRORS = Arrays.stream(Outcome.values())
            .filter(Outcome::isError)
            .map(outcome -> "'" + outcome + "'")
            .collect(Collectors.joining(", "));

    /** Sums of sums that no integer can hold stay the largest that can. */
    private static final String SUM = "cast(least(coalesce(sum(%1$s), 0), 9223372036854775807) as bigint) as %1$s";

    private static final String SQL =
            """
            with used as materialized (
                select {key} as key, date_bin(interval '1 {interval}', started_at, 'epoch') as at,
                    case when endpoint <> '{registered}' then cast(ln(greatest(duration_ms, 0) + 1) * 10 as integer) end as class,
                    count(*) as calls, count(*) filter (where outcome in ({errors})) as errors, sum(prompt_tokens) as prompt,
                    sum(completion_tokens) as completion, sum(total_tokens) as total, max(duration_ms) as longest
                from usage_entry where {only} and {rows} group by {columns}, at, class),
            ranked as materialized (
                select key, count(*) over () as keys, least({limit} + 1, row_number() over (
                    order by coalesce(sum(total), 0) desc, sum(calls) desc, key collate "C")) as place
                from used group by key),
            level as (
                select grouping(r.place, u.at) as level, r.place, u.at, u.class, sum(u.calls) as calls, sum(u.errors) as errors,
                    sum(u.prompt) as prompt, sum(u.completion) as completion, sum(u.total) as total, max(u.longest) as longest
                from used u join ranked r on r.key = u.key
                group by grouping sets ((r.place, u.at, u.class), (r.place, u.class), (u.class))),
            timed as (
                select *, sum(calls) filter (where class is not null) over (partition by level, place, at order by class) as reached,
                    sum(calls) filter (where class is not null) over (partition by level, place, at) as timed
                from level),
            summed as (
                select place, at, {sums}, min(longest) filter (where class is not null and reached >= 0.5 * timed) as p50,
                    min(longest) filter (where class is not null and reached >= 0.95 * timed) as p95
                from timed group by level, place, at)
            select s.*, cast(extract(epoch from s.at) * 1000 as bigint) as millis, k.key, {name} as name,
                (select max(keys) from ranked) as keys
            from summed s left join ranked k on k.place = s.place and s.place <= {limit}
            order by s.place, s.at
            """
                    .replace("{errors}", ERRORS)
                    .replace("{registered}", UsageEntry.REGISTERED)
                    .replace(
                            "{sums}",
                            List.of("calls", "errors", "prompt", "completion", "total").stream()
                                    .map(SUM::formatted)
                                    .collect(Collectors.joining(", ")));

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
        var rows = UsageRows.of(
                scope, question.period(), question.filter(), question.by().tellsWho());
        return pool.withTransaction(
                        connection -> connection.query(plan()).execute().chain(() -> connection
                                .preparedQuery(sql(question, rows.sql()))
                                .execute(Tuple.tuple(rows.values()))))
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

    private static String sql(UsageQuestion question, String rows) {
        var by = question.by();
        return SQL.replace("{key}", key(by))
                .replace("{columns}", columns(by))
                .replace("{only}", only(by))
                .replace("{name}", name(by))
                .replace("{interval}", question.interval().word())
                .replace("{limit}", Integer.toString(question.limit()))
                .replace("{rows}", rows);
    }

    private static String key(UsageBy by) {
        return switch (by) {
            case MODEL -> "integration || ':' || model";
            case APPLICATION -> "substr(principal_id, 5)";
            case INTEGRATION, USER, OUTCOME -> columns(by);
        };
    }

    private static String columns(UsageBy by) {
        return switch (by) {
            case MODEL -> "integration, model";
            case INTEGRATION -> "integration";
            case APPLICATION, USER -> "principal_id";
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
                row.getLong("p50"),
                row.getLong("p95"));
    }
}
