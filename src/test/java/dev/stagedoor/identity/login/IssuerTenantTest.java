package dev.stagedoor.identity.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.stagedoor.secret.TestKeys;
import io.quarkus.oidc.OidcTenantConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.mutiny.helpers.test.UniAssertSubscriber;
import io.vertx.ext.web.RoutingContext;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IssuerTenantTest {
    private static final String ISSUER = "https://id.example.com/";

    @Test
    void shouldTrustNobodyUnlessToldTo() {
        assertThat(tenant(Map.of())).isNull();
    }

    @Test
    void shouldCheckIssuerAndAudienceByOurselves() {
        var tenant = tenant(Map.of("issuer", ISSUER, "url", "http://keycloak:8080", "audience", "stagedoor"));

        assertThat(tenant.authServerUrl()).contains("http://keycloak:8080");
        assertThat(tenant.token().issuer()).contains(ISSUER);
        assertThat(tenant.token().audience())
                .hasValueSatisfying(list -> assertThat(list).containsExactly("stagedoor"));
        assertThat(tenant.token().allowJwtIntrospection()).isFalse();
        assertThat(tenant.token().allowOpaqueTokenIntrospection()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "any"})
    void shouldNotBeMadeWithoutAnAudience(String audience) {
        assertThatThrownBy(() -> tenant(Map.of("issuer", ISSUER, "audience", audience)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stagedoor.oidc.audience");
    }

    @Test
    void shouldNotBeMadeForEveryIssuer() {
        assertThatThrownBy(() -> tenant(Map.of("issuer", "any", "url", ISSUER, "audience", "stagedoor")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("stagedoor.oidc.issuer");
    }

    private static OidcTenantConfig tenant(Map<String, String> options) {
        var properties = new java.util.HashMap<String, String>();
        options.forEach((name, value) -> properties.put("stagedoor.oidc." + name, value));
        var config = new SmallRyeConfigBuilder()
                .withMapping(IssuerConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(IssuerConfig.class);
        return new IssuerTenant(config, new ConsoleTenant(config, TestKeys.ring(1)))
                .resolve(requestAboutSomethingElse(), null)
                .subscribe()
                .withSubscriber(UniAssertSubscriber.create())
                .assertCompleted()
                .getItem();
    }

    private static RoutingContext requestAboutSomethingElse() {
        return (RoutingContext) Proxy.newProxyInstance(
                RoutingContext.class.getClassLoader(),
                new Class<?>[] {RoutingContext.class},
                (request, method, arguments) -> null);
    }
}
