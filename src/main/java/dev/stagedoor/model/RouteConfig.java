package dev.stagedoor.model;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Routes kept in memory. */
@ConfigMapping(prefix = "stagedoor.routes")
public interface RouteConfig {
    /** How many routes are kept, with their decrypted credentials; the least used go first. */
    @WithDefault("10000")
    int remembered();
}
