package dev.stagedoor.model;

import dev.stagedoor.integration.RegisteredTypes;
import dev.stagedoor.model.Route.Upstream;
import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Catalogue;
import dev.stagedoor.provider.Endpoint;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.provider.credential.Credential;
import io.vertx.core.json.JsonObject;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Works out where calls through an integration go and what they carry, so that no call has to. */
@ApplicationScoped
class Upstreams {
    private final Catalogue catalogue;
    private final RegisteredTypes registered;

    Upstreams(Catalogue catalogue, RegisteredTypes registered) {
        this.catalogue = catalogue;
        this.registered = registered;
    }

    /**
     * The upstream of an integration.
     *
     * @param definition what is registered under its type, if anything
     */
    Upstream of(String type, Optional<String> definition, JsonObject open, JsonObject secrets) {
        return catalogue
                .find(type)
                .or(() -> definition.map(registered::read))
                .map(found -> of(found, open, secrets))
                .orElseGet(() -> new Upstream.Unusable("The provider type '" + type + "' is not known here"));
    }

    private static Upstream of(ProviderType type, JsonObject open, JsonObject secrets) {
        if (!type.definition().enabled()) {
            return new Upstream.Unusable("The " + type.name() + " provider is switched off here");
        }
        if (type.base().isEmpty()) {
            return new Upstream.Loopback();
        }
        var settings = open.copy().mergeIn(secrets).getMap();
        return type.locate(open.getMap())
                .flatMap(base ->
                        type.credentialOf(settings).map(credential -> provider(type, base, settings, credential)))
                .orElseGet(() -> new Upstream.Unusable("The integration lacks what its provider type needs"));
    }

    private static Upstream provider(
            ProviderType type, BaseUrl base, Map<String, Object> settings, Credential credential) {
        return new Upstream.Provider(
                type.name(),
                base.uri().getHost(),
                base.port(),
                base.isSecure(),
                paths(type, base),
                type.headersOf(settings),
                credential,
                type.streamUsage());
    }

    private static Map<Endpoint, String> paths(ProviderType type, BaseUrl base) {
        return type.endpoints().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> base.pathOf(entry.getValue())));
    }
}
