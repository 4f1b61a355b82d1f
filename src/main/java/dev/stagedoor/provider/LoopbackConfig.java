package dev.stagedoor.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The provider that answers by itself, for trying things out. */
@ConfigMapping(prefix = "stagedoor.loopback")
public interface LoopbackConfig {
    /** Whether integrations of type {@code loopback} can be made and called. On in the standalone program. */
    @WithDefault("false")
    boolean enabled();
}
