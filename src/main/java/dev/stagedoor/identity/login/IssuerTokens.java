package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.StoreGuard;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.user.ClaimedIdentities;
import dev.stagedoor.identity.user.ClaimedIdentities.Claims;
import dev.stagedoor.problem.Problem;
import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jose4j.jwt.consumer.ErrorCodes;
import org.jose4j.jwt.consumer.InvalidJwtException;

/**
 * Bearer tokens of the configured OIDC issuer. Quarkus verifies signature, issuer, audience and expiry with the issuer's
 * published keys; symmetric algorithms and {@code none} are never accepted.
 */
@ApplicationScoped
class IssuerTokens {
    private final IssuerConfig config;
    private final OidcAuthenticationMechanism mechanism;
    private final IdentityProviderManager providers;
    private final ClaimedIdentities identities;
    private final StoreGuard guard;

    IssuerTokens(
            IssuerConfig config,
            OidcAuthenticationMechanism mechanism,
            IdentityProviderManager providers,
            ClaimedIdentities identities,
            StoreGuard guard) {
        this.config = config;
        this.mechanism = mechanism;
        this.providers = providers;
        this.identities = identities;
        this.guard = guard;
    }

    /** The user a token stands for, made known on first sight; 401 when the token is not good. */
    Uni<Verified> verify(Credential credential, RoutingContext context) {
        if (config.issuer().isEmpty() || !credential.isToken()) {
            return Uni.createFrom().failure(Problem.Unauthenticated::invalid);
        }
        context.request().headers().set(Credential.HEADER, Credential.BEARER + credential.text());
        return mechanism
                .authenticate(context, providers)
                .onFailure(AuthenticationFailedException.class)
                .transform(IssuerTokens::refusal)
                .onFailure(OIDCException.class)
                .transform(away -> new Problem.Unavailable("The OIDC issuer cannot be reached"))
                .onItem()
                .ifNull()
                .failWith(Problem.Unauthenticated::invalid)
                .map(IssuerTokens::token)
                .chain(this::known);
    }

    private static JsonWebToken token(SecurityIdentity identity) {
        if (identity.getPrincipal() instanceof JsonWebToken token) {
            return token;
        }
        throw Problem.Unauthenticated.invalid();
    }

    private Uni<Verified> known(JsonWebToken token) {
        var id = ClaimPath.one(token, config.userClaim())
                .map(claim -> claim.toLowerCase(Locale.ROOT))
                .filter(IssuerTokens::canBeUserId)
                .orElseThrow(Problem.Unauthenticated::invalid);
        var caller = new Caller(Subject.user(id), Optional.empty());
        return learned(claims(token, id), new Verified(caller, Instant.ofEpochSecond(token.getExpirationTime())));
    }

    /** While the store is away a user goes on with a new token as with the one before; one who is not known here cannot. */
    private Uni<Verified> learned(Claims claims, Verified verified) {
        return guard.isStoreAway()
                ? Uni.createFrom().item(verified.unlearned())
                : guard.read(() -> identities.see(claims))
                        .replaceWith(verified)
                        .onFailure(Problem.Unavailable.class)
                        .recoverWithItem(verified.unlearned());
    }

    /** An id that names an application would make a person of somebody's choosing act as it. */
    private static boolean canBeUserId(String id) {
        return !id.isBlank() && id.length() <= 255 && !id.startsWith(Subject.APPLICATION_PREFIX);
    }

    private Claims claims(JsonWebToken token, String id) {
        return new Claims(
                id,
                ClaimPath.one(token, config.nameClaim()).orElse(id),
                config.rolesOnFirstSight().orElse(List.of()),
                config.rolesClaim().map(path -> ClaimPath.many(token, path)).orElse(List.of()),
                config.groupsClaim().map(path -> ClaimPath.many(token, path)).orElse(List.of()),
                Instant.ofEpochSecond(token.getIssuedAtTime()));
    }

    private static Throwable refusal(Throwable failure) {
        return failure.getCause() instanceof InvalidJwtException jwt && jwt.hasErrorCode(ErrorCodes.EXPIRED)
                ? Problem.Unauthenticated.expired()
                : Problem.Unauthenticated.invalid();
    }
}
