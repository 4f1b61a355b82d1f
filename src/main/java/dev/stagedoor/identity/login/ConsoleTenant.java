package dev.stagedoor.identity.login;

import dev.stagedoor.secret.KeyRing;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.oidc.runtime.OidcTenantConfig.Authentication.CookieSameSite;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;

/**
 * How people sign in to the console at the issuer: the code flow of OpenID Connect, with PKCE and a nonce. Its state is in a
 * cookie that is encrypted for every replica alike, and for the way to the issuer and back alone.
 */
@ApplicationScoped
class ConsoleTenant {
    static final String PATH = "/api/session/oidc";
    static final String CALLBACK = "/callback";

    /** What Quarkus would keep its own session in. */
    static final String SESSION_COOKIE = OidcUtils.SESSION_COOKIE_NAME + "_" + ConsoleTenant.ID;

    private static final String ID = "console";
    private static final String MARK = ConsoleTenant.class.getName();

    /** How long somebody may take to log in at the issuer. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final Optional<OidcTenantConfig> tenant;

    ConsoleTenant(IssuerConfig config, KeyRing ring) {
        this.tenant = config.issuer()
                .flatMap(issuer -> config.clientId().map(client -> tenant(issuer, client, config, stateSecret(ring))));
    }

    private static String stateSecret(KeyRing ring) {
        var key = ring.current().forPurpose("sign-in-state", "AES");
        return Base64.getEncoder().encodeToString(key.getEncoded());
    }

    private static OidcTenantConfig tenant(String issuer, String client, IssuerConfig config, String stateSecret) {
        var tenant = OidcTenantConfig.authServerUrl(config.url().orElse(issuer))
                .tenantId(ID)
                .applicationType(ApplicationType.WEB_APP)
                .clientId(client)
                .token()
                .issuer(issuer)
                .end()
                .authentication()
                .pkceRequired()
                .nonceRequired()
                .stateSecret(stateSecret)
                .stateCookieAge(PATIENCE)
                .stateCookieSameSite(CookieSameSite.LAX)
                .cookieForceSecure()
                .cookiePath(PATH)
                .redirectPath(PATH + CALLBACK)
                .restorePathAfterRedirect()
                .scopes("profile", "email")
                .end();
        config.clientSecret().ifPresent(tenant::credentials);
        return tenant.build();
    }

    boolean isThere() {
        return tenant.isPresent();
    }

    /** Lets this request be about signing in, until {@link #leave}. */
    void enter(RoutingContext request) {
        request.put(MARK, Set.copyOf(request.data().keySet()));
    }

    /** Lets this request be about bearer tokens again: what Quarkus has noted in it since {@link #enter} is forgotten. */
    void leave(RoutingContext request) {
        request.data().keySet().retainAll(request.<Set<String>>get(MARK));
    }

    /** The tenant of a request that is about signing in; empty for all others. */
    Optional<OidcTenantConfig> of(RoutingContext request) {
        return request.get(MARK) == null ? Optional.empty() : tenant;
    }
}
