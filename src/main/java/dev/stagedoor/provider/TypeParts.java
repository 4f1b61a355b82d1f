package dev.stagedoor.provider;

import static dev.stagedoor.provider.ProviderType.API_KEY;
import static dev.stagedoor.provider.ProviderType.ENDPOINT;

import dev.stagedoor.provider.Definition.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the rows of {@link ContractTypes} and {@link FurtherTypes} are put together from. */
final class TypeParts {
    static final Field KEY = Field.password(API_KEY, "API Key", "Sent as a bearer token");
    static final Field KEY_IF_ANY = KEY.orEmpty();

    private TypeParts() {}

    static ProviderType type(
            Definition form,
            Set<String> aliases,
            BaseRule base,
            List<Header.Rule> headers,
            Map<Endpoint, String> endpoints) {
        return new ProviderType(
                form.withPatience(),
                aliases,
                Optional.of(base),
                headers,
                endpoints,
                ModelList.USUAL,
                StreamUsage.WHEN_ASKED,
                Optional.empty());
    }

    static Definition form(String name, String type, String description, Field... fields) {
        return Definition.ofAiModels(name, type, description, type, Set.of("AI", "LLM", name), List.of(fields));
    }

    static Field url(String label, String help, String usual) {
        return Field.text(ENDPOINT, label, help, usual);
    }

    static Field usualUrl(String usual) {
        return url("Base URL", "Where it is not the usual one", usual).orEmpty();
    }

    static Map<Endpoint, String> at(Endpoint... endpoints) {
        return Arrays.stream(endpoints).collect(Collectors.toUnmodifiableMap(endpoint -> endpoint, Endpoint::path));
    }
}
