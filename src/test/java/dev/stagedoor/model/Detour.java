package dev.stagedoor.model;

import dev.stagedoor.integration.RegisteredTypes;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.credential.Credential;
import io.quarkus.test.junit.QuarkusMock;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Vetoed;
import java.net.URI;
import java.util.Optional;

/**
 * Leads all calls of one test to a stand-in: types whose host nobody can choose too, with the path, the headers and the
 * credential that they would be called with where they really are.
 */
@Vetoed
public final class Detour extends Upstreams {
    private final URI standIn;

    private Detour(Catalogue catalogue, RegisteredTypes registered, URI standIn) {
        super(catalogue, registered);
        this.standIn = standIn;
    }

    /** In force until the test ends, for integrations that are made in it. Tokens are asked for at {@code /token}. */
    public static void to(String url, Catalogue catalogue, RegisteredTypes registered) {
        QuarkusMock.installMockForType(new Detour(catalogue, registered, URI.create(url)), Upstreams.class);
    }

    @Override
    Upstream of(String type, Optional<String> definition, JsonObject open, JsonObject secrets) {
        var upstream = super.of(type, definition, open, secrets);
        return upstream instanceof Upstream.Provider provider ? detoured(provider) : upstream;
    }

    private Upstream detoured(Upstream.Provider provider) {
        return new Upstream.Provider(
                provider.type(),
                standIn.getHost(),
                standIn.getPort(),
                false,
                provider.paths(),
                provider.headers(),
                detoured(provider.credential()),
                provider.streamUsage());
    }

    private Credential detoured(Credential credential) {
        return credential instanceof Credential.Minted minted
                ? new Credential.Minted(
                        minted.account(), standIn.resolve("/token").toString(), minted.scope())
                : credential;
    }
}
