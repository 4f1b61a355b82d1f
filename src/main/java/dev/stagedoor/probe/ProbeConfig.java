package dev.stagedoor.probe;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How connections are tried out. */
@ConfigMapping(prefix = "stagedoor.probe")
public interface ProbeConfig {
    /** How long a provider may take to list its models, from connecting to the end of its answer. */
    @WithDefault("10s")
    Duration timeout();
}
