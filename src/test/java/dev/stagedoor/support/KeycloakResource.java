package dev.stagedoor.support;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** Lets Stagedoor trust the tokens of a real {@link Keycloak}, with roles and groups from its claims. */
public final class KeycloakResource implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "stagedoor.oidc.issuer",
                Keycloak.running().issuer(Keycloak.REALM),
                "stagedoor.oidc.audience",
                "stagedoor",
                "stagedoor.oidc.client-id",
                Keycloak.CONSOLE,
                "stagedoor.oidc.client-secret",
                Keycloak.CONSOLE + "-secret",
                "stagedoor.oidc.roles-claim",
                "realm_access/roles",
                "stagedoor.oidc.groups-claim",
                "groups");
    }

    @Override
    public void stop() {}
}
