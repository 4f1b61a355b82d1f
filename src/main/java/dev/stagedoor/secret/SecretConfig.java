package dev.stagedoor.secret;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How stored credentials are protected. */
@ConfigMapping(prefix = "stagedoor.secret")
public interface SecretConfig {
    /**
     * The key-encryption key: 32 random bytes in Base64 ({@code openssl rand -base64 32}). The same on every replica.
     * Required; the standalone program and development make one in the data directory.
     */
    Optional<String> key();

    /**
     * Keys that open what was sealed with them, and seal nothing: the previous one until everything is re-wrapped, or the
     * next one while replicas are restarted one by one. In the same form; separated by commas.
     */
    Optional<List<String>> otherKeys();

    /** How many stored secrets are re-wrapped in one transaction, when the key has changed. */
    @Min(1)
    @WithDefault("500")
    int rewrapBatch();

    /** How often secrets under another key are looked for again, as long as there are other keys. */
    @WithDefault("30s")
    Duration rewrapInterval();
}
