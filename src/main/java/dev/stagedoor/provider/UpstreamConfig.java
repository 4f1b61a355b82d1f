package dev.stagedoor.provider;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where providers may be. */
@ConfigMapping(prefix = "stagedoor.upstream")
public interface UpstreamConfig {
    /**
     * Networks that providers may be in although they are not public, such as {@code 10.20.0.0/16}. Metadata services of
     * clouds are never called, whatever is listed here.
     */
    Optional<List<String>> allowedNetworks();

    /** How long the addresses of a host are used until its name is looked up again. */
    @WithDefault("30s")
    Duration addressesFor();
}
