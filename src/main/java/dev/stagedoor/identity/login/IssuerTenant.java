package dev.stagedoor.identity.login;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Startup;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells Quarkus which issuer to trust, and that tokens must be meant for us. Made at start, so that a gateway which could
 * not tell good tokens from bad ones does not serve. For a request that is about signing in it is the {@link ConsoleTenant}.
 */
@Startup
@ApplicationScoped
class IssuerTenant implements TenantConfigResolver {
    private static final String ID = "issuer";

    /** Quarkus takes this word as leave not to check. */
    private static final String UNCHECKED = "any";

    /** A new key of the issuer is found this soon, and tokens that name unknown keys make us ask no more often. */
    private static final Duration ASK_FOR_KEYS_AT_MOST_EVERY = Duration.ofSeconds(10);

    private final Optional<OidcTenantConfig> tenant;
    private final ConsoleTenant console;

    IssuerTenant(IssuerConfig config, ConsoleTenant console) {
        this.console = console;
        this.tenant = config.issuer().map(issuer -> OidcTenantConfig.authServerUrl(
                        config.url().orElse(issuer))
                .tenantId(ID)
                .applicationType(ApplicationType.SERVICE)
                .token()
                .issuer(checked(issuer, "stagedoor.oidc.issuer"))
                .audience(checked(config.audience().orElseThrow(IssuerTenant::noAudience), "stagedoor.oidc.audience"))
                .allowJwtIntrospection(false)
                .allowOpaqueTokenIntrospection(false)
                .forcedJwkRefreshInterval(ASK_FOR_KEYS_AT_MOST_EVERY)
                .end()
                .build());
    }

    /** In development Quarkus' own issuer is trusted, whose access tokens name no audience. */
    private static String checked(String value, String option) {
        if (UNCHECKED.equals(value) && LaunchMode.current() != LaunchMode.DEVELOPMENT) {
            throw new IllegalStateException(option + " must not be '" + UNCHECKED + "': every token would do");
        }
        return value;
    }

    private static IllegalStateException noAudience() {
        return new IllegalStateException(
                "stagedoor.oidc.audience must be set with stagedoor.oidc.issuer: without it a token made for another service would open this one");
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(() -> console.of(request).or(() -> tenant).orElse(null));
    }
}
