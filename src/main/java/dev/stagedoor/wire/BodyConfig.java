package dev.stagedoor.wire;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much a request may bring. */
@ConfigMapping(prefix = "stagedoor.body")
public interface BodyConfig {
    /**
     * The largest body that is read; beyond it the answer is 413. Of more than {@code quarkus.http.limits.max-body-size}
     * not even the rest is taken off the wire: the connection is closed without an answer that says why.
     */
    @WithDefault("32M")
    MemorySize maxSize();
}
