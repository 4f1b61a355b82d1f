package dev.stagedoor.identity.user;

import dev.stagedoor.problem.Problem;
import io.quarkus.hibernate.reactive.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

@ApplicationScoped
class UserRepository implements PanacheRepositoryBase<UserEntity, String> {
    private static final String CLAIMED_AT =
            """
            update versioned UserEntity set claimedAt = :issuedAt
            where id = :id and (claimedAt is null or claimedAt < :issuedAt)
            """;

    Uni<List<UserEntity>> all() {
        return listAll(Sort.by("id"));
    }

    Uni<List<UserEntity>> named(Collection<String> ids) {
        return ids.isEmpty() ? Uni.createFrom().item(List.of()) : list("id in ?1 order by id", List.copyOf(ids));
    }

    /** Keeps the date of the newest token. */
    Uni<Void> claimedAt(String id, Instant issuedAt) {
        return getSession()
                .chain(session -> session.createMutationQuery(CLAIMED_AT)
                        .setParameter("issuedAt", issuedAt)
                        .setParameter("id", id)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** A user by an id in any case; 404 when there is none. */
    Uni<UserEntity> existing(String id) {
        return findById(id.toLowerCase(Locale.ROOT)).onItem().ifNull().failWith(() -> absent(id));
    }

    static Problem absent(String id) {
        return new Problem.NotFound("No such user '" + id + "'");
    }
}
