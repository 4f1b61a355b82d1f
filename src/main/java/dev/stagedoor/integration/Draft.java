package dev.stagedoor.integration;

import dev.stagedoor.provider.BaseUrl;
import dev.stagedoor.provider.Header;
import dev.stagedoor.provider.ProviderType;
import dev.stagedoor.provider.credential.Credential;
import dev.stagedoor.secret.Mask;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An integration as somebody would save it, checked like a save and not saved.
 *
 * @param settings with the secrets
 */
public record Draft(ProviderType type, Map<String, Object> settings) {
    /** Where its calls would go; empty where they need to go nowhere. */
    public Optional<BaseUrl> base() {
        return type.locate(settings);
    }

    /** What a question for the provider's models carries. */
    public List<Header> headersOfModelList() {
        return type.headersOfModelList(settings);
    }

    /** What would prove who calls; empty where that takes more than is there. */
    public Optional<Credential> credential() {
        return type.credentialOf(settings);
    }

    /** The credential, which must not come back to the caller. */
    public Optional<String> apiKey() {
        return settings.get(ProviderType.API_KEY) instanceof String key ? Optional.of(key) : Optional.empty();
    }

    @Override
    public String toString() {
        return "Draft[" + type.name() + ", " + Mask.TEXT + "]";
    }
}
