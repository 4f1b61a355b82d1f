package dev.stagedoor.gateway;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are forwarded. */
@ConfigMapping(prefix = "stagedoor.gateway")
public interface GatewayConfig {
    /** How long connecting to a provider may take; then 502. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a provider may send nothing, before its answer or within it; then 504. The SDKs wait ten minutes. */
    @WithDefault("10m")
    Duration responseTimeout();

    /** How many connections are held to one provider host. */
    @WithDefault("1024")
    int connectionsPerHost();

    /** How many calls this node forwards at once, answers under way among them; beyond it 503 at once. */
    @WithDefault("10000")
    int maxConcurrentCalls();
}
