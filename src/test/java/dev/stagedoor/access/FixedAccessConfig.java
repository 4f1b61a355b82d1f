package dev.stagedoor.access;

import java.time.Duration;

/** What a test says, and the defaults. */
record FixedAccessConfig(Duration maxStaleness, Duration grace) implements AccessConfig {
    @Override
    public boolean listen() {
        return false;
    }

    @Override
    public Duration confirmTimeout() {
        return Duration.ofSeconds(1);
    }

    @Override
    public Duration storeTimeout() {
        return Duration.ofSeconds(5);
    }

    @Override
    public int rememberedCallers() {
        return 1_000;
    }
}
