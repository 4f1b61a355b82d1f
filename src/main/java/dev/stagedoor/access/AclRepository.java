package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessGraph;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Entitlements;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Membership;
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
    private static final String VERSION = "select version from acl_version";

    private static final String ENTITLEMENTS =
            """
            with subject as materialized (
                select distinct subject_type, subject_id from principal_subject where principal_id = $1),
            held as (
                select g.target_type, g.target_id, bit_or(g.access) as access
                from subject s join access_grant g using (subject_type, subject_id)
                group by g.target_type, g.target_id)
            select
                (select version from acl_version) as version,
                ($2::text is null or exists (
                    select from access_key
                    where id = $2 and status = 'ACTIVE' and 'app:' || application_id = $1)) as credential_is_active,
                (select array_agg(subject_type) from subject) as subject_types,
                (select array_agg(subject_id) from subject) as subject_ids,
                (select array_agg(target_type order by target_type, target_id) from held) as target_types,
                (select array_agg(target_id order by target_type, target_id) from held) as target_ids,
                (select array_agg(access order by target_type, target_id) from held) as accesses
            """;

    private static final String MEMBERSHIPS =
            """
            select subject_type, subject_id, via_group from principal_subject
            where $1 = 'USER' and principal_id = $2
            union
            select 'GROUP', id, null from user_group where $1 = 'GROUP' and id = $2
            union
            select 'ROLE', unnest(roles), id from user_group where $1 = 'GROUP' and id = $2
            union
            select 'ROLE', $2, null where $1 = 'ROLE'
            """;

    private static final String TAGS =
            """
            select target_type, target_id, key || ':' || value as tag from tag
            where (target_type, target_id) in (select * from unnest($1::text[], $2::text[]))
            """;

    private static final String GRANTS =
            """
            select subject_type, subject_id, target_type, target_id, access from access_grant
            where (subject_type, subject_id) in (select * from unnest($1::text[], $2::text[]))
              and (target_type, target_id) in (select * from unnest($3::text[], $4::text[]))
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
                .execute(Tuple.of(caller.id(), caller.accessKeyId().orElse(null)))
                .map(rows -> entitlements(rows.iterator().next()));
    }

    private static Entitlements entitlements(Row row) {
        var subjectTypes = strings(row, "subject_types");
        var subjectIds = strings(row, "subject_ids");
        var subjects = IntStream.range(0, subjectTypes.length)
                .mapToObj(i -> new Subject(SubjectType.valueOf(subjectTypes[i]), subjectIds[i]))
                .collect(Collectors.toSet());
        var alive = !subjects.isEmpty() && row.getBoolean("credential_is_active");
        return new Entitlements(row.getLong("version"), alive, subjects, reach(row));
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

    /** Everything between a subject and a target. */
    Uni<AccessGraph> graph(Subject subject, Target target) {
        return memberships(subject)
                .chain(memberships -> tags(target.andContainers()).chain(tags -> grants(memberships, target, tags)
                        .map(grants -> new AccessGraph(subject, !memberships.isEmpty(), memberships, tags, grants))));
    }

    private Uni<List<Membership>> memberships(Subject subject) {
        return pool.preparedQuery(MEMBERSHIPS)
                .execute(Tuple.of(subject.type().name(), subject.id()))
                .map(rows -> {
                    var memberships = new ArrayList<Membership>();
                    rows.forEach(row -> memberships.add(
                            new Membership(subject(row), Optional.ofNullable(row.getString("via_group")))));
                    return memberships;
                });
    }

    private Uni<List<Grant>> grants(List<Membership> memberships, Target target, Map<Target, List<String>> tags) {
        var subjects = memberships.stream().map(Membership::subject).distinct().toList();
        var targets = new ArrayList<>(target.andContainers());
        tags.values().forEach(list -> list.forEach(tag -> targets.add(new Target(TargetType.TAG, tag))));
        var subjectTypes = subjects.stream().map(s -> s.type().name()).toArray(String[]::new);
        var subjectIds = subjects.stream().map(Subject::id).toArray(String[]::new);
        return pool.preparedQuery(GRANTS)
                .execute(Tuple.of(subjectTypes, subjectIds, typesOf(targets), idsOf(targets)))
                .map(rows -> {
                    var grants = new ArrayList<Grant>();
                    rows.forEach(row ->
                            grants.add(new Grant(subject(row), target(row), new AccessSet(row.getInteger("access")))));
                    return grants;
                });
    }

    private static String[] typesOf(List<Target> targets) {
        return targets.stream().map(t -> t.type().name()).toArray(String[]::new);
    }

    private static String[] idsOf(List<Target> targets) {
        return targets.stream().map(Target::id).toArray(String[]::new);
    }

    private static Subject subject(Row row) {
        return new Subject(SubjectType.valueOf(row.getString("subject_type")), row.getString("subject_id"));
    }

    private static Target target(Row row) {
        return new Target(TargetType.valueOf(row.getString("target_type")), row.getString("target_id"));
    }
}
