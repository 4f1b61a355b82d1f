package dev.stagedoor.provider;

import dev.stagedoor.provider.ProviderType.Field;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The provider types that work here. */
@ApplicationScoped
public class Catalogue {
    public static final String OPENAI = "openai";
    public static final String LOOPBACK = "loopback";

    public static final String API_KEY = "api_key";
    public static final String ENDPOINT = "endpoint";
    public static final String ORGANIZATION = "organizationId";

    private static final ProviderType OPENAI_TYPE = ProviderType.ofAiModels(
            "OpenAI",
            OPENAI,
            "OpenAI, and every server that speaks its API: give its base URL",
            "openai",
            Set.of("AI", "LLM", "OpenAI"),
            Field.password(API_KEY, "API Key", "Needed unless the base URL is a server that asks for none"),
            Field.text(ENDPOINT, "Base URL", "With or without /v1; any OpenAI-compatible endpoint", BaseUrl.OPENAI),
            Field.text(ORGANIZATION, "Organization ID", "Sent as OpenAI-Organization", null));

    private static final ProviderType LOOPBACK_TYPE = ProviderType.ofAiModels(
            "Loopback",
            LOOPBACK,
            "Answers by itself in OpenAI's format, with no provider account: for trying things out",
            "loopback",
            Set.of("AI", "LLM", "test"));

    private final Map<String, ProviderType> types = new LinkedHashMap<>();

    Catalogue(LoopbackConfig loopback) {
        types.put(OPENAI, OPENAI_TYPE);
        if (loopback.enabled()) {
            types.put(LOOPBACK, LOOPBACK_TYPE);
        }
    }

    public List<ProviderType> all() {
        return List.copyOf(types.values());
    }

    public Optional<ProviderType> find(String type) {
        return Optional.ofNullable(types.get(type));
    }
}
