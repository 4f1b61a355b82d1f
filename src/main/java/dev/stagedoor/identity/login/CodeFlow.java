package dev.stagedoor.identity.login;

import dev.stagedoor.problem.Problem;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.quarkus.oidc.AuthorizationCodeTokens;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jboss.logging.Logger;

/**
 * Sends a browser to the issuer and takes it back. Quarkus keeps state, nonce and PKCE, exchanges the code and checks the ID
 * token. Who somebody is here is said by a token that comes with it, under the rules for bearer tokens: the access token, or
 * the ID token of an issuer whose access tokens say nothing.
 */
@ApplicationScoped
class CodeFlow {
    private static final Logger LOG = Logger.getLogger(CodeFlow.class);

    private final ConsoleTenant tenant;
    private final OidcAuthenticationMechanism mechanism;
    private final IdentityProviderManager providers;
    private final IssuerTokens issuerTokens;

    CodeFlow(
            ConsoleTenant tenant,
            OidcAuthenticationMechanism mechanism,
            IdentityProviderManager providers,
            IssuerTokens issuerTokens) {
        this.tenant = tenant;
        this.mechanism = mechanism;
        this.providers = providers;
        this.issuerTokens = issuerTokens;
    }

    /** Somebody who came back from the issuer, and where they wanted to go. */
    record Arrival(Verified who, ReturnPath returnTo) {}

    /** Where to send the browser; the reply gets a cookie with what must be known when it comes back. */
    Uni<String> start(RoutingContext request) {
        tenant.enter(request);
        return mechanism.getChallenge(request).map(CodeFlow::location);
    }

    private static String location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> HttpHeaders.LOCATION.toString().contentEquals(header.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Quarkus does not send the browser to the issuer"));
    }

    /** Who came back; fails when this browser did not set out, took too long, or is nobody by the rules for tokens. */
    Uni<Arrival> finish(RoutingContext request) {
        tenant.enter(request);
        return mechanism
                .authenticate(request, providers)
                .<String>map(nobody -> {
                    throw new NoSuchElementException("This browser has not set out for the issuer");
                })
                .onFailure(AuthenticationRedirectException.class)
                .recoverWithItem(CodeFlow::whereItSetOut)
                .chain(from -> arrived(request, from));
    }

    /** Quarkus ends a flow that went well by sending the browser to where it set out. */
    private static String whereItSetOut(Throwable end) {
        return ((AuthenticationRedirectException) end).getRedirectUri();
    }

    private Uni<Arrival> arrived(RoutingContext request, String from) {
        var telling = telling(request.get(AuthorizationCodeTokens.class.getName()));
        request.response().removeCookies(ConsoleTenant.SESSION_COOKIE);
        tenant.leave(request);
        return issuerTokens
                .verify(telling, request)
                .onFailure(Problem.Unauthenticated.class)
                .invoke(refused ->
                        LOG.warn("Somebody logged in at the issuer whose token is not good here. Its aud must hold"
                                + " stagedoor.oidc.audience, and stagedoor.oidc.user-claim must name a claim in it"))
                .map(who -> new Arrival(who, returnPath(from)));
    }

    private static Credential telling(AuthorizationCodeTokens tokens) {
        var access = new Credential(tokens.getAccessToken());
        return access.isToken() ? access : new Credential(tokens.getIdToken());
    }

    private static ReturnPath returnPath(String from) {
        var given = new QueryStringDecoder(from).parameters().getOrDefault(ReturnPath.PARAMETER, List.of());
        return ReturnPath.read(given.isEmpty() ? null : given.getFirst());
    }
}
