package dev.stagedoor.access;

import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.Grant;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.access.graph.SubjectType;
import dev.stagedoor.access.graph.Target;
import dev.stagedoor.access.graph.TargetType;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/** Grants as rows: one per subject and target, its access as a bit set. Takes part in the caller's transaction. */
@ApplicationScoped
class GrantRepository {
    private static final String BY_ROW =
            """
            subject_type = :subjectType and subject_id = :subjectId
            and target_type = :targetType and target_id = :targetId
            """;

    private static final String ADD =
            """
            insert into access_grant (subject_type, subject_id, target_type, target_id, access)
            values (:subjectType, :subjectId, :targetType, :targetId, :access)
            on conflict (subject_type, subject_id, target_type, target_id)
            do update set access = access_grant.access | excluded.access
            """;

    private static final String DROP =
            "delete from access_grant where access & ~cast(:access as integer) = 0 and " + BY_ROW;
    private static final String REDUCE =
            "update access_grant set access = access & ~cast(:access as integer) where " + BY_ROW;

    private static final String SELECT =
            "select subject_type, subject_id, target_type, target_id, access from access_grant ";
    private static final String OF_SUBJECT =
            SELECT + "where subject_type = :subjectType and subject_id = :subjectId order by target_type, target_id";
    private static final String ON_TARGET =
            SELECT + "where target_type = :targetType and target_id = :targetId order by subject_type, subject_id";

    Uni<Void> add(Grant grant) {
        return run(ADD, grant);
    }

    Uni<Void> remove(Grant grant) {
        return run(DROP, grant).chain(() -> run(REDUCE, grant));
    }

    private static Uni<Void> run(String sql, Grant grant) {
        return statement(sql)
                .chain(query -> query.setParameter(
                                "subjectType", grant.subject().type().name())
                        .setParameter("subjectId", grant.subject().id())
                        .setParameter("targetType", grant.target().type().name())
                        .setParameter("targetId", grant.target().id())
                        .setParameter("access", grant.access().bits())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> removeAllOf(Subject subject) {
        return statement("delete from access_grant where subject_type = :type and subject_id = :id")
                .chain(query -> query.setParameter("type", subject.type().name())
                        .setParameter("id", subject.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> removeAllOf(Subject subject, TargetType targets) {
        return statement(
                        "delete from access_grant where subject_type = :type and subject_id = :id and target_type = :targets")
                .chain(query -> query.setParameter("type", subject.type().name())
                        .setParameter("id", subject.id())
                        .setParameter("targets", targets.name())
                        .executeUpdate())
                .replaceWithVoid();
    }

    Uni<Void> removeAllOn(Target target) {
        return statement("delete from access_grant where target_type = :type and target_id = :id")
                .chain(query -> query.setParameter("type", target.type().name())
                        .setParameter("id", target.id())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** Those on the models of an integration, also on models that do not exist yet. */
    Uni<Void> removeAllOnModelsOf(String integration) {
        return statement(
                        "delete from access_grant where target_type = 'INTEGRATION' and starts_with(target_id, :prefix)")
                .chain(query -> query.setParameter("prefix", integration + ":").executeUpdate())
                .replaceWithVoid();
    }

    Uni<List<Grant>> of(Subject subject) {
        return rows(OF_SUBJECT)
                .chain(query -> query.setParameter("subjectType", subject.type().name())
                        .setParameter("subjectId", subject.id())
                        .getResultList())
                .map(GrantRepository::grants);
    }

    Uni<List<Grant>> on(Target target) {
        return rows(ON_TARGET)
                .chain(query -> query.setParameter("targetType", target.type().name())
                        .setParameter("targetId", target.id())
                        .getResultList())
                .map(GrantRepository::grants);
    }

    private static List<Grant> grants(List<Object[]> rows) {
        return rows.stream()
                .map(row -> new Grant(
                        new Subject(SubjectType.valueOf((String) row[0]), (String) row[1]),
                        new Target(TargetType.valueOf((String) row[2]), (String) row[3]),
                        new AccessSet(((Number) row[4]).intValue())))
                .toList();
    }

    private static Uni<Mutiny.MutationQuery> statement(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql));
    }

    private static Uni<Mutiny.SelectionQuery<Object[]>> rows(String sql) {
        return Panache.getSession().map(session -> session.createNativeQuery(sql, Object[].class));
    }
}
