package dev.stagedoor;

import dev.stagedoor.store.Store;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** The program's entry point. */
@QuarkusMain
public final class Stagedoor {
    private Stagedoor() {}

    /** Starts Stagedoor and serves until the process is told to stop. */
    public static void main(String... args) {
        Store.prepare();
        Quarkus.run(args);
    }
}
