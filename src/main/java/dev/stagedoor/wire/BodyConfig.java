package dev.stagedoor.wire;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How much a request may bring. */
@ConfigMapping(prefix = "stagedoor.body")
public interface BodyConfig {
    /**
     * The largest body that is read; beyond it the answer is 413. Of more than {@code quarkus.http.limits.max-body-size}
     * not even the rest is taken off the wire: the connection is closed without an answer that says why.
     */
    @WithDefault("32M")
    MemorySize maxSize();

    /**
     * How long a body may take to arrive, or each 16 kB of a longer one; a client that is slower is cut off. Time in which a
     * provider does not take what there is of a file does not count.
     */
    @WithDefault("30s")
    Duration timeout();
}
