package dev.stagedoor.identity.application;

import dev.stagedoor.secret.Mask;

/**
 * A key just made; the only time its secret is shown.
 *
 * @param apiKey id and secret as one string, to paste where an OpenAI SDK or tool asks for an API key
 */
public record NewAccessKey(String id, String secret, String apiKey) {
    static NewAccessKey of(String id, String secret) {
        return new NewAccessKey(id, secret, ApiKey.write(id, secret));
    }

    @Override
    public String toString() {
        return "NewAccessKey[id=" + id + ", " + Mask.TEXT + "]";
    }
}
