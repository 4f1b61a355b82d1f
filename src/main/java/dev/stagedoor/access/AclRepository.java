package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Reads the access graph, each answer in one statement, so that it is true of one version of the graph. */
@ApplicationScoped
class AclRepository {
    static final String VERSION = "select version from acl_version";

    private static final String HELD =
            """
            held as (
                select g.target_type, g.target_id, bit_or(g.access) as access
                from subject s join access_grant g using (subject_type, subject_id)
                group by g.target_type, g.target_id)
            select
                (select version from acl_version) as version,
                (select array_agg(subject_type) from subject) as subject_types,
                (select array_agg(subject_id) from subject) as subject_ids,
                (select array_agg(target_type order by target_type, target_id) from held) as target_types,
                (select array_agg(target_id order by target_type, target_id) from held) as target_ids,
                (select array_agg(access order by target_type, target_id) from held) as accesses,
                (select array_agg(distinct word) from subject
                    join custom_role r on subject_type = 'ROLE' and r.name = subject_id, unnest(r.permissions) word
                ) as custom_permissions,
            """;

    private static final String ENTITLEMENTS =
            """
            with subject as materialized (
                select distinct subject_type, subject_id from principal_subject where principal_id = $1),
            """
                    + HELD
                    + """
                ($2::text is null or exists (
                    select from access_key
                    where id = $2 and status = 'ACTIVE' and 'app:' || application_id = $1
                        and ($3::text is null or encode(secret_hash, 'hex') = $3))) as is_active
            """;

    private static final String BUNDLE =
            """
            with given as (select * from unnest($1::text[], $2::text[]) as s (subject_type, subject_id)),
            subject as materialized (
                select subject_type, subject_id from given
                union
                select 'ROLE', unnest(g.roles) from given join user_group g on subject_type = 'GROUP' and g.id = subject_id),
            """
                    + HELD
                    + " true as is_active";

    private static final String TAGS =
            """
            select target_type, target_id, key || ':' || value as tag from tag
            where (target_type, target_id) in (select * from unnest($1::text[], $2::text[]))
            """;

    private final Pool pool;

    AclRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<Long> version() {
        return pool.query(VERSION).execute().map(rows -> rows.iterator().next().getLong("version"));
    }

    Uni<Entitlements> entitlements(Caller caller) {
        return pool.preparedQuery(ENTITLEMENTS)
                .execute(Tuple.of(
                        caller.id(),
                        caller.accessKeyId().orElse(null),
                        caller.secretHash().orElse(null)))
                .map(rows -> entitlements(rows.iterator().next()));
    }

    /** What these groups and roles would give to somebody who had nothing else. */
    Uni<Entitlements> bundle(Collection<Subject> given) {
        var subjects = List.copyOf(given);
        return pool.preparedQuery(BUNDLE)
                .execute(Tuple.of(
                        subjects.stream().map(s -> s.type().name()).toArray(String[]::new),
                        subjects.stream().map(Subject::id).toArray(String[]::new)))
                .map(rows -> entitlements(rows.iterator().next()));
    }

    private static Entitlements entitlements(Row row) {
        var subjectTypes = strings(row, "subject_types");
        var subjectIds = strings(row, "subject_ids");
        var subjects = IntStream.range(0, subjectTypes.length)
                .mapToObj(i -> new Subject(SubjectType.valueOf(subjectTypes[i]), subjectIds[i]))
                .collect(Collectors.toSet());
        var alive = !subjects.isEmpty() && row.getBoolean("is_active");
        return Entitlements.of(
                row.getLong("version"), alive, subjects, List.of(strings(row, "custom_permissions")), reach(row));
    }

    private static Map<Target, AccessSet> reach(Row row) {
        var types = strings(row, "target_types");
        var ids = strings(row, "target_ids");
        var accesses = Optional.ofNullable(row.getArrayOfIntegers("accesses")).orElseGet(() -> new Integer[0]);
        Map<Target, AccessSet> reach = HashMap.newHashMap(types.length);
        for (var i = 0; i < types.length; i++) {
            reach.put(new Target(TargetType.valueOf(types[i]), ids[i]), new AccessSet(accesses[i]));
        }
        return reach;
    }

    private static String[] strings(Row row, String column) {
        return Optional.ofNullable(row.getArrayOfStrings(column)).orElseGet(() -> new String[0]);
    }

    /** The tags, as {@code key:value}, of each of these targets that has any. */
    Uni<Map<Target, List<String>>> tags(List<Target> targets) {
        return pool.preparedQuery(TAGS)
                .execute(Tuple.of(typesOf(targets), idsOf(targets)))
                .map(rows -> {
                    Map<Target, List<String>> tags = new LinkedHashMap<>();
                    rows.forEach(row -> tags.computeIfAbsent(target(row), t -> new ArrayList<>())
                            .add(row.getString("tag")));
                    return tags;
                });
    }

    static String[] typesOf(List<Target> targets) {
        return targets.stream().map(t -> t.type().name()).toArray(String[]::new);
    }

    static String[] idsOf(List<Target> targets) {
        return targets.stream().map(Target::id).toArray(String[]::new);
    }

    static Target target(Row row) {
        return new Target(TargetType.valueOf(row.getString("target_type")), row.getString("target_id"));
    }
}
