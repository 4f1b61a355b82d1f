package dev.stagedoor.vault;

import dev.stagedoor.access.Viewer;
import dev.stagedoor.access.graph.AccessSet;
import dev.stagedoor.access.graph.TargetType;
import dev.stagedoor.secret.SealedTable;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;

@ApplicationScoped
class SecretRepository implements PanacheRepositoryBase<SecretEntity, UUID> {
    private static final String NAMES =
            """
            select name from secret
            where cast(:every as integer) & :access = :access or name in (
                select target_id from reached_target
                where principal_id = :principal and target_type = 'SECRET'
                group by target_id having (bit_or(access) | cast(:every as integer)) & :access = :access)
            order by name
            """;

    @Produces
    @Singleton
    static SealedTable sealed() {
        return new SealedTable(SecretEntity.TABLE, SecretEntity.FIELD, SecretEntity.FIELD);
    }

    Uni<SecretEntity> named(String name) {
        return find("name", name).firstResult();
    }

    Uni<Boolean> has(String name) {
        return count("name", name).map(count -> count > 0);
    }

    /** The names of those on which the viewer holds all of this access. */
    Uni<List<String>> names(Viewer viewer, AccessSet access) {
        return getSession().chain(session -> session.createNativeQuery(NAMES, String.class)
                .setParameter(
                        "every", viewer.entitled().onEvery(TargetType.SECRET).bits())
                .setParameter("principal", viewer.principal())
                .setParameter("access", access.bits())
                .getResultList());
    }
}
