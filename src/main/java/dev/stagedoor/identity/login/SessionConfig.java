package dev.stagedoor.identity.login;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How people stay signed in to the console. */
@ConfigMapping(prefix = "stagedoor.session")
public interface SessionConfig {
    /** How long a browser stays signed in, whether it is used or not. */
    @WithDefault("8h")
    Duration lifetime();
}
