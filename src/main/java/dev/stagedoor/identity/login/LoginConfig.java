package dev.stagedoor.identity.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Tokens made from access keys. */
@ConfigMapping(prefix = "stagedoor.login")
public interface LoginConfig {
    /** How long a token from {@code POST /api/token} is valid. The Conductor SDKs renew theirs after 45 minutes. */
    @WithDefault("2h")
    Duration tokenLifetime();

    /** How many verified credentials are kept in memory; the least used go first. */
    @WithDefault("10000")
    int rememberedCredentials();
}
