package dev.stagedoor.limit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How calls are held to limits. */
@ConfigMapping(prefix = "stagedoor.limits")
public interface LimitsConfig {
    /** How many tokens of answer are reserved for a call that sets no bound itself. */
    @WithDefault("4096")
    long assumedAnswer();

    /** What becomes of a call when this node has nothing in hand of a limit and cannot ask the store for more. */
    @WithDefault("refuse")
    WhenAway whenStoreIsAway();

    /** How often this node reports what it used of limits and gives back what it does not use. */
    @WithDefault("1s")
    Duration reportEvery();

    /** How long after its last report what a node holds is shown as reserved; then as used, which it counts as. */
    @WithDefault("30s")
    Duration lease();

    /**
     * For how many callers, and for how many models, the limits are kept in memory, and of how many limits the counts while no
     * call has to do with them.
     */
    @WithDefault("10000")
    int remembered();

    /** What becomes of a call that cannot be counted. */
    enum WhenAway {
        /** It is answered 503. */
        REFUSE,
        /** It goes on, and is counted once the store is back; limits may be exceeded meanwhile. */
        ADMIT
    }
}
