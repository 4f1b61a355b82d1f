package dev.stagedoor.identity.user;

import dev.stagedoor.access.Changes;
import dev.stagedoor.access.graph.Role;
import dev.stagedoor.identity.group.Groups;
import io.quarkus.hibernate.reactive.panache.common.WithSession;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * Brings what an identity provider says of a user into the access graph: the user on first sight, and its claimed roles
 * and groups whenever a newer token says something else. What was given here is never touched.
 */
@ApplicationScoped
public class ClaimedIdentities {
    private final UserRepository repository;
    private final Groups groups;
    private final Changes changes;

    ClaimedIdentities(UserRepository repository, Groups groups, Changes changes) {
        this.repository = repository;
        this.groups = groups;
        this.changes = changes;
    }

    /**
     * What a verified token says.
     *
     * @param id the user id, in lower case
     * @param rolesOnFirstSight what a user gets here when it is created
     * @param roles claimed roles; names that are no system role are ignored
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
        String[] knownRoles() {
            return roles.stream()
                    .flatMap(name -> Role.named(name).stream())
                    .map(Role::name)
                    .distinct()
                    .sorted()
                    .toArray(String[]::new);
        }
    }

    /** Makes the graph agree with the claims; writes nothing when it does already. */
    public Uni<Void> see(Claims claims) {
        return isUpToDate(claims)
                .chain(done -> done ? Uni.createFrom().voidItem() : changes.commit(() -> write(claims)));
    }

    @WithSession
    Uni<Boolean> isUpToDate(Claims claims) {
        return repository
                .findById(claims.id())
                .chain(user -> user == null
                        ? Uni.createFrom().item(false)
                        : groups.claimedBy(user.id).map(held -> agrees(user, held, claims)));
    }

    private static boolean agrees(UserEntity user, List<String> held, Claims claims) {
        var isOlder = user.claimedAt != null && claims.issuedAt().isBefore(user.claimedAt);
        return isOlder
                || (Arrays.equals(user.claimedRoles, claims.knownRoles())
                        && Set.copyOf(held).equals(Set.copyOf(claims.groups())));
    }

    private Uni<Void> write(Claims claims) {
        return repository
                .findById(claims.id())
                .onItem()
                .ifNull()
                .switchTo(() -> repository.persist(newcomer(claims)))
                .invoke(user -> {
                    user.claimedRoles = claims.knownRoles();
                    user.claimedAt = claims.issuedAt();
                })
                .call(() -> repository.flush())
                .chain(user -> groups.replaceClaimed(user.id, claims.groups()))
                .replaceWithVoid();
    }

    private static UserEntity newcomer(Claims claims) {
        var user = UserEntity.named(claims.id());
        user.name = claims.name();
        user.roles = claims.rolesOnFirstSight().toArray(String[]::new);
        return user;
    }
}
