package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessGraph;
import dev.stagedoor.access.graph.AccessSet;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the part of the access graph between one subject and one target, with its edges, for explanations. */
@ApplicationScoped
class GraphRepository {
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

    private static final String GRANTS =
            """
            select subject_type, subject_id, target_type, target_id, access from access_grant
            where (subject_type, subject_id) in (select * from unnest($1::text[], $2::text[]))
              and (target_type, target_id) in (select * from unnest($3::text[], $4::text[]))
            union all
            select 'ROLE', role, target_type, '', access from role_access
            where role <> 'ADMIN' and ('ROLE', role) in (select * from unnest($1::text[], $2::text[])) and target_type = any ($3::text[])
            """;

    private final Pool pool;
    private final AclRepository acl;

    GraphRepository(Pool pool, AclRepository acl) {
        this.pool = pool;
        this.acl = acl;
    }

    /** Everything between a subject and a target. */
    Uni<AccessGraph> between(Subject subject, Target target) {
        return memberships(subject)
                .chain(memberships -> acl.tags(target.andContainers()).chain(tags -> grants(memberships, target, tags)
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
                .execute(Tuple.of(
                        subjectTypes, subjectIds, AclRepository.typesOf(targets), AclRepository.idsOf(targets)))
                .map(rows -> {
                    var grants = new ArrayList<Grant>();
                    rows.forEach(row -> grants.add(new Grant(
                            subject(row), AclRepository.target(row), new AccessSet(row.getInteger("access")))));
                    return grants;
                });
    }

    private static Subject subject(Row row) {
        return new Subject(SubjectType.valueOf(row.getString("subject_type")), row.getString("subject_id"));
    }
}
