package dev.stagedoor.provider;

import dev.stagedoor.provider.credential.Credential;
import dev.stagedoor.provider.credential.ServiceAccount;
import java.util.Optional;

/**
 * How calls are authorized with tokens instead of the configured secret.
 *
 * @param key the configuration key that holds the key file of a service account
 * @param url where tokens are given out
 * @param scope what they are asked for
 */
public record TokenRule(String key, String url, String scope) {
    /** Empty when the file is missing or is none. */
    Optional<Credential> fill(Settings settings) {
        return settings.get(key)
                .flatMap(ServiceAccount::read)
                .map(account -> new Credential.Minted(account, url, scope));
    }
}
