package dev.stagedoor.provider;

import dev.stagedoor.provider.Definition.Field;
import dev.stagedoor.provider.credential.Credential;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A type of provider: its form, where calls go and what they carry.
 *
 * @param aliases other names that it goes by, in lower case
 * @param base empty for the types that are no provider: the one that answers by itself, and virtual models
 * @param headers those that calls carry for what is configured
 * @param endpoints the endpoints it has, with their path below the base URL
 * @param models where it lists its models
 * @param streamUsage how its streams come to tell what they used
 * @param tokens how calls are authorized by tokens; empty where the headers carry the configured key
 */
public record ProviderType(
        Definition definition,
        Set<String> aliases,
        Optional<BaseRule> base,
        List<Header.Rule> headers,
        Map<Endpoint, String> endpoints,
        ModelList models,
        StreamUsage streamUsage,
        Optional<TokenRule> tokens) {
    /** The configuration key of the credential; the only secret that is ever sent. */
    public static final String API_KEY = Settings.API_KEY;

    /** The configuration key of a base URL that people type. */
    public static final String ENDPOINT = Settings.ENDPOINT;

    /** The type whose models stand for other models. */
    public static final String VIRTUAL = "virtual";

    static final Header.Rule BEARER = Header.Rule.of("Authorization", "Bearer {" + API_KEY + "}");

    private static final String OPENAI_PATH = "/v1";

    /**
     * A type that speaks OpenAI's API at a base URL that people type, with a bearer token where there is a key. Which
     * endpoints its server really has is the server's to say.
     */
    public static ProviderType ofOpenAiShape(Definition definition) {
        return new ProviderType(
                definition.withPatience(),
                Set.of(),
                Optional.of(BaseRule.typed(OPENAI_PATH)),
                List.of(BEARER),
                TypeParts.at(Endpoint.values()),
                ModelList.USUAL,
                StreamUsage.WHEN_ASKED,
                Optional.empty());
    }

    /** The same, which lists its models in another way than most. */
    ProviderType listing(ModelList other) {
        return new ProviderType(definition, aliases, base, headers, endpoints, other, streamUsage, tokens);
    }

    /** The same, whose streams tell what they used in another way than most. */
    ProviderType telling(StreamUsage other) {
        return new ProviderType(definition, aliases, base, headers, endpoints, models, other, tokens);
    }

    /** The same, with these endpoints only. */
    ProviderType having(Map<Endpoint, String> others) {
        return new ProviderType(definition, aliases, base, headers, others, models, streamUsage, tokens);
    }

    /** The same, called with tokens that an account signs for. */
    ProviderType minting(TokenRule rule) {
        return new ProviderType(definition, aliases, base, headers, endpoints, models, streamUsage, Optional.of(rule));
    }

    public String name() {
        return definition.type();
    }

    /** Whether its models stand for other models. */
    public boolean isVirtual() {
        return name().equals(VIRTUAL);
    }

    /** Where calls go that are configured so; empty where that says too little, or nothing that is a URL. */
    public Optional<BaseUrl> locate(Map<String, ?> configuration) {
        var settings = settings(configuration);
        return base.flatMap(rule -> rule.resolve(settings));
    }

    /** Where calls go for which nothing is configured, if that is enough. */
    public Optional<BaseUrl> usual() {
        return locate(Map.of());
    }

    /**
     * What calls carry that are configured so.
     *
     * @param configuration with its secrets
     */
    public List<Header> headersOf(Map<String, ?> configuration) {
        return filled(headers, configuration);
    }

    /**
     * What proves who calls; empty where that takes more than is configured.
     *
     * @param configuration with its secrets
     */
    public Optional<Credential> credentialOf(Map<String, ?> configuration) {
        var settings = settings(configuration);
        return tokens.map(rule -> rule.fill(settings))
                .orElseGet(() -> Optional.of(new Credential.Fixed(settings.get(API_KEY))));
    }

    /**
     * What the question for its models carries that is configured so.
     *
     * @param configuration with its secrets
     */
    public List<Header> headersOfModelList(Map<String, ?> configuration) {
        return models.headers().isEmpty() ? headersOf(configuration) : filled(models.headers(), configuration);
    }

    private List<Header> filled(List<Header.Rule> rules, Map<String, ?> configuration) {
        var settings = settings(configuration);
        return rules.stream().flatMap(rule -> rule.fill(settings).stream()).toList();
    }

    /** Whether its form asks for this key. */
    public boolean asksFor(String key) {
        return field(key).isPresent();
    }

    Optional<Field> field(String key) {
        return definition.configuration().stream()
                .filter(field -> field.fieldName().equals(key))
                .findFirst();
    }

    private Settings settings(Map<String, ?> configuration) {
        Map<String, String> values = new HashMap<>();
        for (var field : definition.configuration()) {
            var given = configuration.get(field.fieldName()) instanceof String text ? text : field.defaultValue();
            if (given != null) {
                values.put(field.fieldName(), given);
            }
        }
        return new Settings(values);
    }
}
