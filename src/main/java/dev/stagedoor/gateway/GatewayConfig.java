package dev.stagedoor.gateway;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are forwarded. */
@ConfigMapping(prefix = "stagedoor.gateway")
public interface GatewayConfig {
    /** How long connecting to a provider may take; then 502. */
    @WithDefault("10s")
    Duration connectTimeout();

    /** How long a provider may take to begin its answer; then 504. The SDKs wait ten minutes. */
    @WithDefault("10m")
    Duration firstByteTimeout();

    /** How long a provider may send nothing within its answer, while the caller waits for it; then the answer breaks off. */
    @WithDefault("10m")
    Duration responseTimeout();

    /** How long an answer may take over all; then it breaks off, or 504 when it has not begun. */
    @WithDefault("1h")
    Duration totalTimeout();

    /** How long an answer may be; a longer one breaks off. */
    @WithDefault("512M")
    MemorySize maxAnswerSize();

    /**
     * After how much silence in a stream a comment is sent, before its first event too; the status then is 200, and an
     * error an event. None with {@code 0s}.
     */
    @WithDefault("15s")
    Duration heartbeat();

    /** How many connections each event loop, of which there is one per processor, holds to one provider host. */
    @WithDefault("1024")
    int connectionsPerHost();

    /** How many calls this node forwards at once, answers under way among them; beyond it 503 at once. */
    @WithDefault("10000")
    int maxConcurrentCalls();

    /** How far into a form with a file its model is looked for, in memory; 400 when it comes later than that. */
    @WithDefault("1M")
    MemorySize multipartLookahead();

    /** The largest form with a file that is passed through; beyond it 413. */
    @WithDefault("512M")
    MemorySize uploadLimit();
}
