package dev.stagedoor.identity.login;

import dev.stagedoor.access.Caller;
import dev.stagedoor.access.graph.Subject;
import dev.stagedoor.identity.application.Application;
import dev.stagedoor.secret.KeyRing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Our own bearer tokens, each naming the access key that it was made from. */
@ApplicationScoped
class Tokens {
    private static final Duration NEVER = Duration.ofDays(36_500);

    private final SignedTokens signed;
    private final Duration lifetime;

    Tokens(KeyRing ring, LoginConfig config) {
        this.signed = new SignedTokens(ring, "token-signing", "stagedoor");
        this.lifetime = config.tokenLifetime();
    }

    /**
     * A token for an application.
     *
     * @param expiration milliseconds; negative for a token that does not expire, null for the configured lifetime
     */
    String issue(Application application, String accessKeyId, Long expiration) {
        var caller = new Caller(Subject.application(application.id()), Optional.of(accessKeyId));
        return signed.sign(caller, lifetime(expiration), Map.of("name", application.name()));
    }

    private Duration lifetime(Long expiration) {
        if (expiration == null || expiration == 0) {
            return lifetime;
        }
        return expiration < 0 || expiration > NEVER.toMillis() ? NEVER : Duration.ofMillis(expiration);
    }

    /** Who holds this token and until when; 401 when it is not one of ours, or has expired. */
    Verified verify(String token) {
        return signed.verify(token);
    }
}
