package dev.stagedoor;

import dev.stagedoor.store.Store;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.annotations.RegisterForReflection;

/** The program's entry point. */
@QuarkusMain
@RegisterForReflection(
        // Caffeine picks its implementation by name: a cache of bounded size, and the entries of one.
        classNames = {"com.github.benmanes.caffeine.cache.SSMS", "com.github.benmanes.caffeine.cache.PSMS"})
public final class Stagedoor {
    private Stagedoor() {}

    /** Starts Stagedoor and serves until the process is told to stop. */
    public static void main(String... args) {
        Store.prepare();
        Quarkus.run(args);
    }
}
