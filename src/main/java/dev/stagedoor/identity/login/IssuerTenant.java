package dev.stagedoor.identity.login;

import io.quarkus.oidc.OidcRequestContext;
import io.quarkus.oidc.OidcTenantConfig;
import io.quarkus.oidc.TenantConfigResolver;
import io.quarkus.oidc.runtime.OidcTenantConfig.ApplicationType;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells Quarkus which issuer to trust, and that tokens must be meant for us. */
@ApplicationScoped
class IssuerTenant implements TenantConfigResolver {
    private static final String ID = "issuer";

    private final Optional<OidcTenantConfig> tenant;

    IssuerTenant(IssuerConfig config) {
        this.tenant = config.issuer()
                .map(issuer -> OidcTenantConfig.authServerUrl(config.url().orElse(issuer))
                        .tenantId(ID)
                        .applicationType(ApplicationType.SERVICE)
                        .token()
                        .issuer(issuer)
                        .audience(config.audience().orElseThrow(IssuerTenant::noAudience))
                        .end()
                        .build());
    }

    private static IllegalStateException noAudience() {
        return new IllegalStateException(
                "stagedoor.oidc.audience must be set with stagedoor.oidc.issuer: without it a token made for another service would open this one");
    }

    @Override
    public Uni<OidcTenantConfig> resolve(RoutingContext request, OidcRequestContext<OidcTenantConfig> context) {
        return Uni.createFrom().item(tenant.orElse(null));
    }
}
