package dev.stagedoor.identity.user;

import dev.stagedoor.access.Changes;
import dev.stagedoor.identity.group.Groups;
import dev.stagedoor.identity.role.Roles;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.OptimisticLockException;
import java.time.Instant;
import java.util.List;
import org.hibernate.StaleStateException;
import org.hibernate.exception.ConstraintViolationException;

/**
 * Brings what an identity provider says of a user into the access graph: the user on first sight, and its claimed roles
 * and groups whenever a newer token says something else. What was given here is never touched.
 */
@ApplicationScoped
public class ClaimedIdentities {
    private static final int RETRIES = 5;

    private final UserRepository repository;
    private final Groups groups;
    private final Roles roles;
    private final Changes changes;

    ClaimedIdentities(UserRepository repository, Groups groups, Roles roles, Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.roles = roles;
        this.changes = changes;
    }

    /**
     * What a verified token says.
     *
     * @param id the user id, in lower case
     * @param rolesOnFirstSight what a user gets here when it is created
     * @param roles claimed roles; names that are no role here are ignored
     * @param groups claimed groups; those that do not exist are ignored
     * @param issuedAt tokens older than the newest one seen change nothing
     */
    public record Claims(
            String id,
            String name,
            List<String> rolesOnFirstSight,
            List<String> roles,
            List<String> groups,
            Instant issuedAt) {
        Claims withRoles(List<String> known) {
            return new Claims(id, name, rolesOnFirstSight, known, groups, issuedAt);
        }
    }

    /** What a token brings that is not known yet. */
    private enum News {
        NOTHING,
        ITS_DATE,
        RIGHTS
    }

    /** Makes the graph agree with the claims; leaves its version alone when it does already. */
    public Uni<Void> see(Claims claims) {
        return Uni.createFrom()
                .deferred(
                        () -> roles.known(claims.roles()).map(claims::withRoles).chain(this::learn))
                .onFailure(ClaimedIdentities::isChangedMeanwhile)
                .retry()
                .atMost(RETRIES);
    }

    private Uni<Void> learn(Claims claims) {
        return news(claims).chain(news -> learn(news, claims));
    }

    private Uni<Void> learn(News news, Claims claims) {
        return switch (news) {
            case NOTHING -> Uni.createFrom().voidItem();
            case ITS_DATE -> changes.commitQuietly(() -> repository.claimedAt(claims.id(), claims.issuedAt()));
            case RIGHTS -> changes.commitAs(claims.id(), () -> write(claims));
        };
    }

    @WithSession
    Uni<News> news(Claims claims) {
        return repository
                .findById(claims.id())
                .chain(user -> user == null ? Uni.createFrom().item(News.RIGHTS) : news(user, claims));
    }

    private Uni<News> news(UserEntity user, Claims claims) {
        if (isOlder(claims, user)) {
            return Uni.createFrom().item(News.NOTHING);
        }
        if (!List.of(user.claimedRoles).equals(claims.roles())) {
            return Uni.createFrom().item(News.RIGHTS);
        }
        var nothingElse = claims.issuedAt().equals(user.claimedAt) ? News.NOTHING : News.ITS_DATE;
        return groups.areClaimed(user.id, claims.groups()).map(same -> same ? nothingElse : News.RIGHTS);
    }

    private static boolean isOlder(Claims claims, UserEntity user) {
        return user.claimedAt != null && claims.issuedAt().isBefore(user.claimedAt);
    }

    /** Asks once more for the date: since the first time a newer token may have come in. */
    private Uni<Void> write(Claims claims) {
        return repository.findById(claims.id()).chain(found -> {
            if (found == null) {
                return repository.persist(take(newcomer(claims), claims)).chain(user -> join(user, claims));
            }
            return isOlder(claims, found) ? Uni.createFrom().voidItem() : join(take(found, claims), claims);
        });
    }

    private static UserEntity take(UserEntity user, Claims claims) {
        user.claimedRoles = claims.roles().toArray(String[]::new);
        user.claimedAt = claims.issuedAt();
        return user;
    }

    private Uni<Void> join(UserEntity user, Claims claims) {
        return repository
                .flush()
                .chain(() -> groups.replaceClaimed(user.id, claims.groups()))
                .replaceWithVoid();
    }

    /** The first requests of a browser come together: one of them creates the user, the others find it. */
    private static boolean isChangedMeanwhile(Throwable failure) {
        return failure instanceof ConstraintViolationException
                || failure instanceof OptimisticLockException
                || failure instanceof StaleStateException
                || (failure.getCause() != null && isChangedMeanwhile(failure.getCause()));
    }

    private static UserEntity newcomer(Claims claims) {
        var user = UserEntity.named(claims.id());
        user.name = claims.name();
        user.roles = claims.rolesOnFirstSight().toArray(String[]::new);
        return user;
    }
}
